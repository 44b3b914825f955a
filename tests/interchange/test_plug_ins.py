"""Formats of other people's packages: used, shown, survived, left out."""

import logging

import pytest

from edmstudio.interchange.exporter import exporter_named, exporters
from edmstudio.interchange.plug_ins import SAFE_MODE, others
from tests.interchange.libraries import sentence_of

GOOD = """
from edmstudio.interchange.csv_table import CsvTable

class Tape(CsvTable):
    name = "tape"
    title = "Mix tape"
"""
POINTS = "[edmstudio.exporters]\ntape = tape_format:Tape\n{more}"
METADATA = "Metadata-Version: 2.1\nName: tape-format\nVersion: 0.3\n"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package that is installed for the length of the test."""

    def install(code, more=""):
        (tmp_path / "tape_format.py").write_text(code)
        info = tmp_path / "tape_format-0.3.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(METADATA)
        (info / "entry_points.txt").write_text(POINTS.format(more=more))
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(__import__("sys").modules, "tape_format", raising=False)

    return install


def names():
    return {exporter.name for exporter in exporters()}


def test_a_format_of_another_package_is_offered_and_named(package):
    package(GOOD)
    assert "tape" in names()
    assert exporter_named("tape").title == "Mix tape"
    (plug_in,) = others()
    assert (plug_in.name, plug_in.package, plug_in.version) == ("tape", "tape-format", "0.3")
    assert plug_in.trouble == ""


def test_a_package_that_breaks_costs_only_itself(package, caplog):
    package("raise RuntimeError('no tape')")
    with caplog.at_level(logging.WARNING):
        assert "rekordbox-xml" in names()
    assert "no tape" in caplog.text
    (plug_in,) = others()
    assert plug_in.trouble == "RuntimeError: no tape"


def test_in_safe_mode_only_our_own_are_there(package, monkeypatch):
    package(GOOD)
    monkeypatch.setenv(SAFE_MODE, "1")
    assert "tape" not in names()
    assert others() == []
    assert "choose one of" in sentence_of(lambda: exporter_named("tape"))


def test_another_package_cannot_take_the_place_of_ours(package):
    package(GOOD, "csv = tape_format:Tape\n")
    assert exporter_named("csv").title != "Mix tape"

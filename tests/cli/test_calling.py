"""How calls begin and end: help, version, wrong calls, what is loaded."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from edmstudio.cli.main import WHERE, cli

HEAVY = {"numpy", "PySide6", "sqlite_utils", "sqlite3", "scipy", "torch", "av", "soundfile"}


def test_naming_all_commands_loads_nothing_heavy():
    code = (
        "import sys\n"
        "from edmstudio.cli.main import cli, WHERE\n"
        "import click\n"
        "for name in WHERE: assert cli.get_command(click.Context(cli), name)\n"
        "print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(loaded.stdout.split())


@pytest.mark.parametrize("name", WHERE)
def test_every_command_explains_itself(edm, name):
    said = edm(name, "--help")
    assert said.code == 0
    assert "Usage:" in said.out
    assert len(cli.get_command(None, name).get_short_help_str()) > 10


def test_the_version_is_told(edm):
    said = edm("--version")
    assert said.code == 0
    assert said.out.startswith("EDM Studio ")


@pytest.mark.parametrize(
    "call",
    [
        ["shwo", "x"],
        ["add"],
        ["show"],
        ["edit", "x"],
        ["edit", "x", "--key", "H"],
        ["edit", "x", "--energy", "11"],
        ["edit", "x", "--cue", "nan", "drop"],
        ["edit", "x", "--cue", "1", "dorp"],
        ["edit", "x", "--section", "1", "2", "outor"],
        ["analyze", "--jobs", "0"],
        ["--nonsense"],
    ],
)
def test_a_wrong_call_ends_with_two_and_says_why(edm, call):
    said = edm(*call)
    assert said.code == 2
    assert "Error:" in said.err
    assert not said.out


def test_an_unknown_track_is_told_in_a_sentence(edm, tmp_path):
    said = edm("show", tmp_path / "gone.mp3")
    assert (said.code, said.out) == (1, "")
    assert "not in the library" in said.err


def test_an_unknown_track_is_an_error_record_in_json(edm, tmp_path):
    said = edm("show", tmp_path / "gone.mp3", "--json")
    assert said.code == 1
    assert said.record["path"] == str(tmp_path / "gone.mp3")
    assert said.record["error"]["kind"] == "missing"


def test_options_of_all_commands_may_stand_before_the_command(edm, tmp_path, song):
    assert edm("--json", "show", song).record["path"] == str(song)
    other = tmp_path / "other.db"
    assert edm("--library", other, "show", song).code == 1
    assert edm("show", song, "--library", other).code == 1
    assert other.exists()


def test_a_bug_is_told_without_a_traceback_and_with_one_for_developers(edm, song, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("edmstudio.app.records.held", broken)
    said = edm("show", song)
    assert said.code == 1
    assert "ZeroDivisionError" in said.err
    assert "Traceback" not in said.err
    with pytest.raises(ZeroDivisionError):
        edm("show", song, "--debug")


def test_a_library_of_a_newer_program_is_refused_and_left_alone(edm, song, places):
    with closing(sqlite3.connect(places / "library.db")) as db, db:
        db.execute("update _sqlite_migrations set name = 'm999_from_the_future' where id = 1")
    before = (places / "library.db").read_bytes()
    said = edm("show", song, "--json")
    assert said.code == 1
    assert said.record["error"]["kind"] == "database"
    assert "newer" in said.record["error"]["message"]
    assert (places / "library.db").read_bytes() == before

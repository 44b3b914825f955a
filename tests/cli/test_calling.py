"""How calls begin and end: help, version, wrong calls, what is loaded."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from edmstudio.cli.main import WHERE, cli
from edmstudio.domain.refused import Fault, Refused
from edmstudio.store.library import Library

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
        ["edit", "x", "--grid", "1", "128", "one"],
        ["edit", "x", "--grid", "1", "128", "9" * 30],
        ["edit", "x", "--cue", "1", "drop", "caf\udce9"],
        ["edit", "x", "--energy", "3", "--annotator", "caf\udce9"],
        ["import", "x", "--source", "caf\udce9"],
        ["review", "9" * 30, "accept"],
        ["queue", "--label-next", "--limit", "9" * 30],
        ["screenshot", "x.png", "--size", "²00x²00"],
        ["x" * 300],
        [""],
        ["add", ""],
        ["export", "csv", ""],
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


def test_a_file_whose_name_is_no_text_is_told_in_a_sentence(edm, tmp_path):
    said = edm("show", f"{tmp_path}/caf\udce9.wav", "--json")
    assert said.code == 1
    assert said.record["error"]["kind"] == "format"
    assert "rename the file" in said.record["error"]["message"]


@pytest.mark.parametrize("encoding", ["cp1251", "latin-1", "ascii", "utf-8"])
def test_json_is_json_whatever_the_encoding_of_the_stream(places, encoding):
    call = [sys.executable, "-m", "edmstudio", "show", "Süß 🎵.wav", "--json"]
    environ = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    printed = subprocess.run(call, capture_output=True, env=environ, check=False).stdout
    assert json.loads(printed.decode("utf-8"))["path"] == "Süß 🎵.wav"


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no full device here")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_where_nothing_can_be_printed_a_sentence_says_so(places, song, more):
    with open("/dev/full", "wb") as full:
        call = [sys.executable, "-m", "edmstudio", "history", str(song), *more]
        edited = [*call[:3], "edit", str(song), "--energy", "3"]
        assert subprocess.run(edited, capture_output=True, check=False).returncode == 0
        done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "The output can't be written" in done.stderr
    assert "Traceback" not in done.stderr


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


def test_a_library_that_is_too_busy_to_be_closed_is_told_in_a_sentence(edm, song, monkeypatch):
    def busy(library):
        close(library)
        raise Refused("The library is busy in another program.", Fault.DATABASE)

    close = Library.close
    monkeypatch.setattr(Library, "close", busy)
    said = edm("history", song)
    assert said.code == 1
    assert "busy in another program" in said.err


def test_a_library_of_a_newer_program_is_refused_and_left_alone(edm, song, places):
    with closing(sqlite3.connect(places / "library.db")) as db, db:
        db.execute("update _sqlite_migrations set name = 'm999_from_the_future' where id = 1")
    before = (places / "library.db").read_bytes()
    said = edm("show", song, "--json")
    assert said.code == 1
    assert said.record["error"]["kind"] == "database"
    assert "newer" in said.record["error"]["message"]
    assert (places / "library.db").read_bytes() == before

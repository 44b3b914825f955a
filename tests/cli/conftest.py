"""The command line, called in this process or as one of its own, on places of the test's own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from edmstudio.cli.desk import Desk
from edmstudio.cli.main import cli
from edmstudio.jobs.executors import Inline
from tests.music import write

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any QApplication is made


@dataclass(frozen=True)
class Said:
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def records(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def record(self):
        (record,) = self.records
        return record


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Nothing outside the test's own folder is read or written."""
    monkeypatch.setenv("EDMSTUDIO_LIBRARY", str(tmp_path / "home" / "library.db"))
    monkeypatch.setenv("EDMSTUDIO_CACHE", str(tmp_path / "home" / "cache"))
    monkeypatch.setenv("EDMSTUDIO_CONFIG", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def edm(places, monkeypatch):
    """Call a command in this process, its long work included."""
    monkeypatch.setattr(Desk, "workers", lambda desk, *_: Inline())

    def call(*args):
        result = CliRunner().invoke(cli, [str(arg) for arg in args])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture
def process(places):
    """Start a command as a process of its own."""

    def start(*args):
        return subprocess.Popen(
            [sys.executable, "-m", "edmstudio", *map(str, args)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )

    return start


@pytest.fixture
def song(edm, tmp_path):
    """A track in the library."""
    path = write(tmp_path / "music" / "song.wav")
    assert edm("add", path).code == 0
    return path

"""What the Tab key offers in a shell that was told of the program."""

import os
import subprocess
import sys

import pytest

SHELL = "from edmstudio.cli.main import cli; cli.main(prog_name='edmstudio')"


def offered(*words, shell="bash"):
    asked = {"COMP_WORDS": " ".join(("edmstudio", *words)), "COMP_CWORD": str(len(words))}
    environ = {**os.environ, **asked, "_EDMSTUDIO_COMPLETE": f"{shell}_complete"}
    call = [sys.executable, "-c", SHELL]
    done = subprocess.run(call, env=environ, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_commands_options_and_choices_are_offered():
    assert offered("ex") == ["plain,export"]
    assert "plain,--dry-run" in offered("export", "--")
    assert offered("review", "1", "s") == ["plain,skip"]


def test_formats_are_offered_by_name():
    assert offered("export", "re") == ["plain,rekordbox-xml"]
    assert {"plain,jams", "plain,m3u8"} <= set(offered("import", "--format", ""))


def test_a_file_to_open_is_offered():
    assert offered("some-tra") == ["file,some-tra"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell):
    environ = {**os.environ, "_EDMSTUDIO_COMPLETE": f"{shell}_source"}
    call = [sys.executable, "-c", SHELL]
    done = subprocess.run(call, env=environ, capture_output=True, text=True, check=False)
    if shell == "bash" and not done.stdout:
        pytest.skip("no bash 4.4 or newer here")
    assert "_EDMSTUDIO_COMPLETE" in done.stdout

"""The readme claims nothing that is not so: commands run, files exist, keys are bound."""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

import edmstudio
from edmstudio.cli.main import WHERE, cli
from edmstudio.gui.keys.physical_keys import normal
from edmstudio.interchange.exporter import exporters
from edmstudio.interchange.importer import importers
from tests.api.conftest import music
from tests.bench.__main__ import NAMES
from tests.cli.conftest import edm, places

__all__ = ["edm", "music", "places"]
ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", TEXT, re.S)
CODE = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", TEXT)


def lines(language):
    """Commands of the blocks of a language, without their comments."""
    held = (line for name, block in BLOCKS if name == language for line in block.splitlines())
    return [bare for line in held if (bare := line.split("  #")[0].strip())]


COMMANDS = [
    re.sub(r"^(\w+=\S+ )+", "", call.strip())  # without the variables that stand before it
    for text in (*lines("sh"), *CODE)
    for call in text.split("&&")
    if re.match(r"(\w+=\S+ )*(edmstudio |python -m |sh packaging/)", call.strip())
]


def section(title):
    return TEXT.split(f"## {title}\n")[1].split("\n## ")[0]


def test_there_is_something_to_check():
    assert len(COMMANDS) > 20
    assert len(lines("sh")) > 10


@pytest.mark.parametrize("line", [c for c in COMMANDS if c.startswith("edmstudio ")])
def test_every_command_is_one_and_its_options_parse(line):
    name, *args = shlex.split(line.split(" > ")[0])[1:]
    assert name in WHERE
    command = cli.get_command(click.Context(cli), name)
    if args:  # a bare name in a sentence is no call
        command.make_context(name, args, parent=click.Context(cli))


@pytest.mark.parametrize("line", [c for c in COMMANDS if c.startswith("python -m ")])
def test_every_module_that_is_run_is_there(line):
    module, *args = shlex.split(line)[2:]
    assert find_spec(f"{module}.__main__") is not None
    if module == "tests.bench":
        assert set(args) <= {*NAMES, "all"}


@pytest.mark.parametrize("line", [c for c in COMMANDS if c.startswith("sh ")])
def test_every_script_is_there_and_sound(line):
    script = ROOT / shlex.split(line)[1]
    assert script.is_file()
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0


def test_every_variable_it_names_is_read_somewhere():
    named = set(re.findall(r"EDMSTUDIO_\w+", TEXT))
    sources = [
        *(ROOT / "packaging").glob("*.sh"),
        *(ROOT / "tests/bench").glob("*.py"),
        *(ROOT / "edmstudio").rglob("*.py"),
    ]
    read = "".join(source.read_text(encoding="utf-8") for source in sources)
    assert named
    assert {name for name in named if not re.search(rf"\b{name}\b", read)} == set()


def test_every_file_it_names_is_there():
    targets = re.findall(r"\]\(([^)\s]+)\)", TEXT)
    assert [t for t in targets if not t.startswith("http") and not (ROOT / t).exists()] == []
    ours = re.compile(r"(edmstudio|tests|packaging|resources)/\S+")
    named = [code for code in CODE if ours.fullmatch(code)]
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_key_it_names_is_bound(empty_registry):
    told = re.findall(r"\*\*([^*]+)\*\*", section("Five minutes for a DJ"))
    bound = {keys for command in empty_registry for keys in command.keys}
    assert len(told) > 15
    assert [key for key in told if normal(key) not in bound] == []


@pytest.fixture
def empty_registry(qapp, tmp_path):
    from tests.gui.desks import places_in, window_on

    with window_on(places_in(tmp_path)) as made:
        yield made.commands


def test_every_format_is_in_the_table():
    rows = [
        [cell.strip().casefold() for cell in line.strip("|").split("|")]
        for line in section("Formats").splitlines()
        if line.startswith("|") and "---" not in line
    ]
    for place, formats in ((1, importers()), (2, exporters())):
        # the first word of a format's title stands in its column, or its program's row is filled
        said = " ".join(f"{row[0]} {row[place]}" for row in rows[1:] if row[place] != "–")
        for each in formats:
            assert re.split(r"[ (]", each.title)[0].casefold() in said, each.title


def test_every_floor_of_the_house_is_told_of():
    (house,) = [block for name, block in BLOCKS if not name]
    told = {line.split()[0] for line in house.splitlines() if line.strip()}
    packages = {path.parent.name for path in (ROOT / "edmstudio").glob("*/__init__.py")}
    assert told == packages
    assert len(house.splitlines()) <= 20


@pytest.fixture
def readers_folder(music):
    """As somebody stands there who follows the readme: a folder of music and a collection."""
    inside = music / "music"
    inside.mkdir()
    for name in ("track.flac", "track.json"):
        (music / name).rename(inside / name)
    xml = music / "collection.xml"
    xml.write_text(xml.read_text().replace("/track.flac", "/music/track.flac"))
    return music


def test_what_a_curator_is_told_to_type_runs(readers_folder, edm):
    typed = [line for line in lines("sh") if line.startswith("edmstudio ")]
    for call in (call for line in typed for call in line.split("&&")):
        command, _, target = call.strip().partition(" > ")
        said = edm(*shlex.split(command)[1:])
        assert said.code == 0, f"{call}: {said.err}"
        assert "Traceback" not in said.err
        if target:
            (readers_folder / target).write_text(said.out)
    assert '"bpm": 120.0' in (readers_folder / "answers.jsonl").read_text()
    assert (readers_folder / "copy.backup").exists()
    assert len(list((readers_folder / "labels").glob("*.jams"))) == 1


def test_the_lines_of_python_run(readers_folder):
    ((_, code),) = [block for block in BLOCKS if block[0] == "python"]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(code, {})
    assert said.getvalue().startswith("120.0 ")
    assert [entry.title for entry in edmstudio.read_labels("out.xml")] == ["track"]


@pytest.mark.skipif(os.name == "nt", reason="a script for POSIX shells")
def test_what_run_hands_through_means_paths_from_where_it_was_called(tmp_path):
    """With an environment that is prepared already, and a program that tells where it stands."""
    house, caller = tmp_path / "house", tmp_path / "caller"
    shutil.copytree(ROOT / "packaging", house / "packaging")
    shutil.copy(ROOT / "pyproject.toml", house)
    caller.mkdir()
    program = house / ".venv" / "bin" / "edmstudio"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\npwd\necho "$@"\n')
    program.chmod(0o755)
    stamp = (
        "cd house; . packaging/setup.sh; set -- $WINDOW_PACKAGES; printf '%s' "
        '"$(cat pyproject.toml packaging/constraints.txt packaging/setup.sh | cksum)  $*"'
        " >.venv/.prepared"
    )
    subprocess.run(["sh", "-c", stamp], cwd=tmp_path, check=True)
    call = ["sh", str(house / "packaging" / "run.sh"), "analyze", "music"]
    said = subprocess.run(call, cwd=caller, capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == [str(caller), "analyze music"]

"""A person's own cue templates on disk: one TOML file beside the settings."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from edmstudio.app.cue_templates import NamedTemplate, Templates
from edmstudio.app.toml_file import toml, write_whole
from edmstudio.decoding.cue_template import CueLine, CueTemplate
from edmstudio.domain.cues import CueKind
from edmstudio.domain.refused import Fault, Refused, unreadable

FILE = "cue-templates.toml"
VERSION = 1


def load(path: Path) -> Templates:
    """The templates in a file, ours alone where there is none; `Refused` where it is wrong."""
    try:
        held = _read(tomllib.loads(path.read_text(encoding="utf-8-sig")))
        held.check()
    except FileNotFoundError:
        return Templates()
    except OSError as error:
        raise unreadable(path, error) from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Refused(f"The cue templates {path} can't be read: {error}.") from error
    return held


def save(templates: Templates, path: Path) -> None:
    """Write them beside the file and in its place; what can't be used is refused."""
    templates.check()
    try:
        write_whole(_text(templates), path)
    except OSError as error:
        raise Refused(f"The templates can't be written to {path}.", Fault.PERMISSION) from error


def _read(table: dict[str, Any]) -> Templates:
    if table.get("version") != VERSION:
        raise ValueError("it is of a newer EDM Studio")
    own = tuple(
        NamedTemplate(
            f"own-{int(held['number'])}",
            str(held["name"]),
            CueTemplate(tuple(_line(line) for line in held.get("line", ()))),
        )
        for held in table.get("template", ())
    )
    made = Templates(own, str(table.get("usual", "")))
    return replace(made, usual=made.of(made.usual).key)


def _line(held: dict[str, Any]) -> CueLine:
    return CueLine(
        CueKind(held["kind"]),
        str(held["name"]),
        str(held["pads"]),
        int(held["bars"]),
        str(held["colour"]),
        numbered=bool(held["numbered"]),
        spare=bool(held["spare"]),
    )


def _text(templates: Templates) -> str:
    lines = ["# EDM Studio's cue templates.", f"version = {VERSION}"]
    lines += [f"usual = {toml(templates.usual)}"]
    for named in templates.own:
        number = int(named.key.removeprefix("own-"))
        lines += ["", "[[template]]", f"number = {number}", f"name = {toml(named.name)}"]
        for line in named.template.lines:
            lines += ["", "[[template.line]]", f"kind = {toml(str(line.kind))}"]
            lines += [f"name = {toml(line.name)}", f"pads = {toml(line.slots)}"]
            lines += [f"bars = {line.bars}", f"colour = {toml(line.colour)}"]
            lines += [f"numbered = {toml(line.numbered)}", f"spare = {toml(line.spare)}"]
    return "\n".join(lines) + "\n"

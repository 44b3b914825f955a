"""The cue templates that a person can choose from: ours and their own, and which one is usual.

Their own are kept in one TOML file beside the settings.
"""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from edmstudio.app.toml_file import toml, write_whole
from edmstudio.decoding.cue_template import KINDS, TEMPLATES, CueLine, CueTemplate
from edmstudio.domain.cues import SLOTS, CueKind
from edmstudio.domain.refused import Fault, Refused, unreadable

FILE = "cue-templates.toml"
VERSION = 1
FARTHEST = 64  # bars
LONGEST = 60  # letters of a name
TITLES = {
    "club": "Pads A to H by section",
    "mix-points": "16 bars before every drop",
    "memory": "Memory cues only",
}
_COLOUR = re.compile(r"(#[0-9A-Fa-f]{6})?")


@dataclass(frozen=True, slots=True)
class NamedTemplate:
    """A template under a name.

    Attributes
    ----------
    key : str
        By which settings and keys remember it; it stays when the name changes.
    name : str
    template : CueTemplate
    """

    key: str
    name: str
    template: CueTemplate


BUILT_IN = tuple(NamedTemplate(key, TITLES[key], made) for key, made in TEMPLATES.items())


@dataclass(frozen=True, slots=True)
class Templates:
    """All templates.

    Attributes
    ----------
    own : tuple of NamedTemplate
        What the person made.
    usual : str
        Key of the one that is set by one key press.
    """

    own: tuple[NamedTemplate, ...] = ()
    usual: str = BUILT_IN[0].key

    @property
    def all(self) -> tuple[NamedTemplate, ...]:
        """Ours, then the person's."""
        return (*BUILT_IN, *self.own)

    def of(self, key: str) -> NamedTemplate:
        """One by its key; the first where there is none."""
        return next((named for named in self.all if named.key == key), BUILT_IN[0])

    def is_own(self, key: str) -> bool:
        """Whether the person made it, and so may change it."""
        return any(named.key == key for named in self.own)

    def with_new(self, name: str, template: CueTemplate) -> "Templates":
        """With one more of the person's own, under this name or the next that is free."""
        numbers = [int(named.key.removeprefix("own-")) for named in self.own]
        free = _free_name(name, {named.name.casefold() for named in self.all})
        made = NamedTemplate(f"own-{max(numbers, default=0) + 1}", free, template)
        return replace(self, own=(*self.own, made))

    def with_changed(self, named: NamedTemplate) -> "Templates":
        """With another value for one of the person's own."""
        own = tuple(named if held.key == named.key else held for held in self.own)
        return replace(self, own=own)

    def without(self, key: str) -> "Templates":
        """Without one of the person's own; where it was the usual one, the first is."""
        own = tuple(held for held in self.own if held.key != key)
        return Templates(own, BUILT_IN[0].key if self.usual == key else self.usual)

    def check(self) -> None:
        """`Refused` where a template can't be used, with the reason."""
        for named in self.own:
            _check(named)
        names = Counter(named.name.casefold() for named in self.all)
        for named in self.own:
            if names[named.name.casefold()] > 1:
                raise Refused(f"There are two templates called “{named.name}”.")


def load(path: Path) -> Templates:
    """The templates in a file, ours alone where there is none; `Refused` where it is wrong."""
    try:
        held = _read(tomllib.loads(path.read_text(encoding="utf-8")))
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


def _free_name(wanted: str, taken: set[str]) -> str:
    numbered = (f"{wanted[: LONGEST - 4]} {number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name.casefold() not in taken)


def _check(named: NamedTemplate) -> None:
    if not named.name.strip() or len(named.name) > LONGEST:
        raise Refused(f"A template needs a name of up to {LONGEST} letters.")
    lines = named.template.lines
    slots = Counter("".join(line.slots for line in lines))
    for slot, count in slots.items():
        if slot not in SLOTS:
            raise Refused(f"In “{named.name}” there is no pad “{slot}”; they are A to H.")
        if count > 1:
            raise Refused(f"In “{named.name}” pad {slot} is taken twice.")
    for line in lines:
        usable = line.kind in KINDS and abs(line.bars) <= FARTHEST
        if not usable or not _COLOUR.fullmatch(line.colour):
            raise Refused(f"In “{named.name}” the line of {line.kind} can't be used.")
    if len({line.kind for line in lines}) < len(lines):
        raise Refused(f"In “{named.name}” a kind of cue comes twice.")


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

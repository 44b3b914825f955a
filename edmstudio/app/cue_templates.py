"""The cue templates that a person can choose from: ours and their own, and which one is usual."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from edmstudio.decoding.cue_template import KINDS, TEMPLATES, CueTemplate
from edmstudio.domain.cues import SLOTS
from edmstudio.domain.refused import Refused

FARTHEST = 64  # bars
LONGEST = 60  # letters of a name
TITLES = {
    "club": "Pads A to H by section",
    "mix-points": "16 bars before every drop",
    "memory": "Memory cues only",
}
COLOUR = re.compile(r"(#[0-9A-Fa-f]{6})?")


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
        if not usable or not COLOUR.fullmatch(line.colour):
            raise Refused(f"In “{named.name}” the line of {line.kind} can't be used.")
    if len({line.kind for line in lines}) < len(lines):
        raise Refused(f"In “{named.name}” a kind of cue comes twice.")

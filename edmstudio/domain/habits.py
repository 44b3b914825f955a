"""How one person's annotations differ from what is heard, as plain numbers: level 0 of learning.

Nothing here touches a network. The decoders take them in, so that they mean the same for every
checkpoint and for the analysis without one; they lie in the card of a checkpoint.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class OctaveHabit:
    """Which of two tempi an octave apart a person counts, around one tempo.

    Attributes
    ----------
    bpm : float
        The slower of the two.
    odds : float
        Log-odds in favour of the slower one, beside what is heard.
    """

    bpm: float
    odds: float


@dataclass(frozen=True, slots=True)
class SectionHabits:
    """A person's names of sections and their order.

    Attributes
    ----------
    words : tuple of tuple, (10, 10)
        Probability of each of the person's labels (columns) where each label is heard (rows).
    follows : tuple of tuple, (10, 10)
        How often the second label came after the first.
    begins, ends : tuple, (10,)
        How often a track began and ended with each label.
    """

    words: Rows
    follows: Rows
    begins: tuple[float, ...]
    ends: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CueLook:
    """How a person's cue at some place looks.

    Attributes
    ----------
    kind : str
        Of `CueKind`.
    name : str
        "" for none; what differs from cue to cue only by a number is `numbered`.
    numbered : bool
    colour : str
        "#RRGGBB", "" for the kind's own.
    slots : tuple of str
        Pads of the first, second, … such cue; "" for none.
    bars : int
        Length of a loop, 0 for a point.
    """

    kind: str
    name: str = ""
    numbered: bool = False
    colour: str = ""
    slots: tuple[str, ...] = ()
    bars: int = 0


@dataclass(frozen=True, slots=True)
class CuePlace:
    """A place where a person may set a cue, by an event that can be heard.

    Attributes
    ----------
    event : str
        A section label (sections of that label begin), "start" (the music begins) or "end".
    bars : int
        By how many bars the place lies behind the event; before it where negative.
    first : bool
        Only for the first event of its kind in a track.
    odds : float
        Log-odds that this adds to a cue there.
    look : CueLook or None
        None where no cue of the person was found at such a place.
    """

    event: str
    bars: int
    first: bool
    odds: float
    look: CueLook | None = None


@dataclass(frozen=True, slots=True)
class CueHabits:
    """Where a person sets cues: log-odds of a bar line add up over all places that it is.

    Attributes
    ----------
    bias : float
        Log-odds of any bar line.
    heard : float
        What the log-odds of the checkpoint's own cues count.
    places : tuple of CuePlace
    """

    bias: float
    heard: float
    places: tuple[CuePlace, ...]


@dataclass(frozen=True, slots=True)
class EnergyHabit:
    """A person's scale of energy: ``shift + slope * heard``, the slope positive."""

    shift: float
    slope: float


@dataclass(frozen=True, slots=True)
class Habits:
    """All of them; the defaults are nobody's.

    Attributes
    ----------
    offset : float
        Seconds by which a person's beats lie behind the heard ones.
    octaves : tuple of OctaveHabit
    sections : SectionHabits or None
    lengths : dict of int to float
        How often a section lasted so many bars.
    cues : CueHabits or None
    keys : dict of str to float
        Probability that a person calls the key something else, by how that one lies to the heard
        key: ``relative``, ``parallel``, ``fifth-up``, ``fifth-down``.
    energy : EnergyHabit or None
    tracks : dict of str to int
        How many tracks each of them was learned from, by kind.
    """

    offset: float = 0.0
    octaves: tuple[OctaveHabit, ...] = ()
    sections: SectionHabits | None = None
    lengths: dict[int, float] = field(default_factory=dict)
    cues: CueHabits | None = None
    keys: dict[str, float] = field(default_factory=dict)
    energy: EnergyHabit | None = None
    tracks: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain lists and dictionaries."""
        return {} if self == NOBODYS else asdict(self)

    @classmethod
    def of_json(cls, held: Mapping[str, Any]) -> "Habits":
        """The inverse of `as_json`; KeyError, TypeError or ValueError where it is none."""
        if not held:
            return NOBODYS
        sections, cues, energy = held["sections"], held["cues"], held["energy"]
        return cls(
            offset=float(held["offset"]),
            octaves=tuple(OctaveHabit(**each) for each in held["octaves"]),
            sections=None if sections is None else _sections(sections),
            lengths={int(bars): float(count) for bars, count in dict(held["lengths"]).items()},
            cues=None if cues is None else _cues(cues),
            keys={str(name): float(share) for name, share in dict(held["keys"]).items()},
            energy=None if energy is None else EnergyHabit(**energy),
            tracks={str(name): int(count) for name, count in dict(held["tracks"]).items()},
        )


NOBODYS = Habits()


def _sections(held: Mapping[str, Any]) -> SectionHabits:
    return SectionHabits(
        _rows(held["words"]),
        _rows(held["follows"]),
        tuple(map(float, held["begins"])),
        tuple(map(float, held["ends"])),
    )


def _rows(held: list[list[float]]) -> Rows:
    return tuple(tuple(map(float, row)) for row in held)


def _cues(held: Mapping[str, Any]) -> CueHabits:
    return CueHabits(held["bias"], held["heard"], tuple(map(_place, held["places"])))


def _place(held: Mapping[str, Any]) -> CuePlace:
    look = held["look"]
    return CuePlace(
        **{
            **held,
            "look": None if look is None else CueLook(**{**look, "slots": tuple(look["slots"])}),
        }
    )

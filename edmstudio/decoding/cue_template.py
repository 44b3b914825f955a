"""Which cue goes on which pad, and what it is called: a person's habit as a value."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from edmstudio.domain.cues import CueKind

KINDS = (
    CueKind.FIRST_BEAT,
    CueKind.MIX_IN,
    CueKind.BUILD,
    CueKind.DROP,
    CueKind.BREAK,
    CueKind.MIX_OUT,
)
"""What a track's sections have cues for, in the order of a track."""


@dataclass(frozen=True, slots=True)
class CueLine:
    """What a template makes of the cues of one kind.

    Attributes
    ----------
    kind : CueKind
    name : str
        What they are called, "" for no name.
    slots : str
        Pads of the first, the second, … of them, such as "DF".
    bars : int
        By how many bars they lie behind their section's start; before it where negative.
    colour : str
        "#RRGGBB", "" for the kind's own.
    numbered : bool
        Whether the name carries a number even when there is only one.
    spare : bool
        Whether they may take pads that are left over.
    """

    kind: CueKind
    name: str = ""
    slots: str = ""
    bars: int = 0
    colour: str = ""
    numbered: bool = False
    spare: bool = False


@dataclass(frozen=True, slots=True)
class CueTemplate:
    """A DJ's layout of pads: a line for each kind of cue that is wanted.

    A kind without a line gets no cue. Pads that are left over go to the upper lines first.
    """

    lines: tuple[CueLine, ...]

    def line(self, kind: CueKind) -> CueLine | None:
        """What is made of a kind, None for nothing."""
        return next((line for line in self.lines if line.kind is kind), None)

    def pads(self) -> Iterator[tuple[str, CueKind, int]]:
        """Each pad with the kind that sits on it, and which of that kind, from 0."""
        for line in self.lines:
            for place, slot in enumerate(line.slots):
                yield slot, line.kind, place

    def bars(self, kind: CueKind) -> int:
        """By how many bars cues of a kind lie behind their section's start."""
        line = self.line(kind)
        return line.bars if line else 0


CLUB = CueTemplate(
    (
        CueLine(CueKind.DROP, "Drop", "DF", numbered=True, spare=True),
        CueLine(CueKind.MIX_OUT, "Mix out", "H", spare=True),
        CueLine(CueKind.BREAK, "Break", "EG", numbered=True, spare=True),
        CueLine(CueKind.BUILD, "Build", "C", numbered=True, spare=True),
        CueLine(CueKind.MIX_IN, "Mix in", "B", spare=True),
        CueLine(CueKind.FIRST_BEAT, "1", "A"),
    )
)
MIX_POINTS = CueTemplate(
    (
        CueLine(CueKind.DROP, "16 to drop", "DF", -16, "#FFA000", numbered=True, spare=True),
        CueLine(CueKind.MIX_OUT, "8 to mix out", "H", -8, "#14AA7D", spare=True),
        *CLUB.lines[2:],
    )
)
MEMORY = CueTemplate(tuple(replace(line, slots="", spare=False) for line in CLUB.lines))
TEMPLATES = {"club": CLUB, "mix-points": MIX_POINTS, "memory": MEMORY}

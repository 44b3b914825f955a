"""Which cue goes on which pad, and what it is called: a person's habit as a value."""

from dataclasses import dataclass

from edmstudio.domain.cues import CueKind


@dataclass(frozen=True, slots=True)
class CueTemplate:
    """A DJ's layout of pads.

    Attributes
    ----------
    pads : tuple of (str, CueKind, int)
        Slot, and the first, second, … cue of a kind that sits on it where the track has it.
    wanted : tuple of CueKind
        Who gets the pads that are left, the most wanted first.
    names : dict
        What a cue of each kind is called.
    numbered : frozenset of CueKind
        Kinds that carry a number even when there is only one.
    """

    pads: tuple[tuple[str, CueKind, int], ...]
    wanted: tuple[CueKind, ...]
    names: dict[CueKind, str]
    numbered: frozenset[CueKind]


CLUB = CueTemplate(
    pads=(
        ("A", CueKind.FIRST_BEAT, 1),
        ("B", CueKind.MIX_IN, 1),
        ("C", CueKind.BUILD, 1),
        ("D", CueKind.DROP, 1),
        ("E", CueKind.BREAK, 1),
        ("F", CueKind.DROP, 2),
        ("G", CueKind.BREAK, 2),
        ("H", CueKind.MIX_OUT, 1),
    ),
    wanted=(
        CueKind.DROP,
        CueKind.MIX_OUT,
        CueKind.BREAK,
        CueKind.BUILD,
        CueKind.VOCAL,
        CueKind.MIX_IN,
    ),
    names={
        CueKind.FIRST_BEAT: "1",
        CueKind.MIX_IN: "Mix in",
        CueKind.BUILD: "Build",
        CueKind.DROP: "Drop",
        CueKind.BREAK: "Break",
        CueKind.VOCAL: "Vocal",
        CueKind.MIX_OUT: "Mix out",
        CueKind.LOOP: "Loop",
        CueKind.OTHER: "",
    },
    numbered=frozenset({CueKind.DROP, CueKind.BREAK, CueKind.BUILD}),
)

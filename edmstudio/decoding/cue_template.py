"""Which cue goes on which pad, and what it is called: a person's habit as a value."""

from dataclasses import dataclass, field, replace

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
    bars : dict
        By how many bars a cue of a kind lies behind its section's start, before it where
        negative; 0 where a kind is not named.
    colours : dict
        "#RRGGBB" of a kind's cues where they shall not have the kind's own colour.
    """

    pads: tuple[tuple[str, CueKind, int], ...]
    wanted: tuple[CueKind, ...]
    names: dict[CueKind, str]
    numbered: frozenset[CueKind]
    bars: dict[CueKind, int] = field(default_factory=dict)
    colours: dict[CueKind, str] = field(default_factory=dict)


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
MIX_POINTS = replace(
    CLUB,
    names={**CLUB.names, CueKind.DROP: "16 to drop", CueKind.MIX_OUT: "8 to mix out"},
    bars={CueKind.DROP: -16, CueKind.MIX_OUT: -8},
    colours={CueKind.DROP: "#FFA000", CueKind.MIX_OUT: "#14AA7D"},
)
MEMORY = replace(CLUB, pads=(), wanted=())
TEMPLATES = {"club": CLUB, "mix-points": MIX_POINTS, "memory": MEMORY}

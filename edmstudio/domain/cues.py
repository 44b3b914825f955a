"""Cue points, as a DJ knows them."""

from dataclasses import dataclass
from enum import StrEnum

from edmstudio.domain.provenance import UNKNOWN, Provenance

SLOTS = "ABCDEFGH"


class CueKind(StrEnum):
    """What a cue is for; whether it sits on a pad is its `slot`."""

    FIRST_BEAT = "first-beat"
    MIX_IN = "mix-in"
    BUILD = "build"
    DROP = "drop"
    BREAK = "break"
    VOCAL = "vocal"
    MIX_OUT = "mix-out"
    LOOP = "loop"
    OTHER = "other"


HEARD_KINDS = tuple(CueKind)[:7]  # that can be told from the sound; the others only a person means

# Out of rekordbox's own table of hot-cue colours, so that an export keeps them.
KIND_COLOURS = {
    CueKind.FIRST_BEAT: "#00E0FF",
    CueKind.MIX_IN: "#508CFF",
    CueKind.BUILD: "#C3AF04",
    CueKind.DROP: "#E62828",
    CueKind.BREAK: "#305AFF",
    CueKind.VOCAL: "#DE44CF",
    CueKind.MIX_OUT: "#19A08C",
    CueKind.LOOP: "#FF8C00",
    CueKind.OTHER: "#28E214",
}


@dataclass(frozen=True, slots=True, order=True)
class CuePoint:
    """One marked moment, or a loop where it has an end.

    Attributes
    ----------
    seconds : float
        Seconds on the canonical timeline.
    cue_id : int
        Identity inside its track; survives moves and renames.
    kind : CueKind
    name : str
    slot : str
        Pad "A" to "H", or "" for a cue without a pad (a memory cue).
    end : float or None
        Seconds where the loop ends, None for a point.
    colour : str
        "#RRGGBB", or "" for the kind's own colour.
    confidence : float
        Calibrated probability, 1.0 when a person decided.
    locked : bool
        Templates and exports leave a locked cue as it is.
    by : Provenance
    """

    seconds: float
    cue_id: int
    kind: CueKind = CueKind.OTHER
    name: str = ""
    slot: str = ""
    end: float | None = None
    colour: str = ""
    confidence: float = 1.0
    locked: bool = False
    by: Provenance = UNKNOWN

    @property
    def shown_colour(self) -> str:
        """ "#RRGGBB": its own, or that of its kind; every loop is a loop."""
        kind = CueKind.LOOP if self.end is not None else self.kind
        return self.colour or KIND_COLOURS[kind]

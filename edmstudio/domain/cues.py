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

"""What becomes of one input among many: done, or left out with a reason; the others go on."""

from dataclasses import dataclass
from enum import StrEnum

from edmstudio.domain.prediction import Prediction
from edmstudio.domain.track import Track


class Arrival(StrEnum):
    """How a file came into the library."""

    ADDED = "added"
    KNOWN = "known"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that is in the library now."""

    track: Track
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class Analysed:
    """A track, and what the current checkpoint says of it; `fresh` where it was asked just now."""

    track: Track
    prediction: Prediction
    fresh: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An input that could not be used; a reason that is not `Refused` is a mistake of ours."""

    path: str
    reason: Exception

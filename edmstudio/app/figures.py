"""Numbers and moments as records hold them; what is not finite becomes null."""

from collections.abc import Iterable
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.grid import TempoMap

DIGITS = 6  # of a second: a microsecond, a hundred times finer than a sample needs
HEAD = 0.020  # seconds before the file in which a first beat is its first sample
EDGE = 0.005  # seconds past the end in which a last beat may be rounded


def time(seconds: float) -> float | None:
    """Seconds to the microsecond."""
    return figure(seconds, DIGITS)


def times(seconds: Iterable[float]) -> list[float | None]:
    """Many moments in seconds."""
    return [time(each) for each in seconds]


def figure(value: float, digits: int = DIGITS) -> float | None:
    """A number that JSON can hold."""
    return round(float(value), digits) if isfinite(value) else None


def beats_along(grid: TempoMap, seconds: float) -> NDArray[np.float64]:
    """Seconds of the beats of a track that lasts `seconds`, shape (beats,)."""
    return np.maximum(grid.beats(-HEAD, seconds + EDGE), 0.0)


def downbeats_along(grid: TempoMap, seconds: float) -> NDArray[np.float64]:
    """Seconds of its bar lines, shape (bars,)."""
    return np.maximum(grid.downbeats(-HEAD, seconds + EDGE), 0.0)

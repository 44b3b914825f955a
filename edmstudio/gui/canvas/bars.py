"""Which bars and beats of a grid to draw at a scale: never more than the eye can part."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.grid import TempoMap

PHRASES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """The bar lines and beats in view.

    Attributes
    ----------
    seconds : ndarray, shape (bars,), float64
    numbers : ndarray, shape (bars,), int64
        From 0; the bar of the first downbeat is 0.
    beats : ndarray, shape (beats,), float64
        Seconds of the beats that are no bar lines.
    places : ndarray, shape (beats,), int64
        Place of each of them in its bar, from 1.
    spacing : float
        Mean seconds of a bar.
    """

    seconds: NDArray[np.float64]
    numbers: NDArray[np.int64]
    beats: NDArray[np.float64]
    places: NDArray[np.int64]
    spacing: float

    def every(self, bars: int) -> NDArray[np.bool_]:
        """Which bar lines begin a group of so many bars."""
        return np.asarray(self.numbers % bars == 0)


def bars_between(grid: TempoMap, start: float, stop: float) -> Bars:
    """The bars and beats with ``start <= seconds < stop``."""
    beats = grid.numbers(start, stop)
    seconds, places = grid.seconds_of(beats), grid.positions(beats)
    lines = places == 0
    first = grid.bar_at(int(beats[lines][0])) if lines.any() else 0
    held = grid.anchor_at(start)
    return Bars(
        seconds[lines],
        first + np.arange(int(lines.sum()), dtype=np.int64),
        seconds[~lines],
        places[~lines],
        held.period * held.meter,
    )


def phrase_for(pixels_a_bar: float, room: float) -> int:
    """The smallest group of bars that leaves `room` pixels between its lines."""
    return next((bars for bars in PHRASES if bars * pixels_a_bar >= room), PHRASES[-1])

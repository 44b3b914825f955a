"""A pulse through time: beats and seconds, steady or moving."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Pulse:
    """Beats and seconds of a pulse, up to the octave and to where in it the beat falls.

    Attributes
    ----------
    seconds, beats : ndarray, shape (knots,)
        The pulse runs straight between the knots and beyond the outer ones; two knots are one
        steady tempo.
    residual : float
        Robust RMS distance of ten-second slices from the pulse, in seconds.
    clarity : float
        How alike the slices are when folded by the pulse: 0 (nothing repeats) to 1.
    """

    seconds: Floats
    beats: Floats
    residual: float = 0.0
    clarity: float = 0.0

    @property
    def period(self) -> float:
        """Mean seconds of a beat."""
        span = float(self.seconds[-1] - self.seconds[0])
        return span / float(self.beats[-1] - self.beats[0])

    @property
    def steady(self) -> bool:
        """Whether one tempo holds throughout."""
        return len(self.beats) == 2

    def beats_at(self, seconds: Floats) -> Floats:
        """Beats at moments, shape as given."""
        return _extended(seconds, self.seconds, self.beats)

    def seconds_at(self, beats: Floats) -> Floats:
        """Moments of beats, shape as given; the inverse of `beats_at`."""
        return _extended(beats, self.beats, self.seconds)


def steady_pulse(seconds: float, period: float) -> Pulse:
    """One tempo with a beat at `seconds`."""
    return Pulse(np.array([seconds, seconds + period * 64.0]), np.array([0.0, 64.0]))


def _extended(x: Floats, xs: Floats, ys: Floats) -> Floats:
    """Linear interpolation that goes straight on beyond the outer knots."""
    held = np.clip(np.searchsorted(xs, x, side="right") - 1, 0, len(xs) - 2)
    slope = (ys[held + 1] - ys[held]) / (xs[held + 1] - xs[held])
    return np.asarray(ys[held] + (x - xs[held]) * slope)

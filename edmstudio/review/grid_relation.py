"""How one beat grid lies on another: octave, part of a beat, beat of the bar, milliseconds."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.evidence import RATIOS, SAME
from edmstudio.domain.grid import TempoMap

TOLERANCE = 0.03  # relative, of a tempo ratio
SAMPLES = 96  # beats of the grid that are compared
STEADY = 0.8  # length of the mean of the beats' angles below which the grids drift apart


@dataclass(frozen=True, slots=True)
class Relation:
    """Classes of a grid relative to the predicted one; -1 where a class can't be told.

    Attributes
    ----------
    octave : int
        Index into `RATIOS`.
    beat : int
        Quarters of a beat (0 to 3) by which its beats lie behind.
    bar : int
        Beats (0 to 3) by which its bars lie behind.
    phrase : int
        Bars (0 to 7) by which its phrases of eight bars begin behind.
    offset : float
        Seconds by which it is late, less than half of what its beats are apart, less than an
        eighth of a beat at the predicted tempo; NaN where it drifts.
    drift : float
        Seconds by which its last beat moves against the first one.
    """

    octave: int = -1
    beat: int = -1
    bar: int = -1
    phrase: int = -1
    offset: float = float("nan")
    drift: float = float("nan")


def relation(grid: TempoMap, predicted: TempoMap, seconds: float) -> Relation:
    """Compare a grid with the predicted one over a track of `seconds`."""
    ratio = grid.bpm_over(0.0, seconds) / predicted.bpm_over(0.0, seconds)
    near = int(np.argmin([abs(np.log(ratio / known)) for known in RATIOS]))
    octave = near if abs(ratio / RATIOS[near] - 1.0) < TOLERANCE else -1
    beats = grid.beats(0.0, seconds)
    if octave < 0 or len(beats) < 8:
        return Relation(octave)
    # Beats of another tempo fall between the predicted ones: two beats on one, on halves.
    parts = Fraction(RATIOS[octave]).limit_denominator(4).numerator
    sampled = beats[np.unique(np.linspace(0, len(beats) - 1, SAMPLES).astype(int))]
    places = predicted.beats_at(sampled) * parts
    period = 60.0 / predicted.bpm_over(0.0, seconds) / parts
    drift = _drift(places, period)
    mean = np.exp(2j * np.pi * places).mean()
    if abs(mean) < STEADY:
        return Relation(octave, drift=drift)
    late = float(np.angle(mean)) / (2 * np.pi) % 1.0
    if octave != SAME:
        return Relation(octave, offset=((late + 0.5) % 1.0 - 0.5) * period, drift=drift)
    quarter = round(late * 4) % 4
    offset = (late - quarter / 4 + 0.5) % 1.0 - 0.5
    bar = _bar(grid, predicted, seconds) if quarter == 0 else -1
    phrase = _phrase(grid, predicted) if bar == 0 else -1
    return Relation(octave, quarter, bar, phrase, offset * period, drift)


def _drift(places: NDArray[np.float64], period: float) -> float:
    """Seconds between the first and the last beat's lateness, by a straight line."""
    late = np.unwrap(places % 1.0, period=1.0)
    along = np.linspace(-0.5, 0.5, len(late))
    return float(along @ late / (along @ along)) * period


def _bar(grid: TempoMap, predicted: TempoMap, seconds: float) -> int:
    """The place in the predicted bars on which most of its downbeats fall."""
    lines = grid.downbeats(0.0, seconds)
    beats = np.rint(predicted.beats_at(lines)).astype(np.int64)
    if not len(beats):
        return -1
    places = predicted.positions(beats)
    return int(np.bincount(np.clip(places, 0, 3), minlength=4).argmax())


def _phrase(grid: TempoMap, predicted: TempoMap) -> int:
    """Bars are counted from beat 0, in eights."""
    return round(predicted.beat_at(grid.seconds_at(0)) / 4.0) % 8

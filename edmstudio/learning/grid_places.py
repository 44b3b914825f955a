"""Whether the beats and bar lines of a grid fall where the music has them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.grid import TempoMap
from edmstudio.review.case import Case

Floats = NDArray[np.float64]
# Shares of evidence become probabilities when they are raised to a power.
BEAT, BAR = 4.0, 2.0
UNHEARD = 0.004
# What one cue or boundary on another beat of the bar says against it, and how many may speak.
WITNESS, WITNESSES = 1.5, 3
NEAR = 0.12  # beats


def beat_probability(case: Case) -> Floats:
    """That the beats lie no, one, two, three quarters of a beat behind those held, shape (4,)."""
    grid = case.held.grid
    beats = np.zeros(0) if grid is None else grid.beats(0.0, case.seconds)
    if len(beats) < 8:
        return np.full(4, 0.25)
    periods = np.diff(beats, append=2 * beats[-1] - beats[-2])
    places = beats[:, None] + periods[:, None] * np.arange(4) / 4.0
    heights = _heard(case, case.evidence.beats, places).mean(axis=0)
    return _witnessed(heights**BEAT, _lags(case, 4, parts=4))


def bar_probability(case: Case) -> Floats:
    """That bars begin no, one, two, three beats behind those held, shape (4,)."""
    grid = case.held.grid
    if grid is None:
        return np.full(4, 0.25)
    numbers = grid.numbers(0.0, case.seconds)
    if len(numbers) < 8:
        return np.full(4, 0.25)
    places = np.minimum(grid.positions(numbers), 3)
    heard = _heard(case, case.evidence.downbeats, grid.seconds_of(numbers))
    counts = np.maximum(np.bincount(places, minlength=4), 1)
    means = np.bincount(places, heard, 4) / counts
    return _witnessed(means**BAR, _lags(case, 4, parts=1))


def _heard(case: Case, frames: NDArray[np.float32], seconds: Floats) -> Floats:
    places = np.clip(np.rint(seconds * case.evidence.hz).astype(np.intp), 0, len(frames) - 1)
    return frames[places].astype(np.float64)


def _lags(case: Case, classes: int, *, parts: int) -> list[int]:
    """Parts of a beat behind a bar line (or a beat) at which the marks of the track lie."""
    grid = case.held.grid
    assert grid is not None
    moments = [s.start for s in case.held.sections[1:]] + [c.seconds for c in case.held.cues]
    return [lag for moment in moments if (lag := _lag(grid, moment, parts, classes)) is not None]


def _lag(grid: TempoMap, moment: float, parts: int, classes: int) -> int | None:
    beat = grid.beat_at(moment) - grid.anchor_at(moment).shift
    lag = beat * parts
    if abs(lag - round(lag)) > NEAR * parts:
        return None
    return round(lag) % classes


def _witnessed(weights: Floats, lags: Sequence[int]) -> Floats:
    """Marks that agree on another place speak for it; those on the first place prove nothing.

    Programs snap cues to their own grid, so that a mark on a bar line may be as wrong as the line.
    """
    shares = np.maximum(weights / max(float(weights.max()), 1e-9), UNHEARD)
    counts = np.bincount(lags, minlength=len(weights)) if lags else np.zeros(len(weights))
    best = int(np.argmax(counts))
    if best and 2 * counts[best] > counts.sum() and counts[best] > 1:
        shares[best] *= np.exp(WITNESS * min(counts[best], WITNESSES))
    return np.asarray(shares / shares.sum())

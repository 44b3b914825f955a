"""Boundaries and cues on the bars of the predicted grid: which bar, and how far off its line."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from edmstudio.review.case import Case

Floats = NDArray[np.float64]
STRAY = 0.3  # beats off a bar line from which a mark is off it
AGREEING = 3  # marks that must lie off their lines alike before the grid is blamed instead
PICKUP = 0.5  # seconds before the first line within which a mark is compared with it


def home(case: Case, seconds: Floats) -> float:
    """Beats, to the half, by which most marks of a track are behind the predicted bar lines.

    Where they agree, the predicted bars are displaced, and not each of the marks.
    """
    lags = _lags(case, seconds)
    found = Counter((np.rint(2.0 * lags[np.isfinite(lags)]) / 2.0 % 4.0).tolist())
    if not found:
        return 0.0
    lag, count = found.most_common(1)[0]
    return float(lag) if count >= AGREEING and 2 * count > found.total() else 0.0


def bars_of(case: Case, seconds: Floats, lag: float) -> list[int]:
    """The bars of the evidence on whose lines, moved by `lag` beats, these moments lie."""
    nearest = _nearest(case, seconds - lag * _periods(case, seconds))
    return [int(bar) for bar in nearest]


def moved(case: Case, seconds: float, beats: float) -> float:
    """A moment some beats later."""
    grid = case.predicted.grid
    if grid is None or not beats:
        return seconds
    return seconds + beats * grid.anchor_at(seconds).period


def strays(case: Case, seconds: Floats, lag: float) -> list[bool]:
    """Which moments are off the bar lines moved by `lag` beats, and off those that hold too."""
    lags, held = _lags(case, seconds), case.held.grid
    off = np.isfinite(lags) & (_off(lags - lag, np.full(len(lags), 4)) > STRAY)
    if held is None or not off.any():
        return [bool(each) for each in off]
    anchors = [held.anchor_at(float(moment)) for moment in seconds]
    beats = held.beats_at(seconds) - np.array([anchor.shift for anchor in anchors])
    off &= _off(beats, np.array([anchor.meter for anchor in anchors])) > STRAY
    return [bool(each) for each in off]


def _off(beats: Floats, meter: NDArray[np.int64]) -> Floats:
    return np.asarray(np.abs((beats + meter / 2.0) % meter - meter / 2.0))


def _lags(case: Case, seconds: Floats) -> Floats:
    """Beats behind the nearest predicted bar line, NaN without a grid or beyond its ends."""
    lines = case.evidence.lines
    if case.predicted.grid is None or not len(seconds):
        return np.full(len(seconds), np.nan)
    lags = (seconds - lines[_nearest(case, seconds)]) / _periods(case, seconds)
    inside = (seconds >= lines[0] - PICKUP) & (seconds <= lines[-1])
    return np.where(inside, lags, np.nan)


def _nearest(case: Case, seconds: Floats) -> NDArray[np.int64]:
    """The bar whose line is nearest to each moment."""
    starts = case.evidence.lines[:-1]
    behind = np.searchsorted(starts, seconds)
    behind = np.minimum(np.maximum(behind, 1), max(len(starts) - 1, 1))
    if len(starts) < 2:
        return np.zeros(len(seconds), dtype=np.int64)
    nearer = seconds - starts[behind - 1] <= starts[behind] - seconds
    return np.where(nearer, behind - 1, behind)


def _periods(case: Case, seconds: Floats) -> Floats:
    grid = case.predicted.grid
    if grid is None:
        return np.zeros(len(seconds))
    if len(grid.anchors) == 1:
        return np.full(len(seconds), grid.anchors[0].period)
    return np.array([grid.anchor_at(float(moment)).period for moment in seconds])

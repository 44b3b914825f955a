"""Boundaries and cues on the bars of the predicted grid: which bar, and how far off its line."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.review.case import Case

Floats = NDArray[np.float64]
STRAY = 0.3  # beats off a bar line from which a mark is off it
AGREEING = 3  # marks that must lie off their lines alike before the grid is blamed instead
USUAL = 0.1  # share of wrong marks before any was seen
ROUNDS = 8
LEAST, MOST = 0.01, 0.5
STRAY_IF_WRONG = 0.5  # share of wrong marks that miss the bar lines


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One boundary or cue of a case.

    Attributes
    ----------
    row : int
        Its bar among the bars of all cases.
    stray : bool
        Whether it is off a bar line where most marks of its track are not.
    """

    row: int
    stray: bool


def home(case: Case, moments: Sequence[float]) -> int:
    """Beats by which most marks of a track are behind the predicted bar lines.

    Where they agree, the predicted bars are displaced, and not each of the marks.
    """
    lags = Counter(round(lag) % 4 for lag in (_lag(case, m) for m in moments) if lag is not None)
    if not lags:
        return 0
    lag, count = lags.most_common(1)[0]
    return lag if count >= AGREEING and 2 * count > sum(lags.values()) else 0


def bar_of(case: Case, seconds: float, lag: int) -> int:
    """The bar of the evidence on whose line, moved by `lag` beats, a moment lies."""
    return case.evidence.bar_near(moved(case, seconds, -lag))


def moved(case: Case, seconds: float, beats: float) -> float:
    """A moment some beats later."""
    grid = case.predicted.grid
    return seconds if grid is None else seconds + beats * grid.anchor_at(seconds).period


def stray(case: Case, seconds: float, lag: int) -> bool:
    """Whether a moment is off the bar lines moved by `lag` beats."""
    found = _lag(case, seconds)
    return found is not None and abs((found - lag + 2.0) % 4.0 - 2.0) > STRAY


def _lag(case: Case, seconds: float) -> float | None:
    """Beats behind the nearest predicted bar line, None without a grid or beyond its ends."""
    grid, lines = case.predicted.grid, case.evidence.lines
    if grid is None or not lines[0] - 0.5 <= seconds <= lines[-1]:
        return None
    line = float(lines[case.evidence.bar_near(seconds)])
    return (seconds - line) / grid.anchor_at(seconds).period


def wrongness(likely: Floats, strays: NDArray[np.bool_]) -> Floats:
    """Probability that each mark is wrong, shape (marks,).

    A right mark falls on a bar in proportion to `likely` (its probability there over the mean
    of its track), a wrong one on any bar; how many are wrong is found by expectation
    maximisation.
    """
    noise, off = USUAL, 0.05
    wrong = np.full(len(likely), noise)
    for _ in range(ROUNDS):
        here = np.where(strays, off, 1.0 - off)
        there = np.where(strays, STRAY_IF_WRONG, 1.0 - STRAY_IF_WRONG)
        right = (1.0 - noise) * likely * here
        wrong = noise * there / np.maximum(noise * there + right, 1e-12)
        sure = 1.0 - wrong
        noise = float(np.clip((wrong.sum() + USUAL * 10) / (len(wrong) + 10), LEAST, MOST))
        off = float(np.clip((sure * strays).sum() / max(sure.sum(), 1e-9), 0.005, 0.3))
    return wrong

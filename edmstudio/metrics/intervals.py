"""How far a mean over tracks can be trusted: bootstrap intervals, alone and paired."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

DRAWS = 10_000
SEED = 20260


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One analyser against another on the same tracks.

    Attributes
    ----------
    difference : Interval
        Of ours less theirs.
    better : float
        Share of bootstrap draws in which ours is better; 0.975 and more is significant.
    """

    difference: Interval
    better: float


def mean_interval(values: ArrayLike) -> Interval:
    """Percentile bootstrap over tracks (Efron 1979); ValueError without values."""
    held = _checked(values)
    means = _drawn_means(held)
    low, high = np.quantile(means, [0.025, 0.975])
    return Interval(float(held.mean()), float(low), float(high))


def paired(ours: ArrayLike, theirs: ArrayLike) -> Comparison:
    """Compare track by track; ValueError where the numbers of tracks differ."""
    left, right = _checked(ours), _checked(theirs)
    if len(left) != len(right):
        raise ValueError(f"{len(left)} tracks against {len(right)}")
    apart = left - right
    means = _drawn_means(apart)
    better = float((means > 0.0).mean() + 0.5 * (means == 0.0).mean())
    return Comparison(mean_interval(apart), better)


def _checked(values: ArrayLike) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    held = np.asarray(values, dtype=np.float64).reshape(-1)
    if not len(held):
        raise ValueError("no tracks to average over")
    return held


def _drawn_means(
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Means of tracks drawn with replacement; the same draws every time."""
    rng = np.random.default_rng(SEED)
    means = [
        values[rng.integers(0, len(values), (500, len(values)))].mean(axis=1)
        for _ in range(DRAWS // 500)
    ]
    return np.concatenate(means)

"""How well beats were found: F-measure and continuity, as mir_eval defines them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.metrics.hits import matched_pairs

Seconds = NDArray[np.float64]
SKIPPED = 5.0  # seconds at the start that mir_eval does not score
PHASE = PERIOD = 0.175  # share of a beat within which a beat is continued (Hainsworth 2004)


@dataclass(frozen=True, slots=True)
class Continuity:
    """Share of beats in the longest right stretch (c) and in all of them (t), 0 to 1.

    `cml` at the annotated level, `aml` also at double and half the tempo and on the off-beat.
    """

    cmlc: float
    cmlt: float
    amlc: float
    amlt: float


def trimmed(beats: Seconds) -> Seconds:
    """Without the first five seconds."""
    return beats[beats >= SKIPPED]


def f_measure(reference: Seconds, estimate: Seconds, window: float = 0.07) -> float:
    """F of beats within `window` seconds, each matched once; 0 where a side has none."""
    if not len(reference) or not len(estimate):
        return 0.0
    matched = len(matched_pairs(reference, estimate, window))
    return 2.0 * matched / (len(reference) + len(estimate))


def continuity(reference: Seconds, estimate: Seconds) -> Continuity:
    """Continuity scores; all 0 where a side has fewer than two beats."""
    if len(reference) < 2 or len(estimate) < 2:
        return Continuity(0.0, 0.0, 0.0, 0.0)
    scores = [_continued(variation, estimate) for variation in _variations(reference)]
    longest, total = (max(score[i] for score in scores) for i in (0, 1))
    return Continuity(scores[0][0], scores[0][1], longest, total)


def _variations(reference: Seconds) -> list[Seconds]:
    """As annotated, on the off-beat, twice as fast, and both halves of half as fast."""
    places = np.arange(len(reference) * 2 - 1) / 2.0
    double = np.interp(places, np.arange(len(reference)), reference)
    return [reference, double[1::2], double, reference[::2], reference[1::2]]


def _continued(reference: Seconds, estimate: Seconds) -> tuple[float, float]:
    """Longest and total share of beats that continue the ones before them."""
    if len(reference) < 2:
        return 0.0, 0.0
    nearest = _nearest(reference, estimate)
    good = np.zeros(max(len(estimate), len(reference)), dtype=bool)
    used = np.zeros(len(reference), dtype=bool)
    for place, near in enumerate(nearest):
        if used[near]:
            continue
        good[place] = _continues(reference, estimate, place, int(near))
        used[near] |= good[place]
    return float(_longest_run(good)) / len(good), float(good.sum()) / len(good)


def _nearest(reference: Seconds, estimate: Seconds) -> NDArray[np.intp]:
    """Place of the reference beat nearest to each estimate; the earlier of two."""
    right = np.clip(np.searchsorted(reference, estimate), 1, len(reference) - 1)
    left = right - 1
    nearer = np.abs(estimate - reference[left]) <= np.abs(reference[right] - estimate)
    return np.where(nearer, left, right)


def _continues(reference: Seconds, estimate: Seconds, place: int, near: int) -> bool:
    """Whether a beat is near its reference beat and comes about one beat after the last."""
    forward = place == 0 or near == 0
    beat = _interval(reference, near, forward=forward)
    step = _interval(estimate, place, forward=forward)
    if beat == 0.0:
        return False
    off = abs(estimate[place] - reference[near])
    return bool(off / beat < PHASE and abs(1.0 - step / beat) < PERIOD)


def _interval(beats: Seconds, place: int, *, forward: bool) -> float:
    """Seconds to the next beat, or from the last one; the last beat has no next one."""
    there = place + 1 if forward and place + 1 < len(beats) else place - 1
    return float(abs(beats[there] - beats[place]))


def _longest_run(good: NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], good.astype(int), [0]])))
    return int(np.max(edges[1::2] - edges[::2], initial=0))

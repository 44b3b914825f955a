"""What is known of each bar and its surroundings, as rows for the heads of a library."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.evidence import Evidence

Floats = NDArray[np.float64]
NEAR = 8  # bars that count as the surroundings
FLOOR = 1e-4


def bar_rows(evidence: Evidence) -> Floats:
    """Boundary evidence around each bar line, labels before and behind, change of sound, place."""
    label = label_nats(evidence)
    heard = evidence.hearing.astype(np.float64)
    after, count = _after(label), evidence.bars
    place = np.arange(count)
    odds = np.log(np.minimum(np.maximum(evidence.boundary, FLOOR), 1 - FLOOR))
    columns: list[NDArray[np.float64]] = [
        np.column_stack([_moved(odds, shift) for shift in (-4, -2, -1, 0, 1, 2, 4)]),
        after - _before(label),
        after,
        _after(heard) - _before(heard),
        np.minimum(np.maximum(evidence.cue, 0.0), 1.0),
        np.log(np.minimum(np.maximum(_phrases(evidence), 0.02), 1.0))[:, None],
        np.column_stack(
            [place / count, place == 0, np.exp(-place / 4.0), count - place < NEAR]
        ).astype(np.float64),
    ]
    return np.concatenate(columns, axis=1)


def span_rows(evidence: Evidence, spans: Sequence[tuple[float, float]]) -> Floats:
    """What is known of each stretch: its labels and sound, and the labels around it."""
    count, length = evidence.bars, max(float(evidence.lines[-1]), 1e-3)
    label, sound = sums(label_nats(evidence)), sums(evidence.hearing)
    starts, ends = np.array(spans, dtype=np.float64).reshape(-1, 2).T
    first, behind = evidence.bars_within(starts, ends)
    stop = np.minimum(behind, count)
    place = np.column_stack(
        [starts / length, ends / length, (behind - first) / 16.0, first == 0, behind >= count]
    )
    return np.column_stack(
        [
            mean_between(label, first, stop),
            mean_between(label, np.maximum(first - NEAR, 0), np.maximum(first, 1)),
            mean_between(label, np.minimum(stop, count - 1), np.minimum(stop + NEAR, count)),
            mean_between(sound, first, stop),
            place,
        ]
    )


def label_nats(evidence: Evidence) -> Floats:
    """Log-probabilities of the labels, shape (bars, labels)."""
    return np.log(np.maximum(evidence.label, FLOOR)).astype(np.float64)


def sums(rows: NDArray[np.floating[Any]]) -> Floats:
    """Sums of the rows before each, so that any stretch has its mean at once."""
    wide = rows.astype(np.float64)
    return np.concatenate([np.zeros((1, wide.shape[1])), np.cumsum(wide, axis=0)])


def mean_between(summed: Floats, start: NDArray[np.int64], stop: NDArray[np.int64]) -> Floats:
    """Means of the rows of each stretch, from their sums."""
    return np.asarray((summed[stop] - summed[start]) / (stop - start)[:, None])


def _moved(values: Floats, shift: int) -> Floats:
    """The values of the bar `shift` further on, the outermost repeated."""
    places = np.arange(shift, len(values) + shift)
    return np.asarray(values[np.minimum(np.maximum(places, 0), len(values) - 1)])


def _before(rows: Floats) -> Floats:
    """Mean of up to four bars before each bar line; of the first bar before that one."""
    stop = np.maximum(np.arange(len(rows)), 1)
    return mean_between(sums(rows), np.maximum(stop - 4, 0), stop)


def _after(rows: Floats) -> Floats:
    """Mean of up to four bars from each bar line on."""
    return _before(np.concatenate([rows[::-1], rows[:1]]))[1:][::-1]


def _phrases(evidence: Evidence) -> Floats:
    return np.asarray(evidence.phrase[np.arange(evidence.bars) % len(evidence.phrase)])

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
    label = np.log(np.clip(evidence.label, FLOOR, 1.0)).astype(np.float64)
    heard = evidence.hearing.astype(np.float64)
    count = evidence.bars
    place = np.arange(count)
    odds = np.log(np.clip(evidence.boundary, FLOOR, 1 - FLOOR))
    columns: list[NDArray[np.float64]] = [
        np.column_stack([_moved(odds, shift) for shift in (-4, -2, -1, 0, 1, 2, 4)]),
        _after(label) - _before(label),
        _after(label),
        _after(heard) - _before(heard),
        np.clip(evidence.cue, 0.0, 1.0),
        np.log(np.clip(_phrases(evidence), 0.02, 1.0))[:, None],
        np.column_stack(
            [place / count, place == 0, np.exp(-place / 4.0), count - place < NEAR]
        ).astype(np.float64),
    ]
    return np.concatenate(columns, axis=1)


def span_rows(evidence: Evidence, spans: Sequence[tuple[float, float]]) -> Floats:
    """What is known of each stretch: its labels and sound, and the labels around it."""
    count, length = evidence.bars, max(float(evidence.lines[-1]), 1e-3)
    label = _sums(np.log(np.clip(evidence.label, FLOOR, 1.0)))
    sound = _sums(evidence.hearing)
    bars = [evidence.bars_between(start, end) for start, end in spans]
    first = np.array([each.start for each in bars])
    stop = np.minimum(np.array([each.stop for each in bars]), count)
    place = [
        (start / length, end / length, (each.stop - each.start) / 16.0, each.start == 0,
         each.stop >= count)
        for (start, end), each in zip(spans, bars, strict=True)
    ]  # fmt: skip
    return np.column_stack(
        [
            _mean(label, first, stop),
            _mean(label, np.maximum(first - NEAR, 0), np.maximum(first, 1)),
            _mean(label, np.minimum(stop, count - 1), np.minimum(stop + NEAR, count)),
            _mean(sound, first, stop),
            np.array(place, dtype=np.float64),
        ]
    )


def _sums(rows: NDArray[np.floating[Any]]) -> Floats:
    """Sums of the rows before each, so that any stretch has its mean at once."""
    wide = rows.astype(np.float64)
    return np.concatenate([np.zeros((1, wide.shape[1])), np.cumsum(wide, axis=0)])


def _mean(sums: Floats, start: NDArray[np.int64], stop: NDArray[np.int64]) -> Floats:
    return np.asarray((sums[stop] - sums[start]) / (stop - start)[:, None])


def _moved(values: Floats, shift: int) -> Floats:
    """The values of the bar `shift` further on, the outermost repeated."""
    places = np.clip(np.arange(len(values)) + shift, 0, len(values) - 1)
    return np.asarray(values[places])


def _before(rows: Floats) -> Floats:
    """Mean of up to four bars before each bar line; of the first bar before that one."""
    stop = np.maximum(np.arange(len(rows)), 1)
    return _mean(_sums(rows), np.maximum(stop - 4, 0), stop)


def _after(rows: Floats) -> Floats:
    """Mean of up to four bars from each bar line on."""
    return _before(np.concatenate([rows[::-1], rows[:1]]))[1:][::-1]


def _phrases(evidence: Evidence) -> Floats:
    return np.asarray(evidence.phrase[np.arange(evidence.bars) % len(evidence.phrase)])

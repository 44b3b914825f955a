"""What is known of each bar and its surroundings, as rows for the heads of a library."""

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


def span_row(evidence: Evidence, start: float, end: float) -> Floats:
    """What is known of a stretch: its labels and sound, and the labels around it."""
    inside = evidence.bars_between(start, end)
    label = np.log(np.clip(evidence.label, FLOOR, 1.0)).astype(np.float64)
    before = label[max(inside.start - NEAR, 0) : max(inside.start, 1)]
    behind = label[min(inside.stop, evidence.bars - 1) : inside.stop + NEAR]
    length = max(float(evidence.lines[-1]), 1e-3)
    bars = inside.stop - inside.start
    ends = [inside.start == 0, inside.stop >= evidence.bars]
    return np.concatenate(
        [
            label[inside].mean(axis=0),
            before.mean(axis=0),
            behind.mean(axis=0),
            evidence.hearing[inside].mean(axis=0),
            np.array([start / length, end / length, bars / 16.0, *ends], dtype=np.float64),
        ]
    )


def _moved(values: Floats, shift: int) -> Floats:
    """The values of the bar `shift` further on, the outermost repeated."""
    places = np.clip(np.arange(len(values)) + shift, 0, len(values) - 1)
    return np.asarray(values[places])


def _before(rows: Floats) -> Floats:
    """Mean of up to four bars before each bar line; of the first bar before that one."""
    sums = np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0)])
    stop = np.maximum(np.arange(len(rows)), 1)
    start = np.maximum(stop - 4, 0)
    return np.asarray((sums[stop] - sums[start]) / (stop - start)[:, None])


def _after(rows: Floats) -> Floats:
    """Mean of up to four bars from each bar line on."""
    return _before(np.concatenate([rows[::-1], rows[:1]]))[1:][::-1]


def _phrases(evidence: Evidence) -> Floats:
    return np.asarray(evidence.phrase[np.arange(evidence.bars) % len(evidence.phrase)])

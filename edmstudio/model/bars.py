"""What the network said at five frames a second, gathered on the bars of a grid."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.activations import BarActivations
from edmstudio.domain.grid import TempoMap
from edmstudio.features.logfreq import HZ
from edmstudio.model.listen import Said

Floats = NDArray[np.float32]
REACH = 2  # slow frames (0.4 s) around a bar line in which a boundary or cue counts for it


def bar_lines(grid: TempoMap | None, end: float) -> NDArray[np.float64]:
    """Bar lines from 0 to the end of a track, two seconds apart where it has no grid."""
    lines = np.arange(0.0, end, 2.0) if grid is None else grid.downbeats(0.0, end)
    inner = lines[(lines > 0.25) & (lines < end - 0.25)]
    return np.concatenate([[0.0], inner, [end]])


def gathered(said: Said, lines: NDArray[np.float64]) -> BarActivations:
    """Evidence per bar between consecutive `lines`, shape (bars + 1,)."""
    edges = np.clip(np.round(lines * HZ).astype(int), 0, len(said.boundary))
    return BarActivations(
        starts=lines,
        boundary=_near(said.boundary[:, None], edges[:-1])[:, 0],
        label=_means(said.label, edges),
        cue=_near(said.cue, edges[:-1]),
        energy=_means(said.energy[:, None], edges)[:, 0],
        likeness=_means(np.exp(said.label), edges),
    )


def _means(rows: Floats, edges: NDArray[np.int64]) -> Floats:
    """Mean of the rows inside each bar; a bar shorter than a row takes the row it lies in."""
    last = len(rows) - 1
    starts, stops = (
        np.minimum(edges[:-1], last),
        np.minimum(np.maximum(edges[1:], edges[:-1] + 1), last + 1),
    )
    total = np.concatenate(
        [np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0, dtype=np.float64)]
    )
    counts = (stops - starts)[:, None]
    return np.asarray((total[stops] - total[starts]) / np.maximum(counts, 1), dtype=np.float32)


def _near(rows: Floats, frames: NDArray[np.int64]) -> Floats:
    """Largest value within reach of each frame."""
    around = frames[:, None] + np.arange(-REACH, REACH + 1)
    return np.asarray(rows[np.clip(around, 0, len(rows) - 1)].max(axis=1), dtype=np.float32)

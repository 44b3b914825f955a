"""Rows of a picture at rising coarseness, and the lookup of any stretch at any width.

Level 0 is the finest; each next level holds `FACTOR` cells in one. A picture of `count` columns
reads at most `FACTOR` + 2 cells for each column, however long the track is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FACTOR = 4
_FEWEST = 1024  # cells in the coarsest level, about half a screen
_WORDS = {4: np.uint32, 8: np.uint64}

Cells = NDArray[Any]  # shape (cells, values), a row of 4 or 8 bytes
Merge = Callable[[Cells], Cells]  # (cells, FACTOR, values) -> (cells, values)


def levels_above(finest: Cells, merge: Merge) -> tuple[Cells, ...]:
    """`finest` and all coarser levels; the last cell of a level may stand for fewer."""
    levels = [finest]
    while len(levels[-1]) > _FEWEST:
        levels.append(_coarser(levels[-1], merge))
    return tuple(levels)


def _coarser(level: Cells, merge: Merge) -> Cells:
    missing = -len(level) % FACTOR
    if missing:
        level = np.concatenate([level, np.repeat(level[-1:], missing, axis=0)])
    return merge(level.reshape(-1, FACTOR, *level.shape[1:]))


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Which cells of which level each column covers.

    Attributes
    ----------
    level : int
    first, stop : ndarray, shape (count,), int64
        Cells ``first .. stop - 1``, at least one, inside the level.
    inside : ndarray, shape (count,), bool
        Whether the column lies on the track at all.
    """

    level: int
    first: NDArray[np.int64]
    stop: NDArray[np.int64]
    inside: NDArray[np.bool_]

    @property
    def widest(self) -> int:
        """The most cells that a column covers."""
        return int((self.stop - self.first).max(initial=1))

    def at(self, turn: int) -> NDArray[np.int64]:
        """Index of the `turn`-th cell of every column, or of its last."""
        return np.minimum(self.first + turn, self.stop - 1)

    def rows(self, cells: Cells, turn: int) -> Cells:
        """The `turn`-th cell of every column; the last one again where there are fewer.

        A row of 4 or 8 bytes is fetched as one machine word: five times as fast.
        """
        words = cells.view(_WORDS[cells.shape[1] * cells.itemsize])[:, 0]
        found = words.take(self.at(turn))
        return found.view(cells.dtype).reshape(len(found), -1)


def reach(lengths: tuple[int, ...], edges: NDArray[np.float64]) -> Reach:
    """The level whose cells are just finer than the columns, and the cells under each.

    Parameters
    ----------
    lengths : tuple of int
        Cells of each level.
    edges : ndarray, shape (count + 1,), float64
        Where columns begin and end, in cells of level 0.
    """
    width = (edges[-1] - edges[0]) / max(len(edges) - 1, 1)
    level = 0
    while level + 1 < len(lengths) and FACTOR ** (level + 1) <= width:
        level += 1
    scaled = edges / FACTOR**level
    first = np.floor(scaled[:-1]).astype(np.int64)
    stop = np.maximum(np.ceil(scaled[1:]).astype(np.int64), first + 1)
    inside = (stop > 0) & (first < lengths[level])
    first = np.clip(first, 0, lengths[level] - 1)
    return Reach(level, first, np.clip(stop, first + 1, lengths[level]), inside)

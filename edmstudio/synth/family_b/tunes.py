"""Tunes of family B: cells drawn by metric weight, repeated, and bent at their ends."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.streams import Chance, between, happens, pick

# How readily a note begins on each sixteenth of a bar.
PULL = np.array(
    [1.0, 0.1, 0.45, 0.2, 0.7, 0.1, 0.55, 0.2, 0.85, 0.1, 0.45, 0.2, 0.7, 0.15, 0.5, 0.2]
)
BAR = 16


@dataclass(frozen=True, slots=True, eq=False)
class Tune:
    """A melody of some bars.

    Attributes
    ----------
    steps, degrees, lengths : ndarray, shape (notes,), int64
        Sixteenths from its beginning, steps of the scale, sixteenths that a note may last.
    bars : int
    """

    steps: NDArray[np.int64]
    degrees: NDArray[np.int64]
    lengths: NDArray[np.int64]
    bars: int

    def in_bar(self, since: int) -> NDArray[np.int64]:
        """Which notes begin in a bar, by the bars since the tune began."""
        first = since % self.bars * BAR
        return np.flatnonzero((self.steps >= first) & (self.steps < first + BAR))


def invent(chance: Chance) -> Tune:
    """A tune of two, four or eight bars on one cell."""
    cell_bars, turns = pick(chance, [1, 2, 2]), pick(chance, [1, 2, 4])
    density = between(chance, 0.25, 0.9)
    cell = _cell(cell_bars, density, chance)
    line = _wander(chance, len(cell))
    steps, degrees = [cell], [line]
    for turn in range(1, turns):
        other = _bent(cell, cell_bars, density, chance) if turn % 2 else cell
        again = line[: len(other)] + pick(chance, [0, 0, 1, -1, 2])
        if len(again) < len(other):
            again = np.concatenate([again, _wander(chance, len(other) - len(again))])
        steps.append(other + turn * cell_bars * BAR)
        degrees.append(again)
    bars = cell_bars * turns
    onsets = np.concatenate(steps)
    lengths = np.diff(np.append(onsets, bars * BAR))
    return Tune(onsets, np.concatenate(degrees), lengths, bars)


def _cell(bars: int, density: float, chance: Chance) -> NDArray[np.int64]:
    pull = np.tile(PULL, bars) * density
    if happens(chance, 0.3):  # against the grain
        pull = np.roll(pull, pick(chance, [2, 3, 6]))
    steps = np.flatnonzero(chance.random(len(pull)) < pull)
    return steps if len(steps) else np.array([0])


def _bent(cell: NDArray[np.int64], bars: int, density: float, chance: Chance) -> NDArray[np.int64]:
    """The cell with another end."""
    cut = bars * BAR - pick(chance, [4, 8])
    end = _cell(bars, density, chance)
    bent = np.concatenate([cell[cell < cut], end[end >= cut]])
    return bent if len(bent) else cell


def _wander(chance: Chance, notes: int) -> NDArray[np.int64]:
    steps = chance.choice([-2, -1, -1, 0, 1, 1, 2, 4], notes)
    walk = pick(chance, [0, 2, 4]) + np.cumsum(steps)
    return np.asarray(np.abs(walk) % 11, dtype=np.int64)  # bounced off the lowest note

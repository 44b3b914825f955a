"""The bars in which a track is heard, whoever counts it at half or twice the tempo.

An ear and an arranger learned from bars of the usual octave: asked about bars of twice or half
the length they would call the same music something else. Which beats a person counts moves no
section.
"""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.grid import TempoMap
from edmstudio.domain.refused import Refused
from edmstudio.domain.tempo_edits import doubled, halved

Seconds = NDArray[np.float64]
NEAR = 0.1  # octaves from half or twice the tempo


def in_heard_octave(
    grid: TempoMap | None, heard: TempoMap | None, seconds: float
) -> TempoMap | None:
    """A person's grid, an octave faster or slower where that is how its track is heard.

    Every beat that both count stays where it is. Of twice the tempo every second bar line stays,
    those that lie nearer to the heard ones.
    """
    if grid is None or heard is None:
        return grid
    octaves = math.log2(heard.bpm_over(0.0, seconds) / grid.bpm_over(0.0, seconds))
    try:
        if abs(octaves - 1.0) < NEAR:
            return doubled(grid)
        if abs(octaves + 1.0) < NEAR:
            return _halved(grid, heard, seconds)
    except Refused:  # what is no music at another tempo stays
        pass
    return grid


def _halved(grid: TempoMap, heard: TempoMap, seconds: float) -> TempoMap:
    """Of the two ways to take every second bar line, the one that is heard."""
    one = halved(grid)
    other = TempoMap(tuple(replace(a, beat=a.beat + a.meter // 2) for a in one.anchors))
    lines = heard.downbeats(0.0, seconds)
    return min((one, other), key=lambda way: _apart(way.downbeats(0.0, seconds), lines))


def _apart(lines: Seconds, heard: Seconds) -> float:
    """Mean seconds from each of some lines to the nearest that is heard."""
    if not len(lines) or not len(heard):
        return math.inf
    return float(np.abs(lines[:, None] - heard[None, :]).min(axis=1).mean())

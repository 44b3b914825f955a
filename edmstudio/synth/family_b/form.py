"""The course of a track of family B: what plays in each bar, and which of its ideas."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.performance import LAYERS
from edmstudio.synth.placing import Floats

KICK, SNARE, HATS, PERC, BASS, PAD, CHORDS, LEAD, ARP, VOCAL, TEXTURE = range(len(LAYERS))
# What each layer adds to how full a stretch is.
FELT = np.array([0.26, 0.12, 0.1, 0.06, 0.2, 0.02, 0.08, 0.1, 0.03, 0.03, 0.0])
IDEAS = 4  # sets of chords, tunes and rows that a track has


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """The course of a track.

    Attributes
    ----------
    states : tuple of (str, int)
        State and the bar it begins with; the sections are derived from `layers`, not from these.
    energy : ndarray, shape (bars,)
        What the layers follow.
    layers : ndarray, shape (bars, layers), float32
    blocks : tuple of int
        Bars at which layers may change.
    ideas : ndarray, shape (bars,), int64
        Which of the track's `IDEAS` a bar plays.
    since : ndarray, shape (bars,), int64
        Bars since that idea began.
    told : bool
        Whether effects tell of what comes.
    """

    states: tuple[tuple[str, int], ...]
    energy: NDArray[np.float64]
    layers: Floats
    blocks: tuple[int, ...]
    ideas: NDArray[np.int64]
    since: NDArray[np.int64]
    told: bool = True

    @property
    def bars(self) -> int:
        """How many bars the music has."""
        return len(self.energy)

    def bars_of(self, layer: int) -> list[int]:
        """The bars in which a layer plays."""
        return [int(bar) for bar in np.flatnonzero(self.layers[:, layer])]

    def stretches(self, layer: int) -> list[tuple[int, int]]:
        """First bar and bar behind the last of each stretch in which a layer plays."""
        bars = self.bars_of(layer)
        begins = [b for b in bars if b == 0 or self.layers[b - 1, layer] == 0.0]
        ends = [b + 1 for b in bars if b + 1 == self.bars or self.layers[b + 1, layer] == 0.0]
        return list(zip(begins, ends, strict=True))

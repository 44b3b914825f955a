"""A plan of family A: sections, what plays in each bar, and which material it plays."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.performance import Span
from edmstudio.synth.placing import Floats

KICK, SNARE, HATS, PERC, BASS = 0, 1, 2, 3, 4
PAD, CHORDS, LEAD, ARP, VOCAL, TEXTURE = 5, 6, 7, 8, 9, 10
DRUMS = [KICK, SNARE, HATS, PERC]
# What each layer, in the order of `LAYERS`, adds to how full a stretch is felt to be.
FELT = np.array([0.26, 0.12, 0.1, 0.06, 0.18, 0.03, 0.09, 0.1, 0.05, 0.06, 0.01])
PARTS = 4  # sets of chords, melodies and rows that a track has


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What is to be played.

    Attributes
    ----------
    spans : tuple of Span
    levels : ndarray, shape (bars, layers), float32
    openness : ndarray, shape (bars + 1,), float32
        Filter automation of bass and music at the bar lines, 0 closed to 1 open.
    parts : ndarray, shape (bars,), int64
        Which of the track's `PARTS` sets of chords, melodies and rows a bar plays.
    heads : ndarray, shape (bars,), int64
        The bar at which the material that a bar plays began anew.
    announced : bool
        Whether anything but the layers themselves tells of a new section.
    """

    spans: tuple[Span, ...]
    levels: Floats
    openness: Floats
    parts: NDArray[np.int64]
    heads: NDArray[np.int64]
    announced: bool = True

    @property
    def bars(self) -> int:
        """How many bars the music has."""
        return len(self.levels)

    def edges(self) -> list[tuple[int, int, SectionLabel]]:
        """First bar, bar behind the last, and label of each section."""
        starts = [*(span.bar for span in self.spans), self.bars]
        return [
            (begin, end, span.label)
            for span, (begin, end) in zip(self.spans, pairwise(starts), strict=True)
        ]

    def playing(self, layer: int) -> list[int]:
        """The bars in which a layer plays."""
        return [int(bar) for bar in np.flatnonzero(self.levels[:, layer])]


def runs(plays: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First bar and bar behind the last of each stretch in which something plays."""
    steps = np.diff(np.concatenate([[False], plays, [False]]).astype(np.int8))
    begins, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    return list(zip(begins.tolist(), ends.tolist(), strict=True))

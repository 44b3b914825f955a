"""What a checkpoint holds for possible about a track, with probabilities: food for the queue."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Moments = NDArray[np.float64]
RATIOS = (1 / 3, 1 / 2, 2 / 3, 3 / 4, 1.0, 4 / 3, 3 / 2, 2.0, 3.0)
SAME = RATIOS.index(1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Probabilities beside a prediction; all of them are out of sample for the track.

    Attributes
    ----------
    octave : ndarray, shape (9,)
        That the tempo is each of `RATIOS` times the predicted one.
    hz : float
        Frames a second of `beats` and `downbeats`.
    beats, downbeats : ndarray, shape (frames,)
        How much speaks for a beat, and for the first beat of a bar, 0 to 1: with it any grid can
        be judged, however far it is from the predicted one.
    phrase : ndarray, shape (8,)
        That phrases of eight bars begin with each of the first eight `lines`.
    lines : ndarray, shape (bars + 1,), float64
        Seconds of the bar lines of the predicted grid, the end of the last bar included.
    boundary : ndarray, shape (bars,)
        That a section begins with each bar.
    label : ndarray, shape (bars, 10)
        Of each `SectionLabel` in each bar.
    cue : ndarray, shape (bars, 7)
        Of each of `HEARD_KINDS` at each bar's start.
    key : ndarray, shape (24,)
        Of each of `ALL_KEYS`.
    energy : float
        Level on the scale of 1 to 10, not rounded.
    hearing : ndarray, shape (bars, dimensions)
        What was heard in each bar: loudness, drums, what comes and what has gone by.
    voiceprint : ndarray, shape (dimensions,)
        The sound of the whole track as one vector; alike tracks lie close together.
    soundness : ndarray, shape (6,) or (0,)
        `Soundness` packed; empty where the samples were not looked at.
    """

    octave: Floats
    hz: float
    beats: Floats
    downbeats: Floats
    phrase: Floats
    lines: NDArray[np.float64]
    boundary: Floats
    label: Floats
    cue: Floats
    key: Floats
    energy: float
    hearing: Floats
    voiceprint: Floats
    soundness: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))

    @property
    def bars(self) -> int:
        """Number of bars."""
        return len(self.boundary)

    def bars_within(self, starts: Moments, ends: Moments) -> NDArray[np.int64]:
        """First bar, and the one behind the last, that lie mostly between two moments each.

        At least one bar a stretch; shape (2, stretches).
        """
        centres = (self.lines[:-1] + self.lines[1:]) / 2.0
        first = np.minimum(np.searchsorted(centres, starts), max(len(centres) - 1, 0))
        return np.array([first, np.maximum(np.searchsorted(centres, ends), first + 1)])

    def bars_between(self, start: float, end: float) -> slice:
        """The bars of one stretch."""
        first, stop = self.bars_within(np.array([start]), np.array([end]))[:, 0]
        return slice(int(first), int(stop))

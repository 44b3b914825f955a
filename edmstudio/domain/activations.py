"""What a network or an envelope says per frame and per bar; decoders read it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class BeatActivations:
    """Evidence for beats along the track.

    Attributes
    ----------
    hz : float
        Frames per second of `beat` and `downbeat`.
    beat, downbeat : ndarray, shape (frames,), float32
        0 to 1; frame `i` is centred on second ``i / hz``.
    fine_hz : float
        Frames per second of `onset`, about 1000.
    onset : ndarray, shape (fine frames,), float32
        Rise of kicks and transients, for the bias below one frame; not negative.
    """

    hz: float
    beat: Floats
    downbeat: Floats
    fine_hz: float
    onset: Floats


@dataclass(frozen=True, slots=True, eq=False)
class BarActivations:
    """Evidence per bar of a decoded grid.

    Attributes
    ----------
    starts : ndarray, shape (bars + 1,), float64
        Seconds of the bar lines, the end of the last bar included.
    boundary : ndarray, shape (bars,), float32
        Probability that a section begins with this bar.
    label : ndarray, shape (bars, 10), float32
        Log-probability of each `SectionLabel`, in its order.
    cue : ndarray, shape (bars, 7), float32
        Probability of each of `HEARD_KINDS` at the bar's start.
    energy : ndarray, shape (bars,), float32
        0 to 1.
    likeness : ndarray, shape (bars, dimensions), float32
        One vector a bar; bars that sound alike have a high cosine.
    missed : float
        Log-odds in favour of a boundary, as one that is missed costs a person more than one too
        many; set on real tracks for calibrated evidence, and for every other on its own scale.
    """

    starts: NDArray[np.float64]
    boundary: Floats
    label: Floats
    cue: Floats
    energy: Floats
    likeness: Floats
    missed: float = 1.0

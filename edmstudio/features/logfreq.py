"""Log-frequency frames, the network's slow input for key and structure.

24 bins an octave over seven octaves from C1, from an 8192-point Hann spectrum at 22.05 kHz, five
frames a second: fine enough for a bass line, which 1024 points are not.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from edmstudio.features.resample import RATE
from edmstudio.features.stft import log_filtered

Floats = NDArray[np.float32]
SIZE, HOP = 8192, 4410
HZ = RATE / HOP  # 5 frames a second
PER_OCTAVE, OCTAVES = 24, 7
BINS = PER_OCTAVE * OCTAVES
LOWEST = 440.0 * 2.0 ** (-45.0 / 12.0)  # C1, 32.7 Hz
GAIN = 1000.0


def logfreq(signal: Floats) -> Floats:
    """Frames of a mono signal at `RATE`, shape (frames, 168); bin 0 is C1, two bins a semitone."""
    return log_filtered(signal, note_filters(), size=SIZE, hop=HOP, gain=GAIN)


@cache
def note_filters() -> Floats:
    """Triangles a quarter tone wide, never narrower than a bin, shape (4097, 168)."""
    bins = np.arange(SIZE // 2 + 1) * (RATE / SIZE)
    centres = LOWEST * 2.0 ** (np.arange(BINS) / PER_OCTAVE)
    width = np.maximum(centres * (2.0 ** (1.0 / PER_OCTAVE) - 1.0), RATE / SIZE)
    distance = np.abs(bins[:, None] - centres) / width
    return np.asarray(np.clip(1.0 - distance, 0.0, None), dtype=np.float32)

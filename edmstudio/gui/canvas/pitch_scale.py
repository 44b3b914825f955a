"""How high in its lane the spectrogram draws a pitch: by octaves, or by the mel scale.

Octaves give every key the same room, as on a piano; mel gives the room where the ear tells
pitches apart, so hi-hats and vocals get more of the lane and the sub-bass less (O'Shaughnessy,
*Speech Communication*, 1987: ``2595 log10(1 + hz / 700)``).
"""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from edmstudio.audio.spectrum import HIGHEST, LOWEST

OCTAVE_MARKS = ((100.0, "100 Hz"), (1_000.0, "1 kHz"), (10_000.0, "10 kHz"))
MEL_MARKS = ((500.0, "500 Hz"), (2_000.0, "2 kHz"), (5_000.0, "5 kHz"), (10_000.0, "10 kHz"))

Floats = NDArray[np.float64]


class PitchScale(StrEnum):
    """One of the two."""

    OCTAVES = "octaves"
    MEL = "mel"

    def height(self, hz: ArrayLike) -> Floats:
        """Share of the lane's height, 0 at its foot (30 Hz) and 1 at its top (16 kHz)."""
        low, high = self._warp(LOWEST), self._warp(HIGHEST)
        return np.asarray((self._warp(hz) - low) / (high - low))

    def hz(self, height: ArrayLike) -> Floats:
        """The inverse of `height`."""
        low, high = self._warp(LOWEST), self._warp(HIGHEST)
        warped = low + np.asarray(height, np.float64) * (high - low)
        return np.exp(warped) if self is PitchScale.OCTAVES else 700 * np.expm1(warped)

    @property
    def marks(self) -> tuple[tuple[float, str], ...]:
        """Round frequencies to write beside the lane, and how."""
        return OCTAVE_MARKS if self is PitchScale.OCTAVES else MEL_MARKS

    def _warp(self, hz: ArrayLike) -> Floats:
        hertz = np.asarray(hz, np.float64)
        return np.log(hertz) if self is PitchScale.OCTAVES else np.log1p(hertz / 700)

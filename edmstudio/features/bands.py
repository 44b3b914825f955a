"""Loudness along the track in log-spaced bands, in log compression."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.features.resample import RATE
from edmstudio.features.stft import frame_count, magnitude_blocks

Floats = NDArray[np.float32]
SIZE, HOP = 1024, 220
FLOOR = 1e-4  # magnitude, -80 dB: quieter is nothing


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """Log-compressed loudness in bands.

    Attributes
    ----------
    hz : float
        Frames per second; frame ``i`` is centred on second ``i / hz``.
    centres : ndarray, shape (bands,)
        Centre frequency of each band in Hz.
    levels : ndarray, shape (frames, bands), float32
        ``log10(1 + magnitude / FLOOR)``: 0 is silence, 4 full scale.
    """

    hz: float
    centres: NDArray[np.float64]
    levels: Floats

    def between(self, low: float, high: float) -> NDArray[np.intp]:
        """Which bands have their centre in ``low <= Hz < high``."""
        return np.flatnonzero((self.centres >= low) & (self.centres < high))


def band_levels(signal: Floats, *, per_octave: int = 6, lowest: float = 32.0) -> Bands:
    """Loudness of a signal at `RATE` in overlapping triangular bands up to 10.5 kHz."""
    centres = _centres(per_octave, lowest)
    filters = _triangles(centres)
    levels = np.empty((frame_count(len(signal), HOP), len(centres)), dtype=np.float32)
    start = 0
    for spectra in magnitude_blocks(signal, size=SIZE, hop=HOP):
        block = levels[start : start + len(spectra)]
        np.matmul(spectra, filters, out=block)
        block /= np.float32(FLOOR)
        np.log1p(block, out=block)
        start += len(spectra)
    levels *= np.float32(1.0 / np.log(10.0))
    return Bands(RATE / HOP, centres, levels)


def _centres(per_octave: int, lowest: float) -> NDArray[np.float64]:
    """Log-spaced, but never closer than one bin of the spectrum."""
    width = RATE / SIZE
    centres = [lowest]
    while centres[-1] < 10_000.0:
        centres.append(max(centres[-1] * 2.0 ** (1.0 / per_octave), centres[-1] + width))
    return np.array(centres)


def _triangles(centres: NDArray[np.float64]) -> Floats:
    """Filters of unit height over the bins, shape (bins, bands)."""
    bins = np.arange(SIZE // 2 + 1) * (RATE / SIZE)
    ratio = centres[-1] / centres[-2]
    edges = np.concatenate([[centres[0] - RATE / SIZE], centres, [centres[-1] * ratio]])
    left, middle, right = edges[:-2], edges[1:-1], edges[2:]
    rising = (bins[:, None] - left) / (middle - left)
    falling = (right - bins[:, None]) / (right - middle)
    heights = np.clip(np.minimum(rising, falling), 0.0, None)
    return np.asarray(heights, dtype=np.float32)

"""Magnitude spectra in blocks, so that a long track never needs them all in memory."""

from collections.abc import Iterator

import numpy as np
import scipy.fft
from numpy.typing import NDArray

Floats = NDArray[np.float32]
BLOCK = 1 << 21  # points at a time: 8 MB of spectra whatever their size


def frame_count(samples: int, hop: int) -> int:
    """How many frames a signal gives; frame ``i`` is centred on sample ``i * hop``."""
    return samples // hop + 1


def magnitude_blocks(signal: Floats, *, size: int, hop: int) -> Iterator[Floats]:
    """Magnitudes under a Hann window, in blocks of shape (frames, size // 2 + 1).

    The signal is taken as silent before its start and behind its end. A full-scale sine has
    magnitude 0.5 times the mean of the window times `size`, divided out here, so 1.0 is loud.
    """
    window = (np.hanning(size + 1)[:-1] * (4.0 / size)).astype(np.float32)
    padded = np.pad(signal, (size // 2, size))
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    step = max(BLOCK // size, 1)
    for start in range(0, frame_count(len(signal), hop), step):
        stop = min(start + step, frame_count(len(signal), hop))
        yield np.abs(scipy.fft.rfft(frames[start:stop] * window, axis=1))


def log_filtered(signal: Floats, filters: Floats, *, size: int, hop: int, gain: float) -> Floats:
    """``log(1 + gain |X|)`` of filtered magnitudes, shape (frames, filters)."""
    frames = np.empty((frame_count(len(signal), hop), filters.shape[1]), dtype=np.float32)
    start = 0
    for magnitudes in magnitude_blocks(signal, size=size, hop=hop):
        np.matmul(magnitudes, filters, out=frames[start : start + len(magnitudes)])
        start += len(magnitudes)
    frames *= np.float32(gain)
    return np.log1p(frames, out=frames)

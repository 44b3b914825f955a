"""Power spectra along a track, block by block, for pictures of any length of sound."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BLOCK = 512  # columns at once: stays in the processor's cache


@dataclass(frozen=True, slots=True)
class Frames:
    """How the sound is cut: column `i` is centred on frame ``(i + 0.5) * hop``."""

    window: int
    hop: int

    def count(self, frames: int) -> int:
        """Columns of so much sound."""
        return -(-frames // self.hop)


def power_spectra(samples: NDArray[np.float32], cut: Frames) -> Iterator[NDArray[np.float32]]:
    """Blocks of power per bin, shape (columns, window // 2 + 1).

    Scaled so that the bins of a stretch sum to its mean square (Parseval), under a Hann window.

    Parameters
    ----------
    samples : ndarray, shape (frames, channels), float32
        The channels' mean is what is heard.
    cut : Frames
    """
    from scipy.fft import rfft  # a worker's library: the window only reads what was built

    taper = np.hanning(cut.window + 1)[:-1].astype(np.float32)
    taper /= np.sqrt(cut.window * (taper**2).sum() / 2, dtype=np.float32)
    columns = cut.count(len(samples))
    for first in range(0, columns, _BLOCK):
        last = min(first + _BLOCK, columns)
        windows = _windows(samples, cut, first, last)
        spectra = rfft(windows * taper, axis=1, overwrite_x=True)
        power = spectra.real**2 + spectra.imag**2
        power[:, 0] /= 2  # it has no mirror image
        yield power


def _windows(
    samples: NDArray[np.float32], cut: Frames, first: int, last: int
) -> NDArray[np.float32]:
    """Overlapping stretches of the channels' mean, shape (columns, window); silence outside."""
    start = first * cut.hop + (cut.hop - cut.window) // 2
    stop = start + (last - 1 - first) * cut.hop + cut.window
    inside = samples[max(start, 0) : min(stop, len(samples))]
    mono = np.zeros(stop - start, np.float32)
    mono[max(-start, 0) :][: len(inside)] = inside.sum(axis=1) / np.float32(samples.shape[1])
    return np.lib.stride_tricks.sliding_window_view(mono, cut.window)[:: cut.hop]

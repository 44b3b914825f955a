"""One band of a track by itself, to hear the kick or the hats; made off the callback."""

import os
from collections.abc import Callable
from enum import StrEnum
from tempfile import TemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.peaks import BANDS

_TAPS = 4095  # odd: the filter delays nothing
_BLOCK = 1 << 16
_FULL = 32767


class Band(StrEnum):
    """What can be heard alone; the borders are those of the waveform's colours."""

    LOW = "low"
    MID = "mid"
    HIGH = "high"


def only(
    band: Band,
    samples: NDArray[np.int16] | NDArray[np.float32],
    rate: int,
    stopped: Callable[[], bool] = lambda: False,
) -> NDArray[np.int16]:
    """The track's frames with nothing but one band; every frame stays at its moment.

    The three bands sum to the track.
    """
    out = _room(samples.shape)
    answer = _answer(band, rate)[:, None]
    size, half = len(answer) * 2 - 2, _TAPS // 2
    for first in range(0, len(samples), step := size - _TAPS + 1):
        if stopped():
            break
        block = np.zeros((size, samples.shape[1]), np.float32)
        begin, end = max(first - half, 0), min(first - half + size, len(samples))
        block[begin - first + half : end - first + half] = samples[begin:end]
        if samples.dtype == np.int16:
            block /= _FULL
        heard = np.fft.irfft(np.fft.rfft(block, axis=0) * answer, size, axis=0)
        part = out[first : first + step]
        part[:] = np.rint(heard[_TAPS - 1 :][: len(part)].clip(-1, 1) * _FULL)
    return out


def _room(shape: tuple[int, ...]) -> NDArray[np.int16]:
    """A file that is mapped and has no name, so that two hours cost no memory.

    The disk has to promise its room first: a mapped page for which there is none ends the process.
    Where it can't, it is memory after all.
    """
    try:
        with TemporaryFile(prefix="edmstudio-") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, max(int(np.prod(shape)) * 2, 1))
            return np.asarray(np.memmap(file, np.int16, "w+", shape=shape))
    except OSError:
        return np.zeros(shape, np.int16)


def _answer(band: Band, rate: int) -> NDArray[np.complex64]:
    """The filter's answer for each bin of a block."""
    low, high = (_below(edge, rate) for edge in BANDS)
    whole = np.zeros(_TAPS)
    whole[_TAPS // 2] = 1
    taps: dict[Band, NDArray[Any]] = {Band.LOW: low, Band.MID: high - low, Band.HIGH: whole - high}
    return np.fft.rfft(taps[band], _BLOCK).astype(np.complex64)


def _below(edge: float, rate: int) -> NDArray[np.float64]:
    """A windowed sinc that lets pass what is below an edge in Hz."""
    places = np.arange(_TAPS) - _TAPS // 2
    taps = np.sinc(2 * edge / rate * places) * np.blackman(_TAPS)
    return np.asarray(taps / taps.sum())

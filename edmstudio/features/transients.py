"""Where sounds begin, to the millisecond."""

from dataclasses import dataclass

import numpy as np
import scipy.signal
from numpy.typing import NDArray

from edmstudio.features.resample import RATE

Floats = NDArray[np.float32]
HOP = 22  # samples: about one millisecond
SPLITS = (180.0, 2500.0)  # Hz between body of the kick, drums and click
FLOOR = 1e-3  # -60 dB
BEFORE, AFTER = 12, 3  # milliseconds whose loudness is compared


@dataclass(frozen=True, slots=True, eq=False)
class Transients:
    """Rise of loudness at about 1000 frames a second.

    Attributes
    ----------
    hz : float
    rise : ndarray, shape (frames,), float32
        Frame ``i`` says how much louder the milliseconds from second ``i / hz`` on are than those
        before it, summed over three bands; not negative.
    """

    hz: float
    rise: Floats


def transients(signal: Floats) -> Transients:
    """Rises of a signal at `RATE`.

    The filters are causal and the comparison one-sided, so that an attack is found where its
    first millisecond is and not where a window of the spectrum first touches it.
    """
    frames = len(signal) // HOP + 1
    total = np.zeros(frames, dtype=np.float32)
    for band in _split(signal):
        total += _rise(_power(band, frames))
    return Transients(RATE / HOP, total)


def _split(signal: Floats) -> tuple[Floats, Floats, Floats]:
    low = _filtered(signal, SPLITS[0], "lowpass")
    high = _filtered(signal, SPLITS[1], "highpass")
    return low, signal - low - high, high


def _filtered(signal: Floats, hertz: float, kind: str) -> Floats:
    sections = scipy.signal.butter(2, hertz, kind, fs=RATE, output="sos").astype(np.float32)
    return np.asarray(scipy.signal.sosfilt(sections, signal), dtype=np.float32)


def _power(band: Floats, frames: int) -> Floats:
    """Mean square of each millisecond, shape (frames,)."""
    padded = np.zeros(frames * HOP, dtype=np.float32)
    padded[: len(band)] = band
    blocks = padded.reshape(frames, HOP)
    return np.asarray(np.einsum("ij,ij->i", blocks, blocks) / HOP, dtype=np.float32)


def _rise(power: Floats) -> Floats:
    """Decibels by which the next milliseconds exceed the last ones, over a floor."""
    total = np.concatenate([np.zeros(BEFORE, dtype=np.float64), power, np.zeros(AFTER)])
    running = np.concatenate([[0.0], np.cumsum(total)])
    here = np.arange(len(power)) + BEFORE
    after = (running[here + AFTER] - running[here]) / AFTER
    before = (running[here] - running[here - BEFORE]) / BEFORE
    floor = FLOOR**2
    change = np.log10((np.maximum(after, 0.0) + floor) / (np.maximum(before, 0.0) + floor))
    return np.asarray(np.maximum(change, 0.0), dtype=np.float32)

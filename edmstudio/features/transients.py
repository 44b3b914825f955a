"""Where sounds begin, to the millisecond."""

from dataclasses import dataclass

import numpy as np
import scipy.signal
from numpy.typing import NDArray

from edmstudio.features.resample import RATE

Floats = NDArray[np.float32]
HOP = 22  # samples: about one millisecond
SPLITS = (180.0, 2500.0)  # Hz between body of the kick, drums and click
KINDS = ("lowpass", "highpass")
BLOCK = 1 << 15  # milliseconds at a time
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
    powers = _powers(signal)
    total = np.zeros(len(powers[0]), dtype=np.float32)
    for power in powers:
        total += _rise(power)
    return Transients(RATE / HOP, total)


def _powers(signal: Floats) -> Floats:
    """Mean square of each millisecond in the three bands, shape (3, frames).

    Block by block, the filters' states carried along: three filtered copies of a three-hour mix
    would need three gigabytes.
    """
    frames = len(signal) // HOP + 1
    powers = np.empty((3, frames), dtype=np.float32)
    low, high = (_sections(hertz, kind) for hertz, kind in zip(SPLITS, KINDS, strict=True))
    states = [np.zeros((len(sections), 2), dtype=np.float32) for sections in (low, high)]
    for first in range(0, frames, BLOCK):
        count = min(BLOCK, frames - first)
        block = np.zeros(count * HOP, dtype=np.float32)
        part = signal[first * HOP : (first + count) * HOP]
        block[: len(part)] = part
        below, states[0] = scipy.signal.sosfilt(low, block, zi=states[0])
        above, states[1] = scipy.signal.sosfilt(high, block, zi=states[1])
        for row, band in enumerate((below, block - below - above, above)):
            grouped = band.reshape(count, HOP)
            powers[row, first : first + count] = np.einsum("ij,ij->i", grouped, grouped) / HOP
    return powers


def _sections(hertz: float, kind: str) -> Floats:
    sections = scipy.signal.butter(2, hertz, kind, fs=RATE, output="sos")
    return np.asarray(sections, dtype=np.float32)


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

"""Loudness after ITU-R BS.1770, from a sample of blocks, fast enough to be asked often."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.placing import RATE, Floats

BLOCK = int(0.4 * RATE)
MOST = 160  # blocks that are looked at


def loudness_of(both: Floats) -> float:
    """Integrated loudness of a stereo sound in LUFS, shape (2, frames); -90 for silence."""
    frames = both.shape[1]
    count = min(max(frames // BLOCK, 1), MOST)
    starts = np.linspace(0, max(frames - BLOCK, 0), count).astype(np.int64)
    powers = np.array([_weighted(both[:, start : start + BLOCK]) for start in starts])
    loud = powers[powers > _power(-70.0)]
    if not len(loud):
        return -90.0
    gate = float(loud.mean()) * 0.1
    return float(_lufs(float(loud[loud > gate].mean())))


def block_level(stem: Floats) -> float:
    """Level in dB of the louder half of a stem's sounding blocks of 0.2 s; -90 for silence."""
    length = RATE // 5
    mono = stem if stem.ndim == 1 else stem[0] + stem[1]
    scale = 1.0 if stem.ndim == 1 else 0.5
    usable = len(mono) // length * length
    if not usable:
        return -90.0
    powers = np.square(mono[:usable].reshape(-1, length)).mean(axis=1, dtype=np.float64) * scale**2
    sounding = np.sort(powers[powers > 1e-7])
    if not len(sounding):
        return -90.0
    return float(10.0 * np.log10(sounding[len(sounding) // 2 :].mean()))


def k_weights(frames: int) -> NDArray[np.float64]:
    """Power gain of the K curve at the frequencies of a real FFT of this many samples."""
    hz = np.fft.rfftfreq(frames, 1.0 / RATE)
    squared = hz**2
    rumble = squared**2 / (squared**2 + 38.0**4)
    head = 10.0 ** (0.4 / (1.0 + (1500.0 / np.maximum(hz, 1.0)) ** 4))
    return np.asarray(rumble * head)


_WEIGHTS = k_weights(BLOCK)


def _weighted(block: Floats) -> float:
    spectrum = np.fft.rfft(block, n=BLOCK, axis=1)
    power = np.square(np.abs(spectrum)) * _WEIGHTS
    return float(2.0 * power.sum() / BLOCK**2)


def _lufs(power: float) -> float:
    return float(-0.691 + 10.0 * np.log10(power + 1e-12))


def _power(lufs: float) -> float:
    return float(10.0 ** ((lufs + 0.691) / 10.0))

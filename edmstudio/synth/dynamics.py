"""Ducking, compression and limiting, with gains worked out on blocks of samples."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import butter, lfilter, sosfilt

from edmstudio.synth.clock import Seconds
from edmstudio.synth.placing import RATE, Floats, frames_of
from edmstudio.synth.streams import Chance, between, log_between

BLOCK = 32  # samples that share a gain value before interpolation


def duck_curve(kicks: Seconds, frames: int, *, seconds: float) -> Floats:
    """How deep to duck, shape (frames,): 1 just behind a kick, back to 0 within `seconds`."""
    length = max(int(seconds * RATE), 64)
    dip = (1.0 - np.linspace(0.0, 1.0, length) ** 1.5).astype(np.float32)
    dip[:44] = np.linspace(0.0, dip[44], 44)
    curve = np.zeros(frames, dtype=np.float32)
    for frame in frames_of(kicks).tolist():
        begin, end = max(frame, 0), min(frame + length, frames)
        if end > begin:
            part = curve[begin:end]
            np.maximum(part, dip[begin - frame : end - frame], out=part)
    return curve


def ducked(stem: Floats, curve: Floats, depth: float) -> Floats:
    """The stem, quieter by `depth` dB where the curve is 1; in place."""
    stem *= np.float32(1.0) - curve * np.float32(1.0 - 10.0 ** (-depth / 20.0))
    return stem


def compressed(both: Floats, bands: int, chance: Chance) -> Floats:
    """One compressor over all (1), over three bands (3), or none (0); shape (2, frames)."""
    if not bands:
        return both
    parts = (
        [both]
        if bands == 1
        else split(both, log_between(chance, 110, 250), log_between(chance, 1800, 4500))
    )
    out = np.zeros_like(both)
    for part in parts:
        ratio = between(chance, 1.5, 4.0)
        attack, release = log_between(chance, 0.004, 0.03), log_between(chance, 0.06, 0.35)
        gain = compressor_gain(part, ratio=ratio, attack=attack, release=release)
        out += part * gain
    return out


def split(both: Floats, low: float, high: float) -> list[Floats]:
    """Three bands that add up to the whole."""
    bottom = np.asarray(
        sosfilt(butter(2, low, fs=RATE, output="sos").astype(np.float32), both), dtype=np.float32
    )
    upper = np.asarray(
        sosfilt(butter(2, high, "high", fs=RATE, output="sos").astype(np.float32), both),
        dtype=np.float32,
    )
    return [bottom, both - bottom - upper, upper]


def compressor_gain(both: Floats, *, ratio: float, attack: float, release: float) -> Floats:
    """Gain along the samples; the threshold lies 6 dB under the loud parts."""
    level = _levels(both)
    hz = RATE / BLOCK
    slow = lfilter([1 - np.exp(-1 / (hz * release))], [1, -np.exp(-1 / (hz * release))], level)
    fast = lfilter([1 - np.exp(-1 / (hz * attack))], [1, -np.exp(-1 / (hz * attack))], level)
    decibels = 10.0 * np.log10(np.maximum(np.maximum(slow, fast), 1e-10))
    threshold = np.percentile(decibels, 90) - 6.0
    over = np.maximum(decibels - threshold, 0.0) * (1.0 - 1.0 / ratio)
    return _spread(10.0 ** (-over / 20.0), both.shape[1])


def expanded(both: Floats, ratio: float) -> Floats:
    """What is quieter than the loudest moments gets quieter still; 1 leaves all as it is."""
    if ratio <= 1.0:
        return both
    pole = np.exp(-BLOCK / (RATE * 0.02))
    level = lfilter([1 - pole], [1, -pole], _levels(both))
    decibels = 10.0 * np.log10(np.maximum(level, 1e-10))
    under = np.clip(decibels - np.percentile(decibels, 97), -30.0, 6.0) * (ratio - 1.0)
    return np.asarray(both * _spread(10.0 ** (under / 20.0), both.shape[1]))


def limited(both: Floats, *, ceiling: float) -> Floats:
    """No sample above the ceiling: a gain that knows 1.5 ms ahead, and a clip for the rest."""
    peaks = _peaks(both)
    need = np.minimum(ceiling / np.maximum(peaks, 1e-9), 1.0)
    ahead = int(0.0015 * RATE / BLOCK) + 1
    held = minimum_filter1d(need, 2 * ahead + 1)
    smooth = np.minimum(uniform_filter1d(held, 2 * ahead + 1), _released(held))
    loud = both * _spread(smooth, both.shape[1])
    return np.clip(loud, -ceiling, ceiling, out=loud)


def _released(gain: NDArray[np.float64]) -> NDArray[np.float64]:
    """The gain comes back over about 60 ms."""
    pole = np.exp(-1.0 / (0.06 * RATE / BLOCK))
    slow = lfilter([1 - pole], [1, -pole], gain - 1.0) + 1.0
    return np.asarray(np.minimum(gain, slow))


def _levels(both: Floats) -> NDArray[np.float64]:
    usable = both.shape[1] // BLOCK * BLOCK
    blocks = np.square(both[:, :usable]).reshape(2, -1, BLOCK)
    return np.asarray(blocks.mean(axis=(0, 2), dtype=np.float64))


def _peaks(both: Floats) -> NDArray[np.float64]:
    frames = both.shape[1]
    blocks = both[:, : frames // BLOCK * BLOCK].reshape(2, -1, BLOCK)
    peaks = np.maximum(blocks.max(axis=2), -blocks.min(axis=2)).max(axis=0)
    if frames % BLOCK:
        peaks = np.append(peaks, np.abs(both[:, -(frames % BLOCK) :]).max())
    return np.asarray(peaks, dtype=np.float64)


def _spread(gain: NDArray[np.float64], frames: int) -> Floats:
    """Block gains to samples, in straight lines."""
    steps = (np.arange(BLOCK, dtype=np.float32) + np.float32(0.5)) / np.float32(BLOCK)
    values = gain.astype(np.float32)
    following = np.append(values[1:], values[-1])
    curve = values[:, None] + (following - values)[:, None] * steps
    flat = curve.reshape(-1)
    if len(flat) < frames:
        flat = np.append(flat, np.full(frames - len(flat), values[-1], dtype=np.float32))
    return np.asarray(flat[:frames])

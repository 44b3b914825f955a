"""How family B makes sound: damped modes, frequency modulation, plucked strings and grains."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, lfilter, sosfilt

from edmstudio.synth.placing import RATE, Floats
from edmstudio.synth.streams import Chance


def clocked(frames: int) -> NDArray[np.float64]:
    """Seconds of each sample."""
    return np.arange(frames, dtype=np.float64) / RATE


def modes(
    hz: Sequence[float], falls: Sequence[float], gains: Sequence[float], frames: int
) -> Floats:
    """A struck body: damped sines with their frequencies, seconds to fall by 60 dB, and gains."""
    time = clocked(frames).astype(np.float32)
    out = np.zeros(frames, dtype=np.float32)
    for one, fall, gain in zip(hz, falls, gains, strict=True):
        if one < 0.45 * RATE:
            heard = time[: int(min(fall * 1.4, 60.0) * RATE) + 1]  # 84 dB down: gone
            ringing = np.sin(np.float32(2 * np.pi * one) * heard)
            ringing *= np.exp(np.float32(-3.0 * np.log(10.0) / fall) * heard)
            out[: len(heard)] += np.float32(gain) * ringing
    return out


def fm(
    hz: float | NDArray[np.float64], frames: int,
    *, ratio: float, index: NDArray[np.float64] | float,
    phase: float = 0.0,
) -> Floats:  # fmt: skip
    """One sine that modulates another (J. Chowning, 1973)."""
    turns = (
        2 * np.pi * np.cumsum(np.broadcast_to(np.asarray(hz, dtype=np.float64), (frames,))) / RATE
    )
    return np.sin(turns + index * np.sin(turns * ratio + phase)).astype(np.float32)


def string(hz: float, frames: int, *, damping: float, brightness: float, chance: Chance) -> Floats:
    """A plucked string: noise in a delay line with a dull loss (K. Karplus, A. Strong, 1983)."""
    period = max(int(RATE / hz), 8)
    excitation = np.zeros(frames)
    burst = chance.uniform(-1.0, 1.0, min(period, frames))
    excitation[: len(burst)] = lfilter([brightness], [1.0, brightness - 1.0], burst)
    loss = 10.0 ** (-3.0 * period / (damping * RATE))
    # The loop is as long as the period asks for: a fraction of a sample is the blend's share.
    share = float(np.clip(RATE / hz - period, 0.0, 1.0))
    loop = np.zeros(period + 2)
    loop[0], loop[period], loop[period + 1] = 1.0, -loss * (1.0 - share), -loss * share
    return np.asarray(lfilter([1.0], loop, excitation), dtype=np.float32)


def grains(
    source: Floats, frames: int, *, density: NDArray[np.float64] | float, size: int, chance: Chance
) -> Floats:
    """Windowed shreds of a sound scattered over time; `density` in grains a second."""
    rate = np.broadcast_to(np.asarray(density, dtype=np.float64), (frames,))
    expected = np.cumsum(rate) / RATE
    count = int(expected[-1])
    out = np.zeros(frames + size, dtype=np.float32)
    window = np.hanning(size).astype(np.float32)
    starts = np.searchsorted(expected, np.sort(chance.uniform(0, max(expected[-1], 1e-9), count)))
    cuts = chance.integers(0, max(len(source) - size, 1), count)
    for start, cut in zip(starts.tolist(), cuts.tolist(), strict=True):
        shred = source[cut : cut + size]
        out[start : start + len(shred)] += shred * window[: len(shred)]
    return out[:frames]


def resampled(sound: Floats, ratio: float) -> Floats:
    """The sound played faster (`ratio` above 1) or slower, as a sampler does."""
    length = max(int(sound.shape[-1] / ratio), 1)
    place = np.arange(length) * ratio
    known = np.arange(sound.shape[-1])
    if sound.ndim == 1:
        return np.asarray(np.interp(place, known, sound), dtype=np.float32)
    both = np.stack([np.interp(place, known, side) for side in sound])
    return np.asarray(both, dtype=np.float32)


def dull(sound: Floats, hz: float) -> Floats:
    """One pole of low-pass."""
    pole = float(np.exp(-2 * np.pi * min(hz, 0.45 * RATE) / RATE))
    return np.asarray(lfilter([1.0 - pole], [1.0, -pole], sound), dtype=np.float32)


def thin(sound: Floats, hz: float, order: int = 2) -> Floats:
    """A Butterworth high-pass."""
    return np.asarray(
        sosfilt(butter(order, hz, "high", fs=RATE, output="sos"), sound), dtype=np.float32
    )


def between_hz(sound: Floats, low: float, high: float) -> Floats:
    """A Butterworth band-pass."""
    edges = [max(low, 20.0), min(high, 0.48 * RATE)]
    return np.asarray(
        sosfilt(butter(1, edges, "band", fs=RATE, output="sos"), sound), dtype=np.float32
    )


def hiss(frames: int, chance: Chance) -> Floats:
    """Uniform noise."""
    return chance.uniform(-0.6, 0.6, frames).astype(np.float32)


def tailed(frames: int, *, rise: float, hold: float, fall: float) -> Floats:
    """Linear rise, hold, exponential fall; seconds each."""
    time = clocked(frames)
    level = np.minimum(time / max(rise, 1e-4), 1.0)
    level *= np.exp(-np.maximum(time - hold, 0.0) / max(fall, 1e-3))
    return level.astype(np.float32)

"""Band-limited wavetables, noise and envelopes: what the instruments of this family are made of."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.biquads import filtered, lowpass
from edmstudio.synth.placing import RATE, Floats
from edmstudio.synth.streams import Chance

SIZE = 4096


WAVES = tuple(f"wave{number}" for number in range(16))


@lru_cache(maxsize=512)
def table(shape: str, harmonics: int) -> Floats:
    """One period of a named shape, or of one of `WAVES`; ``stairs`` is a chip's triangle."""
    n = np.arange(1, harmonics + 1)
    spectrum = np.zeros(SIZE // 2 + 1, dtype=np.complex128)
    spectrum[1 : harmonics + 1] = -1j * _gains(shape, n)
    wave = np.fft.irfft(spectrum)
    return np.asarray(wave / np.max(np.abs(wave)), dtype=np.float32)


def _gains(shape: str, n: NDArray[np.int64]) -> NDArray[np.float64]:
    """Strength of the harmonics `n`."""
    if shape in WAVES:
        chance = np.random.default_rng(WAVES.index(shape))
        colours = chance.normal(0.0, 1.0, SIZE) * (chance.random(SIZE) < chance.uniform(0.3, 1.0))
        colours[0] = 1.0
        return np.asarray(colours[: len(n)] / n ** chance.uniform(0.6, 1.4))
    if shape == "stairs":
        steps = np.round(np.abs(np.linspace(-1, 1, SIZE, endpoint=False)) * 15) / 15 - 0.5
        return np.asarray(np.fft.rfft(steps)[1 : len(n) + 1].real / SIZE)
    known: dict[str, NDArray[np.float64]] = {
        "saw": 1.0 / n,
        "square": (n % 2) / n,
        "pulse": np.sin(np.pi * n * 0.22) / n,
        "thin": np.sin(np.pi * n * 0.125) / n,
        "triangle": (n % 2) / n**2 * (-1.0) ** (n // 2),
        "organ": np.isin(n, [1, 2, 3, 4, 6, 8]) / np.sqrt(n),
        "sine": (n == 1) * 1.0,
    }
    return known[shape]


def oscillator(shape: str, hz: float, frames: int, phase: float = 0.0) -> Floats:
    """A steady tone, band-limited below 16 kHz."""
    wave = table(shape, _harmonics(hz))
    steps = np.arange(frames, dtype=np.float64) * (hz / RATE * SIZE) + phase * SIZE
    return np.asarray(wave[steps.astype(np.int64) & (SIZE - 1)])


def gliding(shape: str, hz: NDArray[np.float64], phase: float = 0.0) -> Floats:
    """A tone whose pitch follows `hz`, shape (frames,)."""
    wave = table(shape, _harmonics(float(hz.max())))
    steps = (np.cumsum(hz) / RATE + phase) * SIZE
    return np.asarray(wave[steps.astype(np.int64) & (SIZE - 1)])


def unison(
    shape: str, hz: float, frames: int, *, voices: int, cents: float, chance: Chance
) -> Floats:
    """Detuned voices spread over the width, shape (2, frames)."""
    spread = np.linspace(-1.0, 1.0, voices) if voices > 1 else np.zeros(1)
    both = np.zeros((2, frames), dtype=np.float32)
    for place in spread:
        ratio = 2.0 ** (cents * (place + chance.normal(0, 0.1)) / 1200.0)
        tone = oscillator(shape, hz * ratio, frames, float(chance.random()))
        both[0] += tone * np.float32(0.5 - 0.35 * place)
        both[1] += tone * np.float32(0.5 + 0.35 * place)
    return np.asarray(both / np.float32(np.sqrt(voices)), dtype=np.float32)


def noise(frames: int, chance: Chance) -> Floats:
    """White noise."""
    return chance.standard_normal(frames, dtype=np.float32) * np.float32(0.35)


def seconds_axis(frames: int) -> NDArray[np.float64]:
    """Seconds of each sample from 0."""
    return np.arange(frames) / RATE


def decay(frames: int, seconds: float, curve: float = 1.0) -> Floats:
    """Exponential decay by 60 dB in about seven times `seconds`; `curve` bends it."""
    return np.exp(-((seconds_axis(frames) / seconds) ** curve)).astype(np.float32)


def envelope(
    frames: int, *, attack: float, release: float, sustain: float = 1.0, fall: float = 0.2
) -> Floats:
    """Attack, fall to the sustained level, release inside the note; seconds each."""
    time = seconds_axis(frames)
    rise = np.minimum(time / max(attack, 1e-4), 1.0)
    held = sustain + (1.0 - sustain) * np.exp(-np.maximum(time - attack, 0.0) / max(fall, 1e-3))
    left = np.clip((time[-1] - time) / max(release, 1e-3), 0.0, 1.0)
    return np.asarray(rise * held * left, dtype=np.float32)


def swept(sound: Floats, openness: Floats, *, low: float, high: float, q: float) -> Floats:
    """A low-pass that moves with `openness` (0 to 1): a blend of four steady filters."""
    stops = np.geomspace(low, high, 4)
    place = np.clip(openness, 0.0, 1.0) * 3.0
    out = np.zeros_like(sound)
    for index, hz in enumerate(stops):
        weight = np.clip(1.0 - np.abs(place - index), 0.0, 1.0).astype(np.float32)
        if weight.any():
            out += filtered(sound, lowpass(float(hz), q)) * weight
    return out


def _harmonics(hz: float) -> int:
    # Steps of a third of an octave keep the number of tables small.
    whole = max(16000.0 / max(hz, 20.0), 1.0)
    return int(max(min(2.0 ** (np.floor(np.log2(whole) * 3) / 3), SIZE // 2 - 1), 1))

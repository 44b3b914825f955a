"""Changes of the input that leave its truth known: level, colour, noise, room, masks.

All in the feature domain, so that a cached track is never decoded again. Features are
``log(1 + 1000 |X|)``: loudness and colour are changed on ``|X|``.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def varied(mel: Floats, random: np.random.Generator) -> Floats:
    """One random variation of log-mel frames, shape (frames, 128)."""
    chances = random.random(5)
    if chances[0] < 0.8:
        mel = _louder(mel, _colour(mel.shape[1], random))
    if chances[1] < 0.15:
        mel = _in_a_room(mel, random)
    if chances[2] < 0.2:
        mel = _noisy(mel, random)
    if chances[3] < 0.1:
        mel = _squashed(mel, random)
    if chances[4] < 0.5:
        mel = _masked(mel, random)
    return mel


def _colour(bands: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Gain of −12 to +6 dB, a tilt of ±6 dB, and sometimes a DJ's filter; decibels a band."""
    places = np.linspace(-1.0, 1.0, bands)
    decibel = random.uniform(-12.0, 6.0) + places * random.uniform(-6.0, 6.0)
    if random.random() < 0.25:
        knee, slope = random.uniform(-0.8, 0.7), random.uniform(20.0, 80.0)
        side = random.choice([-1.0, 1.0])
        decibel = decibel - np.maximum(side * (places - knee), 0.0) * slope
    return np.asarray(decibel)


def _louder(mel: Floats, decibel: NDArray[np.float64]) -> Floats:
    gain = (10.0 ** (decibel / 20.0)).astype(np.float32)
    return np.asarray(np.log1p(np.expm1(mel) * gain))


def _noisy(mel: Floats, random: np.random.Generator) -> Floats:
    level = np.float32(10.0 ** random.uniform(-1.0, 0.7))
    noise = random.standard_normal(mel.shape, dtype=np.float32)
    return np.asarray(np.log1p(np.expm1(mel) + level * np.abs(noise)))


def _in_a_room(mel: Floats, random: np.random.Generator) -> Floats:
    """A tail of 0.1 to 0.8 s behind every sound."""
    stays = np.float32(10.0 ** (-3.0 / (50.0 * random.uniform(0.1, 0.8))))
    share = np.float32(random.uniform(0.1, 0.6))
    power = np.expm1(mel) ** 2
    tail = np.empty_like(power)
    held = np.zeros(mel.shape[1], dtype=np.float32)
    for row, now in enumerate(power):
        tail[row] = held
        held = (held + share * now) * stays
    return np.asarray(np.log1p(np.sqrt(power + tail)))


def _squashed(mel: Floats, random: np.random.Generator) -> Floats:
    """A compressor that ducks everything while anything is loud."""
    loud = np.expm1(mel).mean(axis=1)
    usual = np.float32(np.percentile(loud, 60)) + np.float32(1e-3)
    power = np.float32(random.uniform(0.3, 0.8))
    gain = np.minimum((usual / np.maximum(loud, 1e-6)) ** power, np.float32(4.0))
    return np.asarray(np.log1p(np.expm1(mel) * gain[:, None].astype(np.float32)))


def _masked(mel: Floats, random: np.random.Generator) -> Floats:
    """SpecAugment (Park et al. 2019): bands and moments that are not heard."""
    masked = mel.copy()
    for _ in range(random.integers(1, 3)):
        band = random.integers(0, mel.shape[1] - 16)
        masked[:, band : band + random.integers(4, 17)] = mel.mean()
    for _ in range(random.integers(0, 3)):
        frame = random.integers(0, max(len(mel) - 50, 1))
        masked[frame : frame + random.integers(5, 50)] = mel.mean()
    return masked

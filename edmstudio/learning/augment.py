"""Changes of the input that leave its truth known: tempo, level, colour, masks, pitch.

All in the feature domain, so that a cached track is never decoded again. Features are
``log(1 + 1000 |X|)``: loudness and colour are changed on ``|X|``.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.features.model_input import ModelInput
from edmstudio.learning.targets import Targets

Floats = NDArray[np.float32]
PER_SEMITONE = 2  # bins of the log-frequency view
SEMITONES = 4


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A stretch of a track with its targets."""

    heard: ModelInput
    targets: Targets


def augmented(crop: Crop, random: np.random.Generator) -> Crop:
    """One random variation."""
    heard, targets = crop.heard, crop.targets
    if random.random() < 0.8:
        heard = _coloured(heard, random)
    if random.random() < 0.2:
        heard = _noisy(heard, random)
    if random.random() < 0.5:
        heard = replace(heard, mel=_masked(heard.mel, random))
    if random.random() < 0.5:
        steps = int(random.integers(-SEMITONES, SEMITONES + 1))
        heard = replace(heard, notes=_transposed(heard.notes, steps))
        targets = replace(targets, key=transposed_key(targets.key, steps))
    return Crop(heard, targets)


def transposed_key(key: int, semitones: int) -> int:
    """The key's index after a transposition; −1 stays unknown."""
    return key if key < 0 else key // 12 * 12 + (key + semitones) % 12


def _coloured(heard: ModelInput, random: np.random.Generator) -> ModelInput:
    """Gain of −12 to +6 dB, a tilt of ±6 dB, and sometimes a DJ's filter."""
    bands = np.linspace(-1.0, 1.0, heard.mel.shape[1])
    decibel = random.uniform(-12.0, 6.0) + bands * random.uniform(-6.0, 6.0)
    if random.random() < 0.15:
        knee, slope = random.uniform(-0.7, 0.7), random.uniform(20.0, 60.0)
        side = random.choice([-1.0, 1.0])
        decibel = decibel - np.maximum(side * (bands - knee), 0.0) * slope
    tilt = np.interp(np.linspace(-1, 0.5, heard.notes.shape[1]), bands, decibel)
    return replace(heard, mel=_louder(heard.mel, decibel), notes=_louder(heard.notes, tilt))


def _louder(frames: Floats, decibel: NDArray[np.float64]) -> Floats:
    gain = (10.0 ** (decibel / 20.0)).astype(np.float32)
    return np.log1p(np.expm1(frames) * gain)


def _noisy(heard: ModelInput, random: np.random.Generator) -> ModelInput:
    level = np.float32(10.0 ** random.uniform(-1.0, 0.5))
    noise = random.standard_normal(heard.mel.shape, dtype=np.float32)
    return replace(heard, mel=np.log1p(np.expm1(heard.mel) + level * np.abs(noise)))


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


def _transposed(notes: Floats, semitones: int) -> Floats:
    moved = np.roll(notes, semitones * PER_SEMITONE, axis=1)
    if semitones > 0:
        moved[:, : semitones * PER_SEMITONE] = 0.0
    elif semitones < 0:
        moved[:, semitones * PER_SEMITONE :] = 0.0
    return moved

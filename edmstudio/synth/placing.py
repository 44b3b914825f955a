"""Sounds into a track at exact samples: the only way anything gets into a stem."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
RATE = 44100


def frames_of(seconds: float | NDArray[np.float64]) -> NDArray[np.int64]:
    """Sample numbers of moments at 44.1 kHz."""
    return np.asarray(np.rint(np.asarray(seconds) * RATE), dtype=np.int64)


def place(stem: Floats, sound: Floats, frame: int, gain: float = 1.0) -> None:
    """Add a sound from a sample on; what lies outside of the stem is cut off.

    Parameters
    ----------
    stem : ndarray, shape (frames,) or (2, frames)
    sound : ndarray, shape (n,) or (2, n)
        A mono sound in a stereo stem sounds in the middle.
    """
    skip = max(-frame, 0)
    begin = frame + skip
    length = min(sound.shape[-1] - skip, stem.shape[-1] - begin)
    if length > 0:
        stem[..., begin : begin + length] += sound[..., skip : skip + length] * np.float32(gain)


def place_many(
    stem: Floats,
    sound: Floats,
    frames: NDArray[np.int64],
    gains: Sequence[float] | NDArray[np.floating],
) -> None:
    """Add the same sound at many samples."""
    for frame, gain in zip(frames.tolist(), np.asarray(gains).tolist(), strict=True):
        place(stem, sound, frame, gain)


def panned(sound: Floats, pan: float) -> Floats:
    """A mono sound at a place from -1 (left) to 1 (right), of equal power; shape (2, n)."""
    angle = (pan + 1.0) * np.pi / 4.0
    sides = np.array([np.cos(angle), np.sin(angle)], dtype=np.float32) * np.float32(np.sqrt(2.0))
    return np.asarray(sides[:, None] * sound[None, :], dtype=np.float32)


def faded(sound: Floats, seconds: float = 0.004) -> Floats:
    """The sound with a short fade at its end, so that cutting it makes no click."""
    length = min(int(seconds * RATE), sound.shape[-1])
    if length:
        sound = sound.copy()
        sound[..., -length:] *= np.linspace(1.0, 0.0, length, dtype=np.float32)
    return sound


def at_peak(sound: Floats, peak: float = 1.0) -> Floats:
    """The sound at this peak; silence stays silence."""
    highest = float(np.max(np.abs(sound), initial=0.0))
    return sound if highest == 0.0 else np.asarray(sound * np.float32(peak / highest))

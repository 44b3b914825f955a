"""Stretches of tracks for the ear, at a tempo that may differ from the track's."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.features.logfreq import HZ as SLOW_HZ
from edmstudio.features.logmel import HZ as FAST_HZ
from edmstudio.learning.corpus import Example
from edmstudio.learning.targets import Truths, marks, sure_downbeats, truths

Floats = NDArray[np.float32]
RATIO = round(FAST_HZ / SLOW_HZ)  # fast frames in a slow one


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A stretch of a track with its truth.

    Attributes
    ----------
    mel : ndarray, shape (frames, 128)
    beat, downbeat : ndarray, shape (frames,)
        1 on the nearest frame, else 0; NaN where unknown.
    moments : Truths
        Five rows a second.
    """

    mel: Floats
    beat: Floats
    downbeat: Floats
    moments: Truths


def crop(example: Example, slow_frames: int, random: np.random.Generator) -> Crop:
    """A random stretch of `slow_frames`, padded with silence where the track is shorter."""
    speed = _speed(random)
    mel = example.heard.mel
    whole = int(len(mel) / RATIO / speed)
    start = int(random.integers(0, max(whole - slow_frames, 0) + 1))
    fast = start * RATIO + np.arange(slow_frames * RATIO)
    slow = (start + np.arange(slow_frames)) / SLOW_HZ
    seconds = fast / FAST_HZ
    truth = faster(example.truth, speed)
    ended = slow > whole / SLOW_HZ
    said = truths(truth, slow, 0.5 / SLOW_HZ)
    said.allowed[ended] = True
    return Crop(
        at(mel, fast * speed),
        marks(truth.get("beats"), seconds, 0.5 / FAST_HZ + 1e-9),
        marks(sure_downbeats(truth), seconds, 0.5 / FAST_HZ + 1e-9),
        said,
    )


def _speed(random: np.random.Generator) -> float:
    """How much faster the track plays: mostly ±8 %, sometimes far more."""
    if random.random() < 0.5:
        return 1.0
    wide = random.random() < 0.15
    return float(random.uniform(0.75, 1.35) if wide else random.uniform(0.92, 1.08))


def faster(truth: dict[str, Any], speed: float) -> dict[str, Any]:
    """A truth file's content for the same track, played `speed` times as fast."""
    if speed == 1.0:
        return truth
    return {name: _scaled(value, 1.0 / speed) for name, value in truth.items()}


def _scaled(value: Any, factor: float) -> Any:
    """Every moment in a truth file's value, later by a factor."""
    moments = ("start", "end", "time")
    if not isinstance(value, list):
        return value
    return [
        {k: v * factor if k in moments else v for k, v in row.items()}
        if isinstance(row, dict)
        else row * factor
        if isinstance(row, float | int)
        else row
        for row in value
    ]


def at(frames: Floats, places: NDArray[np.floating] | NDArray[np.int64]) -> Floats:
    """Frames at fractional places, linear between neighbours, silent behind the end."""
    below = np.floor(places).astype(int)
    part = (places - below).astype(np.float32)[:, None]
    last = len(frames) - 1
    mixed = frames[np.minimum(below, last)].astype(np.float32)
    if part.any():
        mixed = mixed * (1 - part) + frames[np.minimum(below + 1, last)].astype(np.float32) * part
    mixed[below > last] = 0.0
    return np.ascontiguousarray(mixed, dtype=np.float32)


def seconds_to_slow(seconds: float) -> int:
    """Slow frames in a stretch."""
    return round(seconds * SLOW_HZ)

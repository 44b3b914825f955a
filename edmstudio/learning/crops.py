"""Stretches of tracks for training, at a tempo that may differ from the track's."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.features.logfreq import HZ as SLOW_HZ
from edmstudio.features.model_input import ModelInput
from edmstudio.learning.augment import Crop
from edmstudio.learning.corpus import Example
from edmstudio.learning.targets import targets

Floats = NDArray[np.float32]
Places = NDArray[np.floating] | NDArray[np.int64]
RATIO = 10  # fast frames in a slow one


def crop(example: Example, slow_frames: int, random: np.random.Generator) -> Crop:
    """A random stretch of `slow_frames`, padded with silence where the track is shorter."""
    speed = _speed(random)
    truth = _faster(example.truth, speed)
    heard = example.heard
    whole = int(len(heard.notes) / speed)
    start = int(random.integers(0, max(whole - slow_frames, 0) + 1))
    slow = start + np.arange(slow_frames)
    fast = start * RATIO + np.arange(slow_frames * RATIO)
    part = ModelInput(
        _at(heard.mel, fast * speed), _at(heard.notes, slow * speed), _at(heard.place, slow * speed)
    )
    said = targets(truth, whole * RATIO, whole)
    places = (fast, slow)
    return Crop(
        part,
        replace(
            said,
            beat=_taken(said.beat, places[0], 0.0),
            downbeat=_taken(said.downbeat, places[0], 0.0),
            boundary=_taken(said.boundary, slow, 0.0),
            allowed=_rows(said.allowed, slow),
            cue=_taken(said.cue, slow, 0.0),
            energy=_taken(said.energy, slow, np.nan),
            activity=_taken(said.activity, slow, np.nan),
        ),
    )


def _speed(random: np.random.Generator) -> float:
    """How much faster the track plays: mostly ±8 %, sometimes far more."""
    if random.random() < 0.5:
        return 1.0
    wide = random.random() < 0.15
    return float(random.uniform(0.75, 1.35) if wide else random.uniform(0.92, 1.08))


def _faster(truth: dict[str, object], speed: float) -> dict[str, object]:
    if speed == 1.0:
        return truth
    return {name: _scaled(value, 1.0 / speed) for name, value in truth.items()}


def _scaled(value: object, factor: float) -> object:
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


def _at(frames: Floats, places: Places) -> Floats:
    """Frames at fractional places, linear between neighbours, silent behind the end."""
    below = np.floor(places).astype(int)
    part = (places - below).astype(np.float32)[:, None]
    last = len(frames) - 1
    mixed = frames[np.minimum(below, last)]
    if part.any():
        mixed = mixed * (1 - part) + frames[np.minimum(below + 1, last)] * part
    mixed[below > last] = 0.0
    return np.ascontiguousarray(mixed, dtype=np.float32)


def _taken(values: Floats, places: NDArray[np.int64], beyond: float) -> Floats:
    taken = values[np.minimum(places, len(values) - 1)].copy()
    taken[places >= len(values)] = beyond
    return taken


def _rows(allowed: NDArray[np.bool_], places: NDArray[np.int64]) -> NDArray[np.bool_]:
    taken = allowed[np.minimum(places, len(allowed) - 1)].copy()
    taken[places >= len(allowed)] = True
    return taken


def seconds_to_slow(seconds: float) -> int:
    """Slow frames in a stretch."""
    return round(seconds * SLOW_HZ)

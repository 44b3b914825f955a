"""Small labelled tracks for tests of learning: clicks over a tone, with their truth."""

import numpy as np

from edmstudio.domain.waveform import Waveform
from edmstudio.features.model_input import model_input
from edmstudio.learning.corpus import Example

RATE = 22050


def clicking(bpm, *, seconds=20.0, start=0.1, name="clicks"):
    """A track of clicks as a network hears it."""
    waveform, truth = clicking_sound(bpm, seconds=seconds, start=start)
    return Example(name, model_input(waveform), truth)


def clicking_sound(bpm, *, seconds=20.0, start=0.1):
    """A track of clicks, the downbeats lower, that turns from intro into drop half-way."""
    signal = np.random.default_rng(0).normal(0, 1e-3, round(seconds * RATE)).astype(np.float32)
    beats = np.arange(start, seconds - 0.1, 60.0 / bpm)
    for number, beat in enumerate(beats):
        place, length = round(beat * RATE), 1500
        hertz = 80.0 if number % 4 == 0 else 2000.0
        ring = np.sin(2 * np.pi * hertz * np.arange(length) / RATE) * np.exp(
            -np.arange(length) / 300
        )
        signal[place : place + length] += ring[: len(signal) - place].astype(np.float32)
    half = seconds / 2
    rest = len(signal) - round(half * RATE)
    louder = np.random.default_rng(1).normal(0, 0.01, rest) * np.minimum(
        np.arange(rest) / RATE, 1.0
    )
    signal[-rest:] += louder.astype(np.float32)
    truth = {
        "beats": beats.tolist(),
        "downbeats": beats[::4].tolist(),
        "sections": [
            {"start": 0.0, "end": half, "label": "intro"},
            {"start": half, "end": seconds, "label": "drop"},
        ],
        "cues": [{"time": half, "kind": "drop"}],
        "key": "A minor",
        "bars": [
            {"start": float(bar), "energy": 9 if bar >= half else 3, "kick": 1.0, "vocal": 0.0,
             "riser": 0.0, "fill": 0.0}
            for bar in beats[::4]
        ],
    }  # fmt: skip
    return Waveform(signal[:, None], RATE), truth

"""A track of clicks whose places are known to the sample, and how to find them again."""

from itertools import pairwise

import numpy as np

from edmstudio.domain.waveform import Waveform

CLICKS = (4410, 13230, 30011, 52919, 70003)


def click_track(rate: int = 44100, *, channels: int = 2, frames: int = 88211) -> Waveform:
    """Two seconds of very quiet noise with five clicks, none at a round place."""
    noise = np.random.default_rng(7).standard_normal((frames, channels)) * 1e-3
    samples = noise.astype(np.float32)
    for place in CLICKS:
        samples[place : place + 400] += click(rate)[: frames - place, None]
    return Waveform(samples, rate)


def click(rate: int) -> np.ndarray:
    time = np.arange(400)
    return (0.7 * np.exp(-time / 50) * np.sin(2 * np.pi * 3000 * time / rate)).astype(np.float32)


def click_places(waveform: Waveform) -> list[int]:
    """Where the five loudest clicks are, by matched filter."""
    heard = np.correlate(waveform.samples[:, 0], click(waveform.rate), "valid")
    strength = np.abs(heard)
    places = []
    for _ in CLICKS:
        best = int(strength.argmax())
        places.append(best)
        strength[max(best - 2000, 0) : best + 2000] = 0
    assert all(right - left > 2000 for left, right in pairwise(sorted(places)))
    return sorted(places)


def offset(waveform: Waveform) -> int:
    """How much later than made all clicks are heard, in samples; they must agree."""
    scale = waveform.rate / 44100
    late = {
        place - round(made * scale)
        for place, made in zip(click_places(waveform), CLICKS, strict=True)
    }
    assert len(late) == 1, late
    return late.pop()

"""All that the network hears of a track, at its two speeds."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.waveform import Waveform
from edmstudio.features.logfreq import HZ, logfreq
from edmstudio.features.logmel import logmel
from edmstudio.features.resample import rhythm_signal

Floats = NDArray[np.float32]
PLACES = 6  # columns of `place`
NEAR = 60.0  # seconds from the start and the end within which a place still counts


@dataclass(frozen=True, slots=True, eq=False)
class ModelInput:
    """The network's input.

    Attributes
    ----------
    mel : ndarray, shape (frames, 128), float32
        50 frames a second.
    notes : ndarray, shape (slow frames, 168), float32
        Log-frequency, 5 frames a second.
    place : ndarray, shape (slow frames, 6), float32
        Loudness, stereo width, and where in the track the frame lies.
    """

    mel: Floats
    notes: Floats
    place: Floats

    @property
    def seconds(self) -> float:
        """Duration, to one slow frame."""
        return len(self.notes) / HZ


def model_input(waveform: Waveform, *, signal: Floats | None = None) -> ModelInput:
    """Everything computed from a whole track; `signal` spares the work where it is there."""
    signal = rhythm_signal(waveform) if signal is None else signal
    notes = logfreq(signal)
    return ModelInput(logmel(signal), notes, _place(waveform, len(notes)))


def _place(waveform: Waveform, frames: int) -> Floats:
    loudness, width = _levels(waveform, frames)
    seconds = np.arange(frames) / HZ
    whole = max(float(seconds[-1]), 1.0)
    left = whole - seconds
    columns = [
        loudness,
        width,
        seconds / whole,
        left / whole,
        np.minimum(seconds, NEAR) / NEAR,
        np.minimum(left, NEAR) / NEAR,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _levels(waveform: Waveform, frames: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Loudness (0 at −60 dB, 1 at full scale) and the share of the sides, each (frames,)."""
    edges = ((np.arange(frames + 1) - 0.5) * waveform.rate / HZ).astype(int)
    edges = np.clip(edges, 0, len(waveform.samples))
    channels = waveform.samples.shape[1]
    share = np.full(channels, 1.0 / channels, dtype=np.float32)
    power = np.zeros((frames, 2))
    for row, (start, stop) in enumerate(pairwise(edges.tolist())):
        block = waveform.samples[start:stop].astype(np.float32, copy=False)
        middle = block @ share
        side = block[:, 0] - middle
        power[row] = middle @ middle, side @ side
        if not np.isfinite(power[row]).all():
            held = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)
            middle, side = held @ share, held[:, 0] - held @ share
            power[row] = middle @ middle, side @ side
    power /= np.maximum(np.diff(edges), 1)[:, None]
    whole = power.sum(axis=1)
    decibel = 10.0 * np.log10(np.maximum(whole, 1e-12))
    return np.clip(1.0 + decibel / 60.0, 0.0, 1.2), power[:, 1] / np.maximum(whole, 1e-9)

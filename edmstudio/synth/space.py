"""Reverb and echo of the mixing desk, at half the rate: rooms are dull anyway."""

import numpy as np
from scipy.signal import oaconvolve

from edmstudio.synth.placing import RATE, Floats
from edmstudio.synth.streams import Chance, between

HALF = RATE // 2


def reverb(wet: Floats, seconds: float, chance: Chance) -> Floats:
    """A room that falls by 60 dB in `seconds`, shape (2, frames); both sides excite it alike."""
    middle = _halved(wet[0] + wet[1])
    length = max(int(seconds * HALF), 200)
    time = np.arange(length) / HALF
    fall = 10.0 ** (-3.0 * time / seconds) * np.minimum(time / between(chance, 0.001, 0.03), 1.0)
    sides = chance.standard_normal((2, length)) * fall
    for side in sides:
        side[1:] += side[:-1] * between(chance, 0.2, 0.8)
    sides /= np.sqrt(np.square(sides).sum(axis=1, keepdims=True))
    room = oaconvolve(middle[None, :], sides.astype(np.float32), axes=1)[:, : len(middle)]
    return _doubled(room, wet.shape[1])


def _halved(sound: Floats) -> Floats:
    """Every other sample of what three taps smooth: enough for a room."""
    padded = np.concatenate([sound[:1], sound, sound[-1:], sound[-1:]])
    even = len(sound) // 2 * 2 + len(sound) % 2
    centre, before, after = padded[1 : even + 1 : 2], padded[0:even:2], padded[2 : even + 2 : 2]
    return np.asarray(centre * np.float32(0.5) + (before + after) * np.float32(0.25))


def _doubled(room: Floats, frames: int) -> Floats:
    """Back at the full rate, in straight lines; shape (2, frames)."""
    full = np.empty((2, 2 * room.shape[1]), dtype=np.float32)
    full[:, ::2] = room
    full[:, 1:-1:2] = (room[:, :-1] + room[:, 1:]) * np.float32(0.5)
    full[:, -1] = room[:, -1]
    return full[:, :frames]


def echo(wet: Floats, seconds: float, feedback: float) -> Floats:
    """Three repeats that swap sides."""
    step = int(seconds * RATE)
    out = np.zeros_like(wet)
    for repeat in range(1, 4):
        late = step * repeat
        if late >= wet.shape[1]:
            break
        source = wet if repeat % 2 == 0 else wet[::-1]
        out[:, late:] += source[:, :-late] * np.float32(feedback * 0.6 ** (repeat - 1))
    return out

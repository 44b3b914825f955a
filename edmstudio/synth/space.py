"""Reverb and echo of the mixing desk, at half the rate: rooms are dull anyway."""

import numpy as np
from scipy.signal import firwin, oaconvolve, resample_poly

from edmstudio.synth.placing import RATE, Floats
from edmstudio.synth.streams import Chance, between

HALF = RATE // 2
_TAPS = firwin(31, 0.45).astype(np.float32)


def reverb(wet: Floats, seconds: float, chance: Chance) -> Floats:
    """A room that falls by 60 dB in `seconds`, shape (2, frames); both sides excite it alike."""
    middle = resample_poly(wet[0] + wet[1], 1, 2, window=_TAPS).astype(np.float32)
    length = max(int(seconds * HALF), 200)
    time = np.arange(length) / HALF
    fall = 10.0 ** (-3.0 * time / seconds) * np.minimum(time / between(chance, 0.001, 0.03), 1.0)
    sides = chance.standard_normal((2, length)) * fall
    for side in sides:
        side[1:] += side[:-1] * between(chance, 0.2, 0.8)
    sides /= np.sqrt(np.square(sides).sum(axis=1, keepdims=True))
    room = oaconvolve(middle[None, :], sides.astype(np.float32), axes=1)[:, : len(middle)]
    full = resample_poly(room, 2, 1, axis=1, window=_TAPS * 2)
    return np.asarray(full[:, : wet.shape[1]], dtype=np.float32)


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

"""Filters that a hand on the desk turns over whole bars: sweeps of the whole mix."""

import numpy as np
from scipy.signal import sosfilt

from edmstudio.synth.biquads import highpass, lowpass
from edmstudio.synth.clock import Clock
from edmstudio.synth.placing import Floats, frames_of
from edmstudio.synth.streams import Chance, between, happens, pick

BLOCK = 512  # samples between two settings of the knob


def swept_mix(both: Floats, clock: Clock, chance: Chance) -> Floats:
    """One to three sweeps in a quarter of all tracks, at section changes or anywhere."""
    if not happens(chance, 0.25) or clock.bars < 24:
        return both
    frames = frames_of(clock.bar_seconds())
    for _ in range(pick(chance, [1, 1, 2, 3])):
        length = min(pick(chance, [2, 4, 8, 16, 16, 32]), clock.bars // 2)
        begin = int(chance.integers(0, clock.bars - length)) // 4 * 4
        first, last = max(int(frames[begin]), 0), min(int(frames[begin + length]), both.shape[1])
        if last - first > 8 * BLOCK:
            sweep(both, first, last, chance)
    return both


def sweep(both: Floats, first: int, last: int, chance: Chance) -> None:
    """Turn one filter over a stretch, in place."""
    steps = (last - first) // BLOCK
    high = happens(chance, 0.5)
    shut, open_hz = (
        (between(chance, 300, 1500), 22.0) if high else (between(chance, 150, 900), 19000.0)
    )
    way = np.geomspace(open_hz, shut, steps)
    way = way[::-1] if happens(chance, 0.5) else way
    q = between(chance, 0.7, 2.5)
    state = np.zeros((1, 2, 2), dtype=np.float32)
    for number, hz in enumerate(way.tolist()):
        knob = highpass(hz, q) if high else lowpass(hz, q)
        begin = first + number * BLOCK
        part = both[:, begin : begin + BLOCK]
        both[:, begin : begin + BLOCK], state = sosfilt(knob, part, zi=state)

"""Filters that turn: a hand on the desk over whole bars, and a phaser that never rests."""

import numpy as np
from scipy.signal import sosfilt

from edmstudio.synth.biquads import bell, highpass, lowpass
from edmstudio.synth.clock import Clock
from edmstudio.synth.placing import RATE, Floats, frames_of
from edmstudio.synth.streams import Chance, between, happens, log_between, pick

BLOCK = 512  # samples between two settings of the knob
PHASED = 0.15  # share of the tracks with a phaser over what is played


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


def phased(both: Floats, chance: Chance) -> None:
    """In some tracks a notch or a peak wanders up and down through a stem, in place."""
    if not happens(chance, PHASED) or not both.any():
        return
    low, high = log_between(chance, 200, 800), log_between(chance, 2000, 9000)
    turns = log_between(chance, 0.04, 0.6) * 2 * BLOCK / RATE  # of the knob a block
    gain, q = pick(chance, [-24.0, -15.0, 8.0]), between(chance, 0.5, 1.5)
    begins = range(0, both.shape[1], 2 * BLOCK)
    way = 0.5 - 0.5 * np.cos(2 * np.pi * (turns * np.arange(len(begins)) + chance.random()))
    state = np.zeros((1, 2, 2), dtype=np.float32)
    for begin, hz in zip(begins, (low * (high / low) ** way).tolist(), strict=True):
        part = both[:, begin : begin + 2 * BLOCK]
        both[:, begin : begin + 2 * BLOCK], state = sosfilt(bell(hz, gain, q), part, zi=state)

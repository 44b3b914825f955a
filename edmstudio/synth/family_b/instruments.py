"""Instruments of family B: each is a function from a frequency and a length to a sound."""

from collections.abc import Callable

import numpy as np

from edmstudio.synth.family_b.voices import clocked, fm, grains, modes, string, tailed
from edmstudio.synth.placing import RATE, Floats
from edmstudio.synth.streams import Chance, between, log_between, pick

Voice = Callable[[float, int], Floats]


def choose_voice(role: str, chance: Chance) -> Voice:
    """An instrument for a role; its knobs are set here once."""
    kinds = {
        "pad": ["cloud", "glass", "choir"], "chords": ["keys", "string", "bell", "brass", "brass"],
        "lead": ["brass", "bell", "string", "keys", "reed"], "arp": ["string", "bell", "keys"],
        "bits": ["bits"],
    }[role]  # fmt: skip
    maker = {"cloud": _cloud, "glass": _glass, "choir": _choir, "keys": _keys, "string": _string,
             "bell": _bell, "brass": _brass, "bits": _bits, "reed": _reed}  # fmt: skip
    return maker[pick(chance, kinds)](chance)


def _keys(chance: Chance) -> Voice:
    ratio, depth, fall = (
        pick(chance, [1.0, 2.0, 3.0, 7.0]),
        between(chance, 0.5, 4),
        between(chance, 0.1, 0.6),
    )

    def play(hz: float, frames: int) -> Floats:
        index = depth * np.exp(-clocked(frames) / fall)
        return fm(hz, frames, ratio=ratio, index=index) * tailed(
            frames, rise=0.002, hold=0.02, fall=fall * 1.5
        )

    return play


def _brass(chance: Chance) -> Voice:
    depth, rise, hold = (
        between(chance, 2, 6),
        between(chance, 0.005, 0.06),
        between(chance, 0.3, 1.0),
    )
    apart = between(chance, 1.001, 1.008)

    def play(hz: float, frames: int) -> Floats:
        index = (
            depth
            * np.minimum(clocked(frames) / rise, 1.0)
            * np.exp(-clocked(frames) * between_fall)
        )
        left = fm(hz, frames, ratio=1.0, index=index)
        right = fm(hz * apart, frames, ratio=1.0, index=index, phase=1.0)
        return (left + right) * np.float32(0.6) * tailed(frames, rise=rise, hold=hold, fall=0.3)

    between_fall = between(chance, 0.0, 3.0)
    return play


def _string(chance: Chance) -> Voice:
    damping, brightness = log_between(chance, 0.4, 3.0), between(chance, 0.3, 0.95)

    def play(hz: float, frames: int) -> Floats:
        return string(
            hz, frames, damping=damping, brightness=brightness, chance=chance
        ) * np.float32(1.6)

    return play


def _bell(chance: Chance) -> Voice:
    ratios = pick(
        chance, [(1.0, 2.0, 3.01, 4.1), (0.5, 1.0, 1.19, 1.5, 2.0, 2.74), (1.0, 2.756, 5.404)]
    )
    fall = log_between(chance, 0.3, 2.5)

    def play(hz: float, frames: int) -> Floats:
        gains = [0.9 / (1 + 0.6 * k) for k in range(len(ratios))]
        return modes([hz * r for r in ratios], [fall / r**0.5 for r in ratios], gains, frames)

    return play


def _cloud(chance: Chance) -> Voice:
    size, density = int(between(chance, 0.05, 0.2) * RATE), between(chance, 25, 70)

    def play(hz: float, frames: int) -> Floats:
        source = fm(hz, RATE, ratio=2.0, index=1.2) + 0.5 * fm(
            hz * 1.005, RATE, ratio=1.0, index=2.0
        )
        return grains(source, frames, density=density, size=size, chance=chance) * np.float32(0.4)

    return play


def _glass(chance: Chance) -> Voice:
    speed = between(chance, 0.1, 0.6)

    def play(hz: float, frames: int) -> Floats:
        time = clocked(frames)
        partials = [
            np.sin(2 * np.pi * hz * k * time)
            * (0.6 + 0.4 * np.sin(2 * np.pi * speed * k * time))
            / k**1.4
            for k in range(1, 7)
        ]
        shape = tailed(frames, rise=0.25, hold=20.0, fall=1.0)
        return np.asarray(np.sum(partials, axis=0) * shape, dtype=np.float32)

    return play


def _choir(chance: Chance) -> Voice:
    bend = between(chance, 0.002, 0.006)

    def play(hz: float, frames: int) -> Floats:
        time = clocked(frames)
        both = [
            fm(hz * (1 + bend * np.sin(2 * np.pi * rate * time)), frames, ratio=3.0, index=0.9)
            for rate in (4.3, 5.1)
        ]
        shape = tailed(frames, rise=0.15, hold=20.0, fall=1.0)
        return np.asarray(np.sum(both, axis=0) * shape * 0.6, dtype=np.float32)

    return play


def _bits(chance: Chance) -> Voice:
    """A counter that flips one bit, as cheap as sound gets: no care for what folds back."""
    duty, stays = pick(chance, [0.125, 0.25, 0.5]), pick(chance, [0.15, 0.5, 9.0])
    shake, fast = pick(chance, [0.0, 0.004, 0.012]), pick(chance, [0, 0, 12, 7])

    def play(hz: float, frames: int) -> Floats:
        time = clocked(frames)
        jumps = np.where((time * 60.0).astype(int) % 2, 2.0 ** (fast / 12.0), 1.0)
        moving = hz * jumps * (1.0 + shake * np.sin(2 * np.pi * 6.0 * time))
        turns = np.cumsum(moving) / RATE
        level = np.floor(12 * np.exp(-time / stays)) / 12
        return np.asarray(((turns % 1.0 < duty) * 1.2 - 0.6) * level, dtype=np.float32)

    return play


def _reed(chance: Chance) -> Voice:
    """A sine whose phase bends itself (feedback), with a breath before the tone settles."""
    bend, rise = between(chance, 0.5, 1.4), between(chance, 0.01, 0.08)
    shake = between(chance, 0.0, 0.008)

    def play(hz: float, frames: int) -> Floats:
        time = clocked(frames)
        turns = 2 * np.pi * np.cumsum(hz * (1 + shake * np.sin(2 * np.pi * 5.0 * time))) / RATE
        tone = np.sin(turns)
        for _ in range(3):
            tone = np.sin(turns + bend * tone)
        shape = tailed(frames, rise=rise, hold=20.0, fall=1.0)
        return tone.astype(np.float32) * shape * np.float32(0.8)

    return play

"""Drums of old sound chips: held noise, falling squares, volumes that go down in steps."""

import numpy as np

from edmstudio.synth.family_a.kit import Kit, crash
from edmstudio.synth.family_a.oscillators import gliding, seconds_axis
from edmstudio.synth.placing import RATE, Floats, at_peak, faded
from edmstudio.synth.streams import Chance, between, log_between, pick

LEVELS = 15  # steps of a chip's volume
FRAME = 0.02  # seconds between two of them


def make_chip_kit(chance: Chance) -> Kit:
    """A kit of one noise generator and one oscillator."""
    snare = _wide(_snare(chance))
    hats = tuple(_noise_hit(chance, log_between(chance, 0.02, 0.06), 16000.0) for _ in range(3))
    return Kit(
        kick=_kick(chance), snare=snare, clap=_wide(_noise_hit(chance, 0.12, 5000.0)),
        hats=hats, open_hat=_noise_hit(chance, 0.2, 14000.0),
        ride=_noise_hit(chance, 0.3, 12000.0), crash=crash(chance),
        percussion=tuple(_blip(chance) for _ in range(4)),
        toms=tuple(_fall(chance, 160.0 * 1.25**step, 0.16) for step in range(4)),
    )  # fmt: skip


def _stepped(seconds: float, fall: float) -> Floats:
    """A volume that goes down in steps, frame by frame; shape (n,)."""
    time = np.floor(seconds_axis(int(seconds * RATE)) / FRAME) * FRAME
    return (np.round(np.exp(-time / fall) * LEVELS) / LEVELS).astype(np.float32)


def _held_noise(frames: int, hz: float, chance: Chance) -> Floats:
    """Noise of two values that changes `hz` times a second."""
    steps = (np.arange(frames) * (hz / RATE)).astype(np.int64)
    return (chance.integers(0, 2, int(steps[-1]) + 1) * 2.0 - 1.0)[steps].astype(np.float32)


def _noise_hit(chance: Chance, seconds: float, hz: float) -> Floats:
    level = _stepped(min(seconds * 3 + FRAME, 0.8), seconds)
    return faded(at_peak(_held_noise(len(level), hz * between(chance, 0.6, 1.4), chance) * level))


def _fall(chance: Chance, hz: float, seconds: float) -> Floats:
    level = _stepped(seconds, seconds * 0.4)
    time = np.floor(seconds_axis(len(level)) / FRAME) * FRAME
    falling = hz * np.exp(-time / between(chance, 0.05, 0.15)) + 30.0
    return faded(gliding(pick(chance, ["square", "stairs", "pulse"]), falling) * level)


def _kick(chance: Chance) -> Floats:
    """A fall of one oscillator, mostly with a frame of noise before it."""
    sound = _fall(chance, log_between(chance, 150, 500), between(chance, 0.1, 0.25)).copy()
    burst = int(FRAME * RATE * 0.5)
    if chance.random() < 0.6:
        sound[:burst] += _held_noise(burst, 8000.0, chance) * np.float32(0.7)
    return at_peak(sound)


def _snare(chance: Chance) -> Floats:
    level = _stepped(between(chance, 0.12, 0.35), between(chance, 0.05, 0.14))
    hiss = _held_noise(len(level), log_between(chance, 4000, 18000), chance) * level
    tone = _fall(chance, log_between(chance, 250, 600), 0.1)
    hiss[: len(tone)] += tone[: len(hiss)] * np.float32(between(chance, 0.2, 0.9))
    return faded(at_peak(hiss))


def _blip(chance: Chance) -> Floats:
    level = _stepped(0.12, between(chance, 0.02, 0.06))
    return gliding("square", np.full(len(level), log_between(chance, 400, 2500))) * level


def _wide(sound: Floats) -> Floats:
    return np.stack([sound, sound])

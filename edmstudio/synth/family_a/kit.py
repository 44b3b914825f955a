"""Drum sounds of family A: parametric oscillators, noise and filters; a new kit for every track."""

from dataclasses import dataclass

import numpy as np

from edmstudio.synth.biquads import bandpass, bell, filtered, highpass, lowpass
from edmstudio.synth.family_a.oscillators import decay, gliding, noise, oscillator, seconds_axis
from edmstudio.synth.placing import RATE, Floats, at_peak, faded
from edmstudio.synth.streams import Chance, between, happens, log_between, pick


@dataclass(frozen=True, slots=True, eq=False)
class Kit:
    """One-shots of a track; the hats and percussion in a few variants.

    Attributes
    ----------
    kick : ndarray, shape (n,)
    snare, clap : ndarray, shape (2, n)
    hats, percussion, toms : tuple of ndarray
    open_hat, ride, crash : ndarray
    """

    kick: Floats
    snare: Floats
    clap: Floats
    hats: tuple[Floats, ...]
    open_hat: Floats
    ride: Floats
    crash: Floats
    percussion: tuple[Floats, ...]
    toms: tuple[Floats, ...]


def make_kit(chance: Chance, groove: str, drive: float) -> Kit:
    """A kit in the manner of a groove, harder with more drive."""
    return Kit(
        kick=kick(chance, groove, drive),
        snare=snare(chance, groove),
        clap=clap(chance),
        hats=tuple(hat(chance, log_between(chance, 0.01, 0.1)) for _ in range(3)),
        open_hat=hat(chance, log_between(chance, 0.06, 0.35)),
        ride=ride(chance),
        crash=crash(chance),
        percussion=tuple(percussion(chance) for _ in range(4)),
        toms=tuple(tom(chance, 75.0 * 1.3**step) for step in range(4)),
    )


def kick(chance: Chance, groove: str, drive: float) -> Floats:
    """A falling sine with a click; a hard kick is driven until it sings."""
    hard = groove == "hard" or happens(chance, 0.12 * drive)
    length = {"four": (0.06, 0.3), "hard": (0.15, 0.38), "half": (0.1, 0.5)}.get(
        groove, (0.05, 0.25)
    )
    tail = log_between(chance, *length)
    frames = int((tail * 2.2 + 0.05) * RATE)
    time = seconds_axis(frames)
    low = log_between(chance, 42.0, 62.0)
    snap = log_between(chance, 0.006, 0.06)
    hz = low + log_between(chance, 60, 500) * np.exp(-time / snap)
    hz += between(chance, 0, 2500) * np.exp(-time / 0.0022)
    body = gliding("sine", hz, 0.22) * decay(frames, tail, between(chance, 1.0, 2.2))
    if hard:
        driven = np.tanh(body * between(chance, 3.0, 14.0)).astype(np.float32)
        body = filtered(
            driven, bell(between(chance, 120, 500), between(chance, 2, 9)), lowpass(6500)
        )
        body *= decay(frames, tail * 1.4, 3.0)
    else:
        body = np.tanh(body * between(chance, 1.0, 1.6 + 2.0 * drive)).astype(np.float32)
    if happens(chance, 0.75):
        click = filtered(noise(800, chance), highpass(between(chance, 900, 5000)))
        body[:800] += click * decay(800, between(chance, 0.001, 0.005)) * between(chance, 0.3, 1.8)
    if happens(chance, 0.5):
        body += _knock(chance, frames) * between(chance, 0.2, 1.0)
    if happens(chance, 0.2):
        body = filtered(body, bell(between(chance, 250, 500), -between(chance, 2, 10)))
    return faded(at_peak(body), 0.01)


def _knock(chance: Chance, frames: int) -> Floats:
    """The beater, the skin and the wood of a drum: a burst of middle frequencies."""
    band = bandpass(log_between(chance, 180, 1200), between(chance, 0.5, 1.5))
    return filtered(noise(frames, chance), band) * decay(frames, log_between(chance, 0.006, 0.04))


def snare(chance: Chance, groove: str) -> Floats:
    """Two falling tones under noise, with a room of its own; shape (2, n)."""
    frames = int(0.5 * RATE)
    time = seconds_axis(frames)
    low = between(chance, 140, 260)
    hz = low * (1.0 + between(chance, 0.2, 1.0) * np.exp(-time / 0.012))
    tone = gliding("triangle", hz, 0.1) + 0.5 * gliding("sine", hz * between(chance, 1.5, 1.9))
    tone *= decay(frames, between(chance, 0.03, 0.11))
    tail = log_between(chance, 0.05, 0.3) * (1.3 if groove == "half" else 1.0)
    rattle = np.stack([noise(frames, chance), noise(frames, chance)])
    rattle[1] = rattle[0] * 0.6 + rattle[1] * 0.4
    rattle = filtered(
        rattle, highpass(between(chance, 400, 2200)), bell(between(chance, 2500, 7000), 5)
    )
    sound = tone * between(chance, 0.3, 1.0) + rattle * decay(frames, tail) * between(
        chance, 0.7, 2.4
    )
    return faded(at_peak(_driven(sound, between(chance, 1.0, 2.5))), 0.02)


def clap(chance: Chance) -> Floats:
    """Three or four bursts of band-passed noise and a tail; shape (2, n)."""
    frames = int(0.45 * RATE)
    shape = np.zeros(frames, dtype=np.float32)
    gap = between(chance, 0.006, 0.014)
    for burst in range(pick(chance, [1, 3, 3, 4])):
        begin = int(burst * gap * RATE)
        shape[begin:] += decay(frames - begin, between(chance, 0.002, 0.006))
    shape += decay(frames, log_between(chance, 0.04, 0.25)) * between(chance, 0.4, 0.9)
    hiss = np.stack([noise(frames, chance), noise(frames, chance)])
    band = bandpass(between(chance, 900, 2200), between(chance, 0.5, 1.6))
    return faded(at_peak(filtered(hiss, band, highpass(450)) * shape), 0.02)


def hat(chance: Chance, tail: float) -> Floats:
    """High noise, or six squares as in the old machines, ringing for `tail` seconds."""
    frames = int(min(tail * 6 + 0.01, 0.9) * RATE)
    if happens(chance, 0.5):
        source = noise(frames, chance)
    else:
        base = between(chance, 260, 420)
        ratios = (2.0, 3.0, 4.16, 5.43, 6.79, 8.21)
        squares = [oscillator("square", base * r, frames, float(chance.random())) for r in ratios]
        dust = noise(frames, chance) * between(chance, 0.0, 0.6)
        source = np.asarray(np.sum(squares, axis=0) / 3.0 + dust, dtype=np.float32)
    bright = filtered(
        source,
        highpass(log_between(chance, 1800, 7500)),
        bell(between(chance, 4000, 11000), between(chance, -3, 6)),
    )
    return faded(at_peak(bright * decay(frames, tail)))


def ride(chance: Chance) -> Floats:
    """A ringing cymbal with a bell."""
    frames = int(0.7 * RATE)
    tones = [oscillator("square", between(chance, 2200, 7000), frames, 0.0) for _ in range(5)]
    body = np.sum(tones, axis=0, dtype=np.float32) * 0.15 + noise(frames, chance)
    return faded(
        at_peak(
            filtered(body, highpass(between(chance, 2000, 4500)))
            * decay(frames, between(chance, 0.1, 0.3))
        )
    )


def crash(chance: Chance) -> Floats:
    """Two seconds and more of bright noise, wide; shape (2, n)."""
    frames = int(between(chance, 1.4, 3.2) * RATE)
    hiss = np.stack([noise(frames, chance), noise(frames, chance)])
    bright = filtered(
        hiss, highpass(between(chance, 900, 4000)), bell(between(chance, 3500, 9000), 4)
    )
    return faded(at_peak(bright * decay(frames, between(chance, 0.3, 0.8))), 0.1)


def percussion(chance: Chance) -> Floats:
    """A conga, a block, a shaker or a blip."""
    kind = pick(chance, ["drum", "block", "shaker", "blip"])
    frames = int(0.25 * RATE)
    time = seconds_axis(frames)
    tail = log_between(chance, 0.02, 0.15)
    if kind == "shaker":
        rise = np.minimum(time / between(chance, 0.004, 0.03), 1.0).astype(np.float32)
        sound = filtered(noise(frames, chance), bandpass(between(chance, 4000, 9000), 1.2)) * rise
    elif kind == "drum":
        low = log_between(chance, 150, 480)
        sound = gliding("sine", low * (1.0 + 0.4 * np.exp(-time / 0.01)))
    elif kind == "block":
        sound = filtered(noise(frames, chance), bandpass(log_between(chance, 700, 3000), 12.0))
    else:
        sound = oscillator("square", log_between(chance, 300, 2000), frames)
    return faded(at_peak(sound * decay(frames, tail)))


def tom(chance: Chance, low: float) -> Floats:
    """A tom for fills."""
    frames = int(0.35 * RATE)
    hz = low * (1.0 + 0.6 * np.exp(-seconds_axis(frames) / 0.03))
    skin = filtered(noise(frames, chance), lowpass(2500)) * decay(frames, 0.02)
    return faded(at_peak(gliding("sine", hz) * decay(frames, between(chance, 0.06, 0.14)) + skin))


def _driven(sound: Floats, gain: float) -> Floats:
    return np.asarray(np.tanh(at_peak(sound) * np.float32(gain)), dtype=np.float32)

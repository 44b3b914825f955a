"""Drums of family B: struck bodies, modulated metal and resampled grains; a new box every track."""

from dataclasses import dataclass

import numpy as np

from edmstudio.synth.family_b.voices import (
    between_hz,
    clocked,
    dull,
    fm,
    grains,
    hiss,
    modes,
    resampled,
    tailed,
    thin,
)  # fmt: skip
from edmstudio.synth.placing import RATE, Floats, at_peak, faded
from edmstudio.synth.streams import Chance, between, happens, log_between, pick

MEMBRANE = (1.0, 1.594, 2.136, 2.296, 2.653, 2.918, 3.156, 3.501)  # of an ideal drum skin
BAR = (1.0, 2.756, 5.404, 8.933)  # of a free bar


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """One-shots: mono (n,) or stereo (2, n)."""

    kick: Floats
    snare: Floats
    closed: tuple[Floats, ...]
    opened: Floats
    splash: Floats
    struck: tuple[Floats, ...]
    shreds: tuple[Floats, ...]


def make_box(chance: Chance, groove: str, drive: float) -> Box:
    """A box of drums; harder with more drive."""
    kick = bass_drum(chance, groove, drive)
    snare = snare_drum(chance)
    metal = [metal_hit(chance, log_between(chance, 0.03, 0.25)) for _ in range(2)]
    return Box(
        kick=kick, snare=snare, closed=(*metal, resampled(metal[0], between(chance, 1.1, 1.5))),
        opened=metal_hit(chance, between(chance, 0.25, 0.7)), splash=splash(chance),
        struck=tuple(struck(chance) for _ in range(4)),
        shreds=tuple(_shreds(kick, snare, metal[1], chance)),
    )  # fmt: skip


def make_bit_box(chance: Chance) -> Box:
    """The drums of a chip: a register that shifts, and a counter that runs down."""
    kick = _counted_down(chance, between(chance, 180, 600), between(chance, 0.1, 0.2))
    hiss_hit = _shifted(chance, between(chance, 0.05, 0.15), log_between(chance, 3000, 12000))
    snare = np.stack([hiss_hit, hiss_hit])
    metal = [_shifted(chance, log_between(chance, 0.015, 0.05), 20000.0) for _ in range(2)]
    return Box(
        kick=kick, snare=snare,
        closed=(*metal, resampled(metal[0], between(chance, 1.1, 1.5))),
        opened=_shifted(chance, 0.15, 16000.0), splash=splash(chance),
        struck=tuple(_counted_down(chance, hz, 0.08) for hz in (900.0, 600.0, 1400.0, 300.0)),
        shreds=tuple(_shreds(kick, snare, metal[1], chance)),
    )  # fmt: skip


def _shifted(chance: Chance, fall: float, hz: float) -> Floats:
    """A shift register fed back on itself, read `hz` times a second (15 bits, taps 0 and 1)."""
    frames = int(min(fall * 5 + 0.02, 0.8) * RATE)
    register, bits = int(chance.integers(1, 1 << 15)), []
    for _ in range(int(frames * hz / RATE) + 1):
        bits.append(register & 1)
        register = register >> 1 | ((register ^ register >> 1) & 1) << 14
    source = np.array(bits, dtype=np.float32)[(np.arange(frames) * (hz / RATE)).astype(int)] - 0.5
    level = np.floor(12 * np.exp(-clocked(frames) / fall)) / 12
    return faded(at_peak(source * level.astype(np.float32)))


def _counted_down(chance: Chance, hz: float, seconds: float) -> Floats:
    """A square whose period grows by a step every sixtieth of a second."""
    frames = int(seconds * RATE)
    ticks = np.floor(clocked(frames) * 60.0)
    falling = 1.0 / (1.0 / hz + ticks * between(chance, 0.0005, 0.003))
    wave = np.sign(np.sin(2 * np.pi * np.cumsum(falling) / RATE))
    level = np.floor(12 * (1.0 - clocked(frames) / seconds)) / 12
    return faded(at_peak((wave * level).astype(np.float32)))


def bass_drum(chance: Chance, groove: str, drive: float) -> Floats:
    """A skin whose pitch falls by a power of time, bent by a fold instead of a saturation."""
    seconds = log_between(chance, 0.1, 0.5) * (1.5 if groove in {"half", "hard"} else 1.0)
    frames = int(seconds * RATE)
    time = clocked(frames)
    low = log_between(chance, 40, 66)
    hz = low * (1.0 + between(chance, 1.5, 7.0) / (1.0 + time / between(chance, 0.004, 0.02)) ** 2)
    turns = 2 * np.pi * np.cumsum(hz) / RATE
    body = np.sin(turns + 0.5) * (1.0 - (time / seconds)) ** between(chance, 1.0, 3.0)
    fold = between(chance, 0.6, 1.1 + drive * (2.5 if groove == "hard" else 0.8))
    body = np.sin(body * fold * np.pi / 2)
    skin = modes([low * m for m in MEMBRANE[1:5]], [0.05] * 4, [0.2] * 4, frames)
    beater = hiss(frames, chance) * tailed(
        frames, rise=0.0001, hold=0.0005, fall=between(chance, 0.001, 0.006)
    )
    beater = dull(beater, log_between(chance, 1500, 9000))
    mix = body + skin * between(chance, 0, 0.6) + beater * between(chance, 0.2, 1.5)
    return faded(at_peak(mix.astype(np.float32)), 0.01)


def snare_drum(chance: Chance) -> Floats:
    """Membrane modes and a rattle of grains, wide; shape (2, n)."""
    frames = int(0.4 * RATE)
    low = between(chance, 150, 280)
    count = pick(chance, [2, 4, 6])
    falls = [between(chance, 0.06, 0.25) for _ in range(count)]
    skin = modes([low * m for m in MEMBRANE[:count]], falls, [0.8**k for k in range(count)], frames)
    rattle = []
    for _ in range(2):
        wires = hiss(frames, chance) * np.abs(
            fm(between(chance, 40, 300), frames, ratio=1.0, index=2.0)
        )
        wires = between_hz(wires, between(chance, 500, 2500), between(chance, 6000, 14000))
        rattle.append(
            wires
            * tailed(
                frames,
                rise=0.0005,
                hold=between(chance, 0.005, 0.04),
                fall=log_between(chance, 0.03, 0.25),
            )
        )
    sound = skin * between(chance, 0.3, 1.0) + np.stack(rattle) * np.float32(
        between(chance, 1.0, 3.0)
    )
    return faded(at_peak(np.asarray(sound, dtype=np.float32)), 0.02)


def metal_hit(chance: Chance, seconds: float) -> Floats:
    """Two modulated tones far from any harmony, with only their top left."""
    frames = int(min(seconds * 1.5 + 0.02, 1.0) * RATE)
    tone = fm(
        between(chance, 2500, 6000),
        frames,
        ratio=between(chance, 1.3, 1.9),
        index=between(chance, 4, 20),
    )
    tone += fm(
        between(chance, 3000, 8000),
        frames,
        ratio=between(chance, 0.3, 0.8),
        index=between(chance, 3, 12),
    )
    sound = thin(
        tone + hiss(frames, chance) * np.float32(between(chance, 0, 1)),
        log_between(chance, 1600, 7000),
        4,
    )
    return faded(at_peak(sound * (10.0 ** (-3.0 * clocked(frames) / seconds)).astype(np.float32)))


def splash(chance: Chance) -> Floats:
    """A cymbal of a hundred modes, wide; shape (2, n)."""
    frames = int(2.4 * RATE)
    sides = []
    for _ in range(2):
        hz = np.exp(chance.uniform(np.log(900), np.log(15000), 60))
        body = modes(
            hz.tolist(),
            chance.uniform(0.4, 2.2, 60).tolist(),
            chance.uniform(0.2, 1, 60).tolist(),
            frames,
        )
        sides.append(
            body + hiss(frames, chance) * tailed(frames, rise=0.001, hold=0.01, fall=0.15) * 8
        )
    return faded(at_peak(np.stack(sides).astype(np.float32)), 0.1)


def struck(chance: Chance) -> Floats:
    """Wood, glass or skin from a handful of modes."""
    frames = int(0.35 * RATE)
    low = log_between(chance, 180, 1800)
    ratios = pick(chance, [BAR, MEMBRANE[:5], (1.0, 1.483, 2.71, 3.9)])
    fall = log_between(chance, 0.05, 0.35)
    sound = modes(
        [low * r for r in ratios],
        [fall / r for r in ratios],
        [1 / (1 + k) for k in range(len(ratios))],
        frames,
    )
    return faded(at_peak(sound))


def _shreds(kick: Floats, snare: Floats, metal: Floats, chance: Chance) -> list[Floats]:
    """Hits as an old sampler holds them: out of tune, backwards or ground to grains."""
    out = []
    for source in (kick, snare[0], metal):
        shred = resampled(source, between(chance, 0.7, 1.6))
        if happens(chance, 0.3):
            shred = grains(shred, len(shred), density=180.0, size=700, chance=chance)
        out.append(
            faded(
                at_peak(np.round(shred * 24) / np.float32(24))
                if happens(chance, 0.3)
                else at_peak(shred)
            )
        )
    return out

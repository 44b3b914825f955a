"""Loops of a played drum kit, cut into sixteenths and put together again, as samplers do."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.signal import oaconvolve

from edmstudio.synth.biquads import filtered, highpass, lowpass
from edmstudio.synth.family_a import kit
from edmstudio.synth.family_a.oscillators import decay, noise
from edmstudio.synth.family_a.rhythm import hits
from edmstudio.synth.placing import RATE, Floats, at_peak, faded, place
from edmstudio.synth.streams import Chance, between, happens, log_between, pick

STEPS = 32  # of a loop: two bars
KICKS = (
    "x.x.......xx....x.x.......x.....", "x.......x.x.....x..x....x.x.....",
    "x.....x...x.....x.x.......xx....", "x..x......x..x..x..x......x.....",
    "x.........x...x.x.....x...x.....", "x.x...x...x.x...x.x.......x.....",
)  # fmt: skip
SNARES = (
    "....x..o.o..x..o....x..o.o....x.", "....x.......x.......x..o.o..x...",
    "....x....o..x..o....x....o.ox.o.", "....x.......x..o....x..o....x.o.",
    "....x..o....x...-...x..o.o..x.-o",
)  # fmt: skip
CYMBALS = (
    "x.o.x.o.x.o.x.o.x.o.x.o.x.o.x.o.", "x...x...x...x...x...x...x...x...",
    "xoxoxoxoxoxoxoxoxoxoxoxoxoxoxoxo", "x.oxx.o.x.oxx.o.x.o.x.oxx.oox.o.",
)  # fmt: skip
FOUR = tuple(tuple(range(begin, begin + 4)) for begin in range(0, STEPS, 4))


@dataclass(frozen=True, slots=True, eq=False)
class Loop:
    """A loop in slices.

    Attributes
    ----------
    slices, thin : tuple of ndarray, shape (n,)
        One a sixteenth, whole and without its bottom.
    kicks : frozenset of int
        Slices that begin with a kick.
    orders : tuple of tuple of int
        Which slice sounds on each step of two bars, one order a part.
    """

    slices: tuple[Floats, ...]
    thin: tuple[Floats, ...]
    kicks: frozenset[int]
    orders: tuple[tuple[int, ...], ...]


def make_loop(chance: Chance, step_seconds: float, parts: int) -> Loop:
    """A drummer's two bars, recorded in a room, worn, and pitched to the tempo."""
    ratio = 2.0 ** (between(chance, -5, 6) / 12.0)
    step = int(step_seconds * ratio * between(chance, 0.85, 1.15) * RATE)
    kick_row, snare_row = pick(chance, KICKS), pick(chance, SNARES)
    played = _played(chance, step, kick_row, snare_row)
    worn = _pitched(_worn(_in_room(played, chance), chance), ratio)
    slices = _cut(worn, step / ratio)
    thin = _cut(filtered(worn, highpass(between(chance, 250, 600))), step / ratio)
    kicks = frozenset(number for number, _ in hits(kick_row, STEPS))
    return Loop(slices, thin, kicks, tuple(_order(chance) for _ in range(parts)))


def _played(chance: Chance, step: int, kick_row: str, snare_row: str) -> Floats:
    sound = np.zeros(step * STEPS + RATE, dtype=np.float32)
    cymbal = pick(chance, [kit.hat(chance, between(chance, 0.03, 0.12)), kit.ride(chance)])
    voices = [
        (kick_row, kit.kick(chance, "breaks", 0.2), 1.0),
        (snare_row, kit.snare(chance, "breaks").mean(axis=0), between(chance, 0.7, 1.1)),
        (pick(chance, CYMBALS), cymbal, between(chance, 0.15, 0.6)),
    ]
    for row, drum, loud in voices:
        for number, strength in hits(row, STEPS):
            place(sound, drum, number * step, loud * strength * between(chance, 0.75, 1.0))
    return sound


def _in_room(sound: Floats, chance: Chance) -> Floats:
    tail = log_between(chance, 0.04, 0.3)
    frames = int(tail * 4 * RATE)
    room = filtered(noise(frames, chance), lowpass(between(chance, 2500, 9000)))
    room *= decay(frames, tail)
    room /= np.sqrt(np.square(room).sum())
    wet = oaconvolve(sound, room)[: len(sound)]
    return np.asarray(sound + wet * np.float32(between(chance, 0.1, 0.8)), dtype=np.float32)


def _worn(sound: Floats, chance: Chance) -> Floats:
    """Driven, dulled, with few bits."""
    sound = np.tanh(at_peak(sound) * np.float32(log_between(chance, 1.0, 6.0))).astype(np.float32)
    if happens(chance, 0.5):
        sound = filtered(sound, lowpass(log_between(chance, 4000, 14000)))
    if happens(chance, 0.3):
        steps = np.float32(2 ** between(chance, 4, 8))
        sound = np.asarray(np.round(sound * steps) / steps, dtype=np.float32)
    return at_peak(sound)


def _pitched(sound: Floats, ratio: float) -> Floats:
    places = np.arange(int(len(sound) / ratio)) * ratio
    return np.asarray(np.interp(places, np.arange(len(sound)), sound), dtype=np.float32)


def _cut(sound: Floats, step: float) -> tuple[Floats, ...]:
    edges = np.rint(np.arange(STEPS + 1) * step).astype(int).tolist()
    return tuple(faded(sound[a:b], 0.003) for a, b in pairwise(edges))


def _order(chance: Chance) -> tuple[int, ...]:
    """As it was played, or beats of it in another order, some of them said twice."""
    if happens(chance, 0.5):
        return tuple(range(STEPS))
    beats = [FOUR[0]]
    for beat in range(1, 8):
        beats.append(FOUR[beat] if happens(chance, 0.6) else FOUR[int(chance.integers(8))])
    return tuple(number for beat in beats for number in beat)


def stuttered(order: tuple[int, ...], chance: Chance) -> tuple[int, ...]:
    """The end of a bar as repeats of one slice or two: how a sampler plays a fill."""
    length = pick(chance, [4, 4, 8])
    first = order[int(chance.integers(0, len(order) - length))]
    pattern = pick(chance, [(0, 0), (0, 1), (0, 0, 1), (0, 0, 0, 0)])
    tail = [(first + pattern[k % len(pattern)]) % STEPS for k in range(length)]
    return (*order[: len(order) - length], *tail)

"""A drummer of family B on tape: single beats of a few recorded bars, spliced as they come."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.family_b.drum_box import Box
from edmstudio.synth.family_b.form import IDEAS
from edmstudio.synth.family_b.voices import hiss, resampled
from edmstudio.synth.placing import RATE, Floats, faded, place
from edmstudio.synth.streams import Chance, between, happens, log_between, pick


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """One beat of tape.

    Attributes
    ----------
    whole, bare : ndarray, shape (n,)
        With the kick, and played again without it.
    kicks : ndarray, shape (kicks,)
        Beats from its beginning at which a kick sounds.
    """

    whole: Floats
    bare: Floats
    kicks: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Reel:
    """Takes by the beat, and which of them an idea strings together.

    Attributes
    ----------
    takes : tuple of Take
    strings : tuple of tuple of int
        For each idea the takes of two bars.
    loose : float
        Probability that a beat is another take than it should be.
    """

    takes: tuple[Take, ...]
    strings: tuple[tuple[int, ...], ...]
    loose: float

    def takes_of(self, idea: int, since: int, chance: Chance) -> list[Take]:
        """The four takes of a bar."""
        string = self.strings[idea][since % 2 * 4 :][:4]
        return [
            self.takes[int(chance.integers(len(self.takes)))]
            if happens(chance, self.loose) else self.takes[number]
            for number in string
        ]  # fmt: skip


def record(box: Box, beat_seconds: float, chance: Chance) -> Reel:
    """Eight beats played with a box of drums, through one tape and one room."""
    speed = between(chance, 0.8, 1.35)
    room = _room(chance)
    takes = tuple(_take(box, beat_seconds, beat, speed, room, chance) for beat in range(8))
    straight = tuple(range(8))
    strings = [straight]
    for _ in range(IDEAS - 1):
        swapped = tuple(n if happens(chance, 0.6) else int(chance.integers(8)) for n in straight)
        strings.append(straight if happens(chance, 0.4) else swapped)
    return Reel(takes, tuple(strings), pick(chance, [0.0, 0.03, 0.15]))


def _take(box: Box, seconds: float, beat: int, speed: float, room: Floats, chance: Chance) -> Take:
    """A backbeat on odd beats, kicks mostly on even ones, ghosts and metal between."""
    kicks = np.flatnonzero(
        chance.random(4) < ([0.95, 0.1, 0.35, 0.15] if beat % 2 == 0 else [0.1, 0.1, 0.3, 0.1])
    )
    if beat == 0:
        kicks = np.union1d(kicks, [0])
    snares = [(0, 1.0)] if beat % 2 else []
    snares += [(step, between(chance, 0.15, 0.4)) for step in (1, 2, 3) if happens(chance, 0.15)]
    metal = [
        (step, between(chance, 0.2, 0.5))
        for step in (0, 1, 2, 3)
        if happens(chance, (0.9, 0.3, 0.9, 0.3)[step])
    ]
    sounds = {"snare": snares, "metal": metal}
    state = chance.bit_generator.state
    bare = _tape(box, sounds, np.empty(0, dtype=np.int64), seconds, speed, room, chance)
    chance.bit_generator.state = state  # the same tape once more
    whole = _tape(box, sounds, kicks, seconds, speed, room, chance)
    return Take(whole, bare, kicks / 4.0)


def _tape(
    box: Box, sounds: dict[str, list[tuple[int, float]]], kicks: NDArray[np.int64],
    seconds: float, speed: float, room: Floats, chance: Chance,
) -> Floats:  # fmt: skip
    """What was played, slowed down or sped up, with its room, cut at the end of the beat."""
    out = np.zeros(int(seconds * RATE * 1.02), dtype=np.float32)
    voices = {"snare": box.snare[0], "metal": box.closed[0], "kick": box.kick}
    hits = [("kick", int(step), 1.0) for step in kicks]
    hits += [(name, step, loud) for name, row in sounds.items() for step, loud in row]
    for name, step, loud in hits:
        place(out, resampled(voices[name], speed), round(step * seconds / 4 * RATE), loud)
    wet = np.convolve(out[::8], room)[: len(out[::8])] if len(room) else out[::8]
    out += np.interp(np.arange(len(out)), np.arange(len(wet)) * 8, wet).astype(np.float32) * 0.3
    return faded(np.tanh(out * np.float32(2.0)).astype(np.float32), 0.004)


def _room(chance: Chance) -> Floats:
    """A short dull tail at an eighth of the rate."""
    frames = int(log_between(chance, 0.05, 0.25) * RATE / 8)
    tail = hiss(frames, chance) * np.exp(-np.arange(frames) * 5.0 / frames)
    return np.asarray(tail / max(float(np.abs(tail).sum()), 1e-6) * 3.0, dtype=np.float32)

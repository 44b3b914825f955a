"""Drumming of family B: Euclidean rows and chance by weight, on a groove of sixteen offsets."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.clock import Clock
from edmstudio.synth.family_b.drum_box import Box
from edmstudio.synth.family_b.grammar import HATS, KICK, PERC, SNARE, Form
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import Floats, frames_of, panned, place, place_many
from edmstudio.synth.streams import Chance, between, happens, pick


@dataclass(frozen=True, slots=True, eq=False)
class Feel:
    """Where each sixteenth of a bar really falls.

    Attributes
    ----------
    offsets : ndarray, shape (16,)
        Lateness of each step in beats; beats themselves stay where they are.
    """

    clock: Clock
    offsets: NDArray[np.float64]

    def beats(self, bar: int, steps: NDArray[np.int64]) -> NDArray[np.float64]:
        """Beats of sixteenth steps of a bar."""
        first = float(self.clock.bar_starts[bar])
        return np.asarray(first + steps / 4.0 + self.offsets[steps % 16])

    def frames(self, beats: NDArray[np.float64]) -> NDArray[np.int64]:
        """Samples of beats."""
        return frames_of(self.clock.at(beats))


def choose_feel(clock: Clock, swing: float, chance: Chance) -> Feel:
    """Swing and a little of a drummer who always leans the same way."""
    offsets = np.zeros(16)
    offsets[1::2] = (swing - 0.5) / 2.0
    lean = pick(chance, [0.0, 0.0, 0.012, 0.025])
    offsets += np.where(np.arange(16) % 4 == 0, 0.0, chance.normal(0, 1, 16) * lean)
    return Feel(clock, offsets)


def euclid(hits: int, steps: int, turn: int = 0) -> NDArray[np.int64]:
    """Hits spread as evenly as steps allow, from step `turn` on (Toussaint, 2005)."""
    row = (np.arange(steps) * hits) % steps < hits
    return np.flatnonzero(np.roll(row, turn))


@dataclass(frozen=True, slots=True, eq=False)
class Hands:
    """What the drummer of one track repeats.

    Attributes
    ----------
    kick, snare : ndarray of steps
    chance_of_more : float
        Probability of an additional kick a bar.
    hats : ndarray, shape (16,)
        Probability of each step.
    struck : tuple of ndarray
    fills : float
    """

    kick: NDArray[np.int64]
    snare: NDArray[np.int64]
    chance_of_more: float
    hats: NDArray[np.float64]
    struck: tuple[NDArray[np.int64], ...]
    fills: float


def choose_hands(groove: str, chance: Chance) -> Hands:
    """Steps for a groove."""
    kick = {
        "four": [0, 4, 8, 12], "hard": [0, 4, 8, 12],
        "half": pick(chance, [[0, 10], [0, 6], [0, 3, 11]]),
        "breaks": pick(chance, [[0, 10], [0, 2, 10], [0, 7, 10]]),
        "two-step": pick(chance, [[0, 10], [0, 9], [0, 6, 10]]),
        "rock": pick(chance, [[0, 8], [0, 8, 10], [0, 6, 8], [0, 3, 8, 11]]),
    }[groove]  # fmt: skip
    snare = [8] if groove == "half" else pick(chance, [[4, 12], [4, 12], [4, 12], [12], [4, 11]])
    hats = np.tile(
        pick(
            chance,
            [
                [0.0, 0.0, 1.0, 0.0],
                [0.9, 0.2, 1.0, 0.2],
                [1.0, 0.8, 1.0, 0.8],
                [1.0, 0.0, 1.0, 0.1],
                [0.2, 0.1, 1.0, 0.7],
            ],
        ),
        4,
    )
    rows = tuple(euclid(pick(chance, [2, 3, 5, 7]), 16, int(chance.integers(16))) for _ in range(3))
    return Hands(
        np.array(kick), np.array(snare), pick(chance, [0.0, 0.05, 0.25]), hats,
        rows, between(chance, 0.05, 0.7),
    )  # fmt: skip


def play(
    stems: Stems, box: Box, hands: Hands, feel: Feel, *, form: Form, chance: Chance
) -> tuple[NDArray[np.float64], Floats]:
    """All drums; the beats of the kicks, and the fills per bar."""
    kicks = _kicks(stems, box, hands, feel, form=form, chance=chance)
    _snares(stems, box, hands, feel, form=form, chance=chance)
    _hats(stems, box, hands, feel, form=form, chance=chance)
    _struck(stems, box, hands, feel, form=form, chance=chance)
    return kicks, _fills(stems, box, hands, feel, form=form, chance=chance)


def _bars(form: Form, layer: int) -> list[int]:
    return [int(bar) for bar in np.flatnonzero(form.layers[:, layer])]


def _within(feel: Feel, bar: int, steps: NDArray[np.int64]) -> NDArray[np.int64]:
    return steps[steps < 4 * int(feel.clock.bar_beats[bar])]


def _kicks(
    stems: Stems, box: Box, hands: Hands, feel: Feel, *, form: Form, chance: Chance
) -> NDArray[np.float64]:
    beats: list[NDArray[np.float64]] = [np.empty(0)]
    gains: list[NDArray[np.float64]] = [np.empty(0)]
    for bar in _bars(form, KICK):
        steps = _within(feel, bar, hands.kick)
        if happens(chance, hands.chance_of_more):
            steps = np.union1d(steps, _within(feel, bar, chance.integers(0, 16, 1)))
        beats.append(feel.beats(bar, steps))
        gains.append(np.where(steps % 4 == 0, 1.0, 0.75) * (0.75 + 0.25 * form.layers[bar, KICK]))
    when = np.concatenate(beats)
    place_many(stems.kick, box.kick, feel.frames(when), np.concatenate(gains).astype(np.float32))
    return when


def _snares(
    stems: Stems, box: Box, hands: Hands, feel: Feel, *, form: Form, chance: Chance
) -> None:
    chopped = happens(chance, 0.4)
    for bar in _bars(form, SNARE):
        steps = _within(feel, bar, hands.snare)
        level = float(form.layers[bar, SNARE]) * 0.9
        place_many(
            stems.drums, box.snare, feel.frames(feel.beats(bar, steps)), [level] * len(steps)
        )
        if chopped and happens(chance, 0.6):
            extra = _within(feel, bar, chance.integers(0, 16, int(chance.integers(1, 5))))
            for frame in feel.frames(feel.beats(bar, extra)).tolist():
                shred = box.shreds[int(chance.integers(3))]
                place(
                    stems.drums,
                    panned(shred, between(chance, -0.4, 0.4)),
                    frame,
                    level * between(chance, 0.15, 0.45),
                )


def _hats(stems: Stems, box: Box, hands: Hands, feel: Feel, *, form: Form, chance: Chance) -> None:
    loud = between(chance, 0.2, 0.7)
    closed = [panned(sound, between(chance, -0.5, 0.5)) for sound in box.closed]
    opened = panned(box.opened, 0.1)
    opens = happens(chance, 0.5)
    for bar in _bars(form, HATS):
        steps = _within(feel, bar, np.flatnonzero(chance.random(16) < hands.hats))
        frames = feel.frames(feel.beats(bar, steps))
        accents = np.where(steps % 4 == 2, 1.0, 0.6) * chance.uniform(0.7, 1.0, len(steps))
        for step, frame, accent in zip(
            steps.tolist(), frames.tolist(), accents.tolist(), strict=True
        ):
            sound = opened if opens and step % 4 == 2 else closed[int(accent * 7) % 3]
            place(stems.drums, sound, frame, accent * loud * float(form.layers[bar, HATS]))


def _struck(
    stems: Stems, box: Box, hands: Hands, feel: Feel, *, form: Form, chance: Chance
) -> None:
    for row, sound in zip(hands.struck, box.struck, strict=False):
        wide = panned(sound, between(chance, -0.9, 0.9))
        loud = between(chance, 0.1, 0.5)
        for bar in _bars(form, PERC):
            steps = _within(feel, bar, row)
            gains = loud * float(form.layers[bar, PERC]) * chance.uniform(0.6, 1.0, len(steps))
            place_many(
                stems.drums, wide, feel.frames(feel.beats(bar, steps)), gains.astype(np.float32)
            )


def _fills(
    stems: Stems, box: Box, hands: Hands, feel: Feel, *, form: Form, chance: Chance
) -> Floats:
    """Bursts at the ends of blocks, or anywhere, whether or not anything changes there."""
    fill = np.zeros(form.bars, dtype=np.float32)
    closes = {bar - 1 for bar in form.blocks}
    for bar in _bars(form, SNARE):
        if not happens(chance, hands.fills if bar in closes else 0.02):
            continue
        last = 4 * int(feel.clock.bar_beats[bar])
        steps = np.arange(last - pick(chance, [4, 4, 6, 8]), last)
        steps = steps[(chance.random(len(steps)) < 0.75) | (steps == last - 1)]
        sounds = [box.snare[0], *box.shreds, box.struck[0], box.struck[1]]
        for frame in feel.frames(feel.beats(bar, steps)).tolist():
            sound = sounds[int(chance.integers(len(sounds)))]
            place(
                stems.drums,
                panned(sound, between(chance, -0.6, 0.6)),
                frame,
                between(chance, 0.25, 0.7),
            )
        fill[bar] = 1.0
    return fill

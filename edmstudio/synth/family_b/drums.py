"""Drumming of family B, on a groove of sixteen offsets."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.clock import Clock
from edmstudio.synth.family_b.drum_box import Box
from edmstudio.synth.family_b.form import HATS, KICK, PERC, SNARE, Form
from edmstudio.synth.family_b.hands import Hands
from edmstudio.synth.family_b.reel import Reel
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


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Who plays the drums: sounds, hands for each idea, and a reel of recorded bars, or none."""

    box: Box
    hands: tuple[Hands, ...]
    reel: Reel | None

    def at(self, form: Form, bar: int) -> Hands:
        """The hands of a bar."""
        return self.hands[int(form.ideas[bar])]


def play(
    stems: Stems, band: Band, feel: Feel, *, form: Form, chance: Chance
) -> tuple[NDArray[np.float64], Floats]:
    """All drums; the beats of the kicks, and the fills per bar."""
    recorded = form.bars_of(SNARE) if band.reel else []
    played = form.layers.copy()
    played[np.ix_(recorded, [KICK, SNARE, HATS])] = 0.0
    struck = replace(form, layers=played)
    kicks = _kicks(stems, band, feel, form=struck, chance=chance)
    if band.reel:
        more = _unwind(stems, band.reel, feel, form=form, chance=chance)
        kicks = np.sort(np.concatenate([kicks, more]))
    _snares(stems, band, feel, form=struck, chance=chance)
    _hats(stems, band, feel, form=struck, chance=chance)
    _struck(stems, band, feel, form=form, chance=chance)
    return kicks, _fills(stems, band, feel, form=form, chance=chance)


def _within(feel: Feel, bar: int, steps: NDArray[np.int64]) -> NDArray[np.int64]:
    return steps[steps < 4 * int(feel.clock.bar_beats[bar])]


def _unwind(
    stems: Stems, reel: Reel, feel: Feel, *, form: Form, chance: Chance
) -> NDArray[np.float64]:
    """Recorded beats where the snare plays; those with a kick only where the kick plays too."""
    found: list[NDArray[np.float64]] = [np.empty(0)]
    for bar in form.bars_of(SNARE):
        deep = bool(form.layers[bar, KICK] > 0.0)
        takes = reel.takes_of(int(form.ideas[bar]), int(form.since[bar]), chance)
        for beat in range(int(feel.clock.bar_beats[bar])):
            take = takes[beat % len(takes)]
            first = float(feel.clock.bar_starts[bar] + beat)
            sound = take.whole if deep else take.bare
            frame = int(feel.frames(np.array([first]))[0])
            place(stems.kick, sound, frame, float(form.layers[bar, SNARE]))
            if deep:
                found.append(first + take.kicks)
    return np.concatenate(found)


def _kicks(
    stems: Stems, band: Band, feel: Feel, *, form: Form, chance: Chance
) -> NDArray[np.float64]:
    beats: list[NDArray[np.float64]] = [np.empty(0)]
    gains: list[NDArray[np.float64]] = [np.empty(0)]
    for bar in form.bars_of(KICK):
        hands = band.at(form, bar)
        steps = _within(feel, bar, hands.answer if form.since[bar] % 2 else hands.kick)
        if happens(chance, hands.chance_of_more):
            steps = np.union1d(steps, _within(feel, bar, chance.integers(0, 16, 1)))
        beats.append(feel.beats(bar, steps))
        gains.append(np.where(steps % 4 == 0, 1.0, 0.75) * (0.75 + 0.25 * form.layers[bar, KICK]))
    when = np.concatenate(beats)
    place_many(
        stems.kick, band.box.kick, feel.frames(when), np.concatenate(gains).astype(np.float32)
    )
    return when


def _snares(stems: Stems, band: Band, feel: Feel, *, form: Form, chance: Chance) -> None:
    chopped = happens(chance, 0.4)
    for bar in form.bars_of(SNARE):
        steps = _within(feel, bar, band.at(form, bar).snare)
        level = float(form.layers[bar, SNARE])
        frames = feel.frames(feel.beats(bar, steps))
        place_many(stems.drums, band.box.snare, frames, [level] * len(steps))
        if chopped and happens(chance, 0.6):
            extra = _within(feel, bar, chance.integers(0, 16, int(chance.integers(1, 5))))
            for frame in feel.frames(feel.beats(bar, extra)).tolist():
                shred = panned(band.box.shreds[int(chance.integers(3))], between(chance, -0.4, 0.4))
                place(stems.drums, shred, frame, level * between(chance, 0.15, 0.45))


def _hats(stems: Stems, band: Band, feel: Feel, *, form: Form, chance: Chance) -> None:
    loud = between(chance, 0.35, 1.0)
    closed = [panned(sound, between(chance, -0.5, 0.5)) for sound in band.box.closed]
    opened = panned(band.box.opened, 0.1)
    opens = happens(chance, 0.5)
    for bar in form.bars_of(HATS):
        steps = np.flatnonzero(chance.random(16) < band.at(form, bar).hats)
        steps = _within(feel, bar, steps)
        frames = feel.frames(feel.beats(bar, steps)).tolist()
        accents = np.where(steps % 4 == 2, 1.0, 0.6) * chance.uniform(0.7, 1.0, len(steps))
        for step, frame, accent in zip(steps.tolist(), frames, accents.tolist(), strict=True):
            sound = opened if opens and step % 4 == 2 else closed[int(accent * 7) % 3]
            place(stems.drums, sound, frame, accent * loud * float(form.layers[bar, HATS]))


def _struck(stems: Stems, band: Band, feel: Feel, *, form: Form, chance: Chance) -> None:
    for number, sound in enumerate(band.box.struck[:3]):
        wide = panned(sound, between(chance, -0.9, 0.9))
        loud = between(chance, 0.1, 0.5)
        for bar in form.bars_of(PERC):
            rows = band.at(form, bar).struck
            steps = _within(feel, bar, rows[number % len(rows)])
            gains = loud * float(form.layers[bar, PERC]) * chance.uniform(0.6, 1.0, len(steps))
            frames = feel.frames(feel.beats(bar, steps))
            place_many(stems.drums, wide, frames, gains.astype(np.float32))


def _fills(stems: Stems, band: Band, feel: Feel, *, form: Form, chance: Chance) -> Floats:
    """Bursts at the ends of blocks, or anywhere, whether or not anything changes there."""
    fill = np.zeros(form.bars, dtype=np.float32)
    closes = {bar - 1 for bar in form.blocks}
    box = band.box
    sounds = [box.snare[0], *box.shreds, box.struck[0], box.struck[1]]
    for bar in form.bars_of(SNARE):
        if not happens(chance, band.hands[0].fills if bar in closes else 0.02):
            continue
        last = 4 * int(feel.clock.bar_beats[bar])
        steps = np.arange(last - pick(chance, [4, 4, 6, 8]), last)
        steps = steps[(chance.random(len(steps)) < 0.75) | (steps == last - 1)]
        for frame in feel.frames(feel.beats(bar, steps)).tolist():
            sound = panned(sounds[int(chance.integers(len(sounds)))], between(chance, -0.6, 0.6))
            place(stems.drums, sound, frame, between(chance, 0.25, 0.7))
        fill[bar] = 1.0
    return fill

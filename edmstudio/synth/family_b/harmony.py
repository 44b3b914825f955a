"""Harmony of family B: walks from chord to near chord on bells, strings, FM keys and clouds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.key import Key
from edmstudio.synth.family_b.drums import Feel
from edmstudio.synth.family_b.form import ARP, CHORDS, IDEAS, LEAD, PAD, TEXTURE, Form
from edmstudio.synth.family_b.hands import euclid
from edmstudio.synth.family_b.instruments import Voice, choose_voice
from edmstudio.synth.family_b.tunes import Tune, invent
from edmstudio.synth.family_b.voices import dull, grains, hiss, thin
from edmstudio.synth.performance import KeySpan, Stems
from edmstudio.synth.placing import RATE, Floats, faded, place
from edmstudio.synth.streams import Chance, between, happens, log_between, pick
from edmstudio.synth.style import Style

NATURAL_MINOR, NATURAL_MAJOR = (0, 2, 3, 5, 7, 8, 10), (0, 2, 4, 5, 7, 9, 11)
COLOURS = {True: (NATURAL_MINOR, (0, 2, 3, 5, 7, 9, 10), (0, 1, 3, 5, 7, 8, 10)),
           False: (NATURAL_MAJOR, (0, 2, 4, 6, 7, 9, 11), (0, 2, 4, 5, 7, 9, 10))}  # fmt: skip
NEAR = ((5, 3, 2), (4, 6, 3), (0, 5, 4), (0, 1, 5), (0, 5, 2), (3, 1, 0), (0, 2, 4))


@dataclass(frozen=True, slots=True, eq=False)
class Tones:
    """What is in tune in a track.

    Attributes
    ----------
    tonic : int
    scale : tuple of int
    cycles : tuple of tuple of tuple of int
        For each idea its chords in turn, in semitones above the tonic.
    halves : int
        Chords a bar: 1, or 2.
    tuning : float
        Hz of A4.
    keys : tuple of KeySpan
    turn : tuple of (int, int)
        Bar from which all is moved by semitones.
    ideas, since : ndarray, shape (bars,)
        Of the form.
    """

    tonic: int
    scale: tuple[int, ...]
    cycles: tuple[tuple[tuple[int, ...], ...], ...]
    halves: int
    tuning: float
    keys: tuple[KeySpan, ...]
    turn: tuple[int, int]
    ideas: NDArray[np.int64]
    since: NDArray[np.int64]

    def chord(self, bar: int, step: int = 0) -> tuple[int, ...]:
        """Semitones above C of the chord at a sixteenth of a bar, the root first."""
        move = self.tonic + (self.turn[1] if bar >= self.turn[0] else 0)
        cycle = self.cycles[int(self.ideas[bar])]
        place_in = int(self.since[bar]) * self.halves + (step >= 8) * (self.halves - 1)
        return tuple(note + move for note in cycle[place_in % len(cycle)])

    def step(self, degree: int, bar: int) -> int:
        """Semitones above C of a step of the scale."""
        move = self.tonic + (self.turn[1] if bar >= self.turn[0] else 0)
        return move + 12 * (degree // 7) + self.scale[degree % 7]

    def hz(self, semitone: int, octave: int) -> float:
        """Frequency of a semitone above C in an octave."""
        return float(self.tuning * 2.0 ** ((semitone + 12 * (octave - 4) - 9) / 12.0))


def choose_tones(style: Style, form: Form, chance: Chance) -> Tones:
    """Walks through near chords that come home; a drone for music without a key."""
    minor, keyless = happens(chance, style.minor), happens(chance, style.keyless)
    scale = pick(chance, COLOURS[minor], [0.7, 0.15, 0.15])
    tonic = int(chance.integers(12))
    size = 2 if keyless else pick(chance, [2, 3, 3, 4])
    walks = [_walk(chance, 0 if keyless else pick(chance, [0, 1, 3, 3, 3, 7]))]
    for _ in range(IDEAS - 1):
        same = keyless or happens(chance, 0.4)
        walks.append(walks[0] if same else _walk(chance, pick(chance, [1, 3, 3, 7])))
    keys = [KeySpan(None if keyless else Key(tonic, minor), 0)]
    turn = (1 << 30, 0)
    if happens(chance, 0.05) and len(form.blocks) > 8 and not keyless:
        turn = (form.blocks[int(chance.integers(4, len(form.blocks)))], pick(chance, [1, 2, -1, 5]))
        keys.append(KeySpan(Key((tonic + turn[1]) % 12, minor), turn[0]))
    cents = pick(chance, [0.0, float(np.clip(chance.normal(0, 15), -40, 40))], [0.7, 0.3])
    return Tones(
        tonic=tonic, scale=scale, cycles=tuple(_cycle(walk, scale, size) for walk in walks),
        halves=pick(chance, [1, 2], [0.8, 0.2]), tuning=440.0 * 2 ** (cents / 1200),
        keys=tuple(keys), turn=turn, ideas=form.ideas, since=form.since,
    )  # fmt: skip


def _walk(chance: Chance, moves: int) -> list[int]:
    root, roots = 0, [0]
    for _ in range(moves):
        root = pick(chance, NEAR[root])
        roots.append(root)
    held = pick(chance, [1, 1, 2])
    return [one for one in roots for _ in range(held)]


def _cycle(walk: list[int], scale: tuple[int, ...], size: int) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(
            scale[(one + 2 * k) % 7] + 12 * ((one + 2 * k) // 7) if size > 2 else scale[one] + 7 * k
            for k in range(size)
        )
        for one in walk
    )


def play(stems: Stems, feel: Feel, tones: Tones, *, form: Form, chance: Chance, bits: bool) -> None:
    """Pads, chords, lead, arpeggio and air; `bits` where a chip plays them."""
    _pads(stems, feel, tones, form=form, chance=chance)
    _chords(stems, feel, tones, form=form, chance=chance, bits=bits)
    _melodic(stems, feel, tones, form=form, layer=LEAD, chance=chance, bits=bits)
    _melodic(stems, feel, tones, form=form, layer=ARP, chance=chance, bits=bits)
    _air(stems, feel, form=form, chance=chance)


def _pads(stems: Stems, feel: Feel, tones: Tones, *, form: Form, chance: Chance) -> None:
    """One chord from change to change, never longer than four bars."""
    voice, octave = choose_voice("pad", chance), pick(chance, [3, 4])
    loud = between(chance, 0.2, 0.6)
    shelf: dict[tuple[tuple[int, ...], int, int], Floats] = {}
    for begin, end in form.stretches(PAD):
        bar = begin
        while bar < end:
            last = bar + 1
            while last < min(end, bar + 4) and tones.chord(last) == tones.chord(bar):
                last += 1
            tension = round(float(form.energy[bar]) * 3)
            name = (tones.chord(bar), last - bar, tension)
            first, stop = feel.frames(feel.clock.bar_starts[[bar, last]].astype(float)).tolist()
            if name not in shelf:
                seconds = (stop - first) / RATE + 0.15
                shelf[name] = _muffled(
                    _stacked(voice, tones, name[0], octave, seconds, chance), tension
                )
            place(stems.music, shelf[name], first, loud * float(form.layers[bar, PAD]))
            bar = last


def _muffled(both: Floats, tension: int) -> Floats:
    return np.stack([dull(side, 900.0 * 2.4**tension) for side in both])


def _chords(
    stems: Stems, feel: Feel, tones: Tones, *, form: Form, chance: Chance, bits: bool
) -> None:
    voice, octave = choose_voice("bits" if bits else "chords", chance), pick(chance, [3, 4])
    rows = [
        euclid(pick(chance, [1, 2, 3, 4, 5, 8]), 16, pick(chance, [0, 0, 2, 3, 4]))
        for _ in range(IDEAS)
    ]
    short = between(chance, 0.25, 1.0)
    shelf: dict[tuple[tuple[int, ...], int], Floats] = {}
    for bar in form.bars_of(CHORDS):
        steps = rows[int(form.ideas[bar])]
        inside = steps[steps < 4 * int(feel.clock.bar_beats[bar])]
        ends = [*inside[1:].tolist(), 4 * int(feel.clock.bar_beats[bar])]
        tension = round(float(form.energy[bar]) * 3)
        for beat, step, end in zip(feel.beats(bar, inside), inside.tolist(), ends, strict=True):
            name = (tones.chord(bar, step), (end - step) * 8 + tension)
            if name not in shelf:
                seconds = (end - step) / 4 * feel.clock.beat_length(bar) * short + 0.05
                shelf[name] = _muffled(
                    _stacked(voice, tones, name[0], octave, seconds, chance), tension
                )
            gain = 0.55 * float(form.layers[bar, CHORDS])
            place(stems.music, shelf[name], int(feel.frames(np.array([beat]))[0]), gain)


def _stacked(
    voice: Voice, tones: Tones, chord: tuple[int, ...], octave: int, seconds: float, chance: Chance
) -> Floats:
    """A chord with its notes across the width."""
    frames = int(seconds * RATE)
    both = np.zeros((2, frames), dtype=np.float32)
    for note in chord:
        tone = voice(tones.hz(note % 12, octave), frames)
        side = between(chance, 0.25, 0.75)
        both += np.stack([tone * np.float32(side), tone * np.float32(1 - side)])
    return faded(both, 0.05)


def _melodic(
    stems: Stems, feel: Feel, tones: Tones, *, form: Form, layer: int, chance: Chance, bits: bool
) -> None:
    role = "bits" if bits else "lead" if layer == LEAD else "arp"
    voice, octave = choose_voice(role, chance), pick(chance, [4, 5])
    tunes = [invent(chance) if layer == LEAD else _run(chance) for _ in range(2)]
    tunes = [tunes[0], *(pick(chance, tunes) for _ in range(IDEAS - 1))]
    thinned, hold = between(chance, 150, 600), between(chance, 0.5, 1.3)
    shelf: dict[tuple[int, int, int], Floats] = {}
    for bar in form.bars_of(layer):
        tune = tunes[int(form.ideas[bar])]
        notes = tune.in_bar(int(form.since[bar]))
        notes = notes[tune.steps[notes] % 16 < 4 * int(feel.clock.bar_beats[bar])]
        steps = tune.steps[notes] % 16
        tension = round(float(form.energy[bar]) * 3)
        frames = feel.frames(feel.beats(bar, steps)).tolist()
        for note, step, frame in zip(notes.tolist(), steps.tolist(), frames, strict=True):
            degree, length = int(tune.degrees[note]), min(int(tune.lengths[note]), 16)
            pitch = (
                tones.step(degree, bar) if layer == LEAD else _chord_tone(tones, bar, step, degree)
            )
            name = (pitch, length, tension)
            if name not in shelf:
                count = int(feel.clock.beat_length(bar) * length / 4 * RATE * hold) + 400
                tone = thin(
                    dull(voice(tones.hz(pitch, octave), count), 1200.0 * 2.2**tension), thinned
                )
                shelf[name] = faded(np.stack([tone, np.roll(tone, 90)]), 0.02)
            place(stems.music, shelf[name], frame, 0.5 * float(form.layers[bar, layer]))


def _run(chance: Chance) -> Tune:
    """An arpeggio: even steps, degrees that count the tones of the chord."""
    every = euclid(pick(chance, [8, 11, 16, 16]), 16)
    count = pick(chance, [3, 4, 5, 6, 8])
    turn = np.array(
        pick(chance, [np.arange(count), np.arange(count)[::-1], chance.permutation(count)])
    )
    lengths = np.diff(np.append(every, 16))
    return Tune(every, turn[np.arange(len(every)) % count].astype(np.int64), lengths, 1)


def _chord_tone(tones: Tones, bar: int, step: int, degree: int) -> int:
    chord = tones.chord(bar, step)
    return chord[degree % len(chord)] + 12 * (degree // len(chord) % 2)


def _air(stems: Stems, feel: Feel, *, form: Form, chance: Chance) -> None:
    """A bed of shredded noise, different in every track, under whole stretches."""
    length = int(between(chance, 4.0, 11.0) * RATE)
    source = thin(hiss(RATE, chance), log_between(chance, 300, 5000))
    bed = np.stack(
        [grains(source, length, density=60.0, size=2500, chance=chance) for _ in range(2)]
    )
    loud = between(chance, 0.03, 0.15)
    for begin, end in form.stretches(TEXTURE):
        first, last = feel.frames(feel.clock.bar_starts[[begin, end]].astype(float)).tolist()
        turn = int(chance.integers(length))
        long = np.take(bed, np.arange(turn, turn + last - first) % length, axis=1)
        way = np.minimum(np.arange(last - first), np.arange(last - first)[::-1]) / (0.3 * RATE)
        place(stems.music, long * np.minimum(way, 1.0).astype(np.float32), first, loud)

"""Harmony of family B: walks from chord to near chord on bells, strings, FM keys and clouds."""

from dataclasses import dataclass

import numpy as np

from edmstudio.domain.key import Key
from edmstudio.synth.family_b.drums import Feel, euclid
from edmstudio.synth.family_b.grammar import ARP, CHORDS, LEAD, PAD, TEXTURE, Form
from edmstudio.synth.family_b.instruments import Voice, choose_voice
from edmstudio.synth.family_b.voices import dull, grains, hiss, thin  # fmt: skip
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
    chords : tuple of tuple of int
        Semitones above the tonic, one chord a bar of the cycle.
    tuning : float
        Hz of A4.
    keys : tuple of KeySpan
    turn : tuple of (int, int)
        Bar from which all is moved by semitones.
    """

    tonic: int
    scale: tuple[int, ...]
    chords: tuple[tuple[int, ...], ...]
    tuning: float
    keys: tuple[KeySpan, ...]
    turn: tuple[int, int]

    def chord(self, bar: int) -> tuple[int, ...]:
        """Semitones above C of a bar's chord, the root first."""
        move = self.tonic + (self.turn[1] if bar >= self.turn[0] else 0)
        return tuple(note + move for note in self.chords[bar % len(self.chords)])

    def step(self, degree: int, bar: int) -> int:
        """Semitones above C of a step of the scale."""
        move = self.tonic + (self.turn[1] if bar >= self.turn[0] else 0)
        return move + 12 * (degree // 7) + self.scale[degree % 7]

    def hz(self, semitone: int, octave: int) -> float:
        """Frequency of a semitone above C in an octave."""
        return float(self.tuning * 2.0 ** ((semitone + 12 * (octave - 4) - 9) / 12.0))


def choose_tones(style: Style, form: Form, chance: Chance) -> Tones:
    """A walk through near chords that comes home; a drone for music without a key."""
    minor, keyless = happens(chance, style.minor), happens(chance, style.keyless)
    scale = pick(chance, COLOURS[minor], [0.7, 0.15, 0.15])
    tonic = int(chance.integers(12))
    root, roots = 0, [0]
    for _ in range(0 if keyless else pick(chance, [0, 1, 3, 3, 3, 7])):
        root = pick(chance, NEAR[root])
        roots.append(root)
    roots = [one for one in roots for _ in range(pick(chance, [1, 1, 2]))]
    size = 2 if keyless else pick(chance, [2, 3, 3, 4])
    chords = tuple(
        tuple(
            scale[(one + 2 * k) % 7] + 12 * ((one + 2 * k) // 7) if size > 2 else scale[one] + 7 * k
            for k in range(size)
        )
        for one in roots
    )
    keys = [KeySpan(None if keyless else Key(tonic, minor), 0)]
    turn = (1 << 30, 0)
    if happens(chance, 0.05) and len(form.blocks) > 8 and not keyless:
        turn = (form.blocks[int(chance.integers(4, len(form.blocks)))], pick(chance, [1, 2, -1, 5]))
        keys.append(KeySpan(Key((tonic + turn[1]) % 12, minor), turn[0]))
    cents = pick(chance, [0.0, float(np.clip(chance.normal(0, 15), -40, 40))], [0.7, 0.3])
    return Tones(tonic, scale, chords, 440.0 * 2 ** (cents / 1200), tuple(keys), turn)


def play(stems: Stems, feel: Feel, tones: Tones, *, form: Form, chance: Chance) -> None:
    """Pads, chords, lead, arpeggio and air."""
    _chordal(stems, feel, tones, form=form, layer=PAD, chance=chance)
    _chordal(stems, feel, tones, form=form, layer=CHORDS, chance=chance)
    _melodic(stems, feel, tones, form=form, layer=LEAD, chance=chance)
    _melodic(stems, feel, tones, form=form, layer=ARP, chance=chance)
    _air(stems, feel, form=form, chance=chance)


def _chordal(
    stems: Stems, feel: Feel, tones: Tones, *, form: Form, layer: int, chance: Chance
) -> None:
    voice = choose_voice("pad" if layer == PAD else "chords", chance)
    octave = pick(chance, [3, 4])
    hits = 1 if layer == PAD else pick(chance, [1, 2, 3, 4, 5])
    steps = euclid(hits, 16, 0 if layer == PAD else pick(chance, [0, 0, 2, 3]))
    short = 1.0 if layer == PAD else between(chance, 0.25, 1.0)
    shelf: dict[tuple[tuple[int, ...], int], Floats] = {}
    for bar in np.flatnonzero(form.layers[:, layer]).tolist():
        inside = steps[steps < 4 * int(feel.clock.bar_beats[bar])]
        ends = [*inside[1:].tolist(), 4 * int(feel.clock.bar_beats[bar])]
        tension = round(float(form.energy[bar]) * 3)
        for beat, step, end in zip(feel.beats(bar, inside), inside.tolist(), ends, strict=True):
            name = (tones.chord(bar), (end - step) * 8 + tension)
            if name not in shelf:
                seconds = (end - step) / 4 * feel.clock.beat_length(bar) * short + 0.15
                shelf[name] = _stacked(voice, tones, name[0], octave, seconds, chance)
                shelf[name] = np.stack([dull(side, 900.0 * 2.4**tension) for side in shelf[name]])
            gain = 0.55 * float(form.layers[bar, layer])
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
    stems: Stems, feel: Feel, tones: Tones, *, form: Form, layer: int, chance: Chance
) -> None:
    voice = choose_voice("lead" if layer == LEAD else "arp", chance)
    octave = pick(chance, [4, 5])
    hits = pick(chance, [3, 5, 6, 7]) if layer == LEAD else pick(chance, [8, 11, 16])
    steps = euclid(hits, 16)
    line = _wander(chance, 16 if layer == LEAD else 8)
    thinned = between(chance, 150, 600)
    shelf: dict[tuple[int, int], Floats] = {}
    for bar in np.flatnonzero(form.layers[:, layer]).tolist():
        inside = steps[steps < 4 * int(feel.clock.bar_beats[bar])]
        tension = round(float(form.energy[bar]) * 3)
        frames = feel.frames(feel.beats(bar, inside))
        for place_in, frame in enumerate(frames.tolist()):
            slot = (bar % 4) * len(inside) + place_in
            note = (
                tones.step(line[slot % len(line)], bar)
                if layer == LEAD
                else _arpeggio(tones, bar, slot)
            )
            if (note, tension) not in shelf:
                length = int(feel.clock.beat_length(bar) * 16 / hits * 0.25 * RATE * 1.2)
                tone = thin(
                    dull(voice(tones.hz(note, octave), length), 1200.0 * 2.2**tension), thinned
                )
                shelf[note, tension] = faded(np.stack([tone, np.roll(tone, 90)]), 0.02)
            place(stems.music, shelf[note, tension], frame, 0.5 * float(form.layers[bar, layer]))


def _wander(chance: Chance, notes: int) -> list[int]:
    line = [pick(chance, [0, 4, 7])]
    for _ in range(notes - 1):
        line.append(int(np.clip(line[-1] + pick(chance, [-2, -1, -1, 0, 1, 1, 2, 4]), 0, 10)))
    return line


def _arpeggio(tones: Tones, bar: int, slot: int) -> int:
    chord = tones.chord(bar)
    return chord[slot % len(chord)] + 12 * (slot // len(chord) % 2)


def _air(stems: Stems, feel: Feel, *, form: Form, chance: Chance) -> None:
    """A bed of shredded noise, different in every track."""
    length = int(feel.clock.beat_length(0) * 8 * RATE)
    source = thin(hiss(RATE, chance), log_between(chance, 300, 5000))
    beds = [grains(source, length, density=60.0, size=2500, chance=chance) for _ in range(2)]
    bed = faded(np.stack(beds), 0.05)
    loud = between(chance, 0.03, 0.15)
    for bar in np.flatnonzero(form.layers[:, TEXTURE]).tolist()[::2]:
        beat = np.array([float(feel.clock.bar_starts[bar])])
        place(stems.music, bed, int(feel.frames(beat)[0]), loud)

"""Keys, modes and chord loops of family A: rows of scale degrees, as producers write them."""

from dataclasses import dataclass, replace

import numpy as np

from edmstudio.domain.key import Key
from edmstudio.synth.performance import KeySpan
from edmstudio.synth.streams import Chance, between, happens, pick
from edmstudio.synth.style import Style

MODES = {
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic": (0, 2, 3, 5, 7, 8, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "major": (0, 2, 4, 5, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
}
LOOPS_MINOR = (
    (0, 5, 2, 6), (0, 5, 6, 4), (0, 3, 5, 6), (5, 6, 0, 0), (0, 6, 5, 6), (0, 2, 5, 3),
    (0,), (0, 0, 5, 5), (0, 6), (0, 3), (5, 2, 6, 0), (0, 4, 5, 3), (3, 0, 5, 6),
    (0, 2, 6, 5, 0, 2, 6, 3), (0, 0, 2, 2, 5, 5, 6, 4),
)  # fmt: skip
LOOPS_MAJOR = (
    (0, 4, 5, 3), (5, 3, 0, 4), (0, 5, 3, 4), (3, 4, 5, 0), (0, 3), (0,), (1, 4, 0, 0),
    (3, 0, 4, 5), (0, 2, 3, 4), (0, 4, 1, 3), (5, 4, 3, 4), (0, 3, 5, 4, 0, 3, 1, 4),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tonality:
    """What the pitched parts of a track have in common.

    Attributes
    ----------
    tonic : int
        Pitch class.
    scale : tuple of int
        Semitones of the seven degrees.
    loop : tuple of int
        Degrees of the chords.
    chord_beats : int
        Beats each chord holds.
    cents : float
        Tuning off 440 Hz.
    extended : int
        Notes of a chord: 2 (fifths) to 5 (ninths).
    keys : tuple of KeySpan
    lift : tuple of (int, int)
        Bar from which all is moved, and by how many semitones.
    push : float
        Beats by which chords come before their bar.
    """

    tonic: int
    scale: tuple[int, ...]
    loop: tuple[int, ...]
    chord_beats: int
    cents: float
    extended: int
    keys: tuple[KeySpan, ...]
    lift: tuple[int, int]
    push: float = 0.0

    def semitone(self, degree: int, bar: int = 0) -> int:
        """Semitones above C of a degree (any number, octaves included), as it sounds in a bar."""
        lifted = self.lift[1] if bar >= self.lift[0] else 0
        return self.tonic + 12 * (degree // 7) + self.scale[degree % 7] + lifted

    def hz(self, degree: int, octave: int, bar: int = 0) -> float:
        """Frequency; octave 4 holds A 440."""
        midi = self.semitone(degree, bar) + 12 * (octave + 1)
        return float(440.0 * 2.0 ** ((midi - 69 + self.cents / 100.0) / 12.0))

    def root(self, beat: float) -> int:
        """Degree of the chord that holds at a beat."""
        return self.loop[int((beat + self.push) // self.chord_beats) % len(self.loop)]

    def chord(self, beat: float) -> tuple[int, ...]:
        """Degrees of the chord that holds at a beat."""
        root = self.root(beat)
        shape = {2: (0, 4), 3: (0, 2, 4), 4: (0, 2, 4, 6), 5: (0, 2, 4, 6, 8)}[self.extended]
        return tuple(root + step for step in shape)


def choose_tonality(style: Style, chance: Chance, sections: list[int]) -> Tonality:
    """A key, a mode and a loop; `sections` are the bars at which a change of key may come."""
    minor = happens(chance, style.minor)
    keyless = happens(chance, style.keyless)
    mode = (
        pick(chance, ["minor", "harmonic", "dorian", "phrygian"], [0.68, 0.1, 0.12, 0.1])
        if minor
        else pick(chance, ["major", "mixolydian"], [0.85, 0.15])
    )
    tonic = int(chance.integers(12))
    loop = (
        (0,)
        if keyless or (style.name == "techno" and happens(chance, 0.5))
        else pick(chance, LOOPS_MINOR if minor else LOOPS_MAJOR)
    )
    lift = (1 << 30, 0)
    keys = [KeySpan(None if keyless else Key(tonic, minor), 0)]
    if len(sections) > 4 and not keyless and happens(chance, 0.05):
        bar = sections[int(chance.integers(len(sections) // 2, len(sections)))]
        lift = (bar, pick(chance, [1, 2, 3, -2, 5]))
        keys.append(KeySpan(Key((tonic + lift[1]) % 12, minor), bar))
    return Tonality(
        tonic=tonic, scale=MODES[mode], loop=loop, chord_beats=pick(chance, [2, 4, 4, 4, 8]),
        cents=pick(chance, [0.0, float(np.clip(chance.normal(0, 18), -45, 45))], [0.75, 0.25]),
        extended=pick(chance, [2, 3, 3, 4, 4, 5]) if not keyless else 2, keys=tuple(keys),
        lift=lift,
    )  # fmt: skip


def pushed(tonality: Tonality, chance: Chance) -> Tonality:
    """In an eighth of the tracks the chords change before the bar line, as pop songs do."""
    return replace(tonality, push=pick(chance, [0.5, 1.0])) if happens(chance, 0.12) else tonality


def melody(chance: Chance, tonality: Tonality, notes: int) -> list[int]:
    """A line of degrees that walks, leaps now and then, and prefers chord tones."""
    degree = pick(chance, [0, 2, 4, 7])
    line = []
    for _ in range(notes):
        line.append(degree)
        step = pick(chance, [-1, 1, 0, -2, 2, 3, -3, 4], [5, 5, 3, 3, 3, 1, 1, 1])
        degree = int(np.clip(degree + step, -2, 9))
        if between(chance, 0, 1) < 0.25:
            degree = pick(chance, [0, 2, 4, 7])
    return line

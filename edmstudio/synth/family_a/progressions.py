"""Keys, modes and chord loops of family A: rows of scale degrees, as producers write them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.key import Key
from edmstudio.synth.family_a.plan import PARTS, Plan
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


@dataclass(frozen=True, slots=True, eq=False)
class Tonality:
    """What the pitched parts of a track have in common.

    Attributes
    ----------
    tonic : int
        Pitch class.
    scale : tuple of int
        Semitones of the seven degrees.
    loops : tuple of tuple of int
        Degrees of the chords, a loop for each part of the track.
    chord_beats : int
        Beats each chord holds.
    cents : float
        Tuning off 440 Hz.
    extended : int
        Notes of a chord: 2 (fifths) to 5 (ninths).
    keys : tuple of KeySpan
    lift : tuple of (int, int)
        Bar from which all is moved, and by how many semitones.
    parts : ndarray, shape (bars,)
        Which loop a bar plays.
    origins : ndarray, shape (bars,)
        Beat at which that loop began.
    push : float
        Beats by which chords come before their bar.
    """

    tonic: int
    scale: tuple[int, ...]
    loops: tuple[tuple[int, ...], ...]
    chord_beats: int
    cents: float
    extended: int
    keys: tuple[KeySpan, ...]
    lift: tuple[int, int]
    parts: NDArray[np.int64]
    origins: NDArray[np.int64]
    push: float = 0.0

    def semitone(self, degree: int, bar: int = 0) -> int:
        """Semitones above C of a degree (any number, octaves included), as it sounds in a bar."""
        lifted = self.lift[1] if bar >= self.lift[0] else 0
        return self.tonic + 12 * (degree // 7) + self.scale[degree % 7] + lifted

    def hz(self, degree: int, octave: int, bar: int = 0) -> float:
        """Frequency; octave 4 holds A 440."""
        midi = self.semitone(degree, bar) + 12 * (octave + 1)
        return float(440.0 * 2.0 ** ((midi - 69 + self.cents / 100.0) / 12.0))

    def root(self, beat: float, bar: int) -> int:
        """Degree of the chord that holds at a beat of a bar."""
        loop = self.loops[int(self.parts[bar])]
        inside = beat + self.push - float(self.origins[bar])
        return loop[int(inside // self.chord_beats) % len(loop)]

    def chord(self, beat: float, bar: int) -> tuple[int, ...]:
        """Degrees of the chord that holds at a beat of a bar."""
        root = self.root(beat, bar)
        shape = {2: (0, 4), 3: (0, 2, 4), 4: (0, 2, 4, 6), 5: (0, 2, 4, 6, 8)}[self.extended]
        return tuple(root + step for step in shape)


def choose_tonality(
    style: Style, chance: Chance, plan: Plan, bar_starts: NDArray[np.int64]
) -> Tonality:
    """A key, a mode and loops; a change of key may come with a section.

    Parameters
    ----------
    bar_starts : ndarray, shape (bars + 1,)
        First beat of each bar.
    """
    minor = happens(chance, style.minor)
    keyless = happens(chance, style.keyless)
    mode = (
        pick(chance, ["minor", "harmonic", "dorian", "phrygian"], [0.68, 0.1, 0.12, 0.1])
        if minor
        else pick(chance, ["major", "mixolydian"], [0.85, 0.15])
    )
    tonic = int(chance.integers(12))
    drone = keyless or (style.name == "techno" and happens(chance, 0.5))
    lift, keys = _lifted(Key(tonic, minor), chance, plan, keyless=keyless)
    return Tonality(
        tonic=tonic, scale=MODES[mode], loops=_loops(chance, minor, drone),
        chord_beats=pick(chance, [2, 4, 4, 4, 8]),
        cents=pick(chance, [0.0, float(np.clip(chance.normal(0, 18), -45, 45))], [0.75, 0.25]),
        extended=pick(chance, [2, 3, 3, 4, 4, 5]) if not keyless else 2, keys=keys, lift=lift,
        parts=plan.parts, origins=bar_starts[plan.heads],
        push=pick(chance, [0.5, 1.0]) if happens(chance, 0.12) else 0.0,
    )  # fmt: skip


def _loops(chance: Chance, minor: bool, drone: bool) -> tuple[tuple[int, ...], ...]:
    """A loop for each part; some tracks know only one."""
    if drone:
        return ((0,),) * PARTS
    choices = LOOPS_MINOR if minor else LOOPS_MAJOR
    first = pick(chance, choices)
    if happens(chance, 0.35):
        return (first,) * PARTS
    return (first, *(first if happens(chance, 0.3) else pick(chance, choices) for _ in range(3)))


def _lifted(
    key: Key, chance: Chance, plan: Plan, *, keyless: bool
) -> tuple[tuple[int, int], tuple[KeySpan, ...]]:
    """Where all moves to another key, if anywhere, and the keys that hold."""
    sections = [span.bar for span in plan.spans]
    if keyless or len(sections) <= 4 or not happens(chance, 0.05):
        return (1 << 30, 0), (KeySpan(None if keyless else key, 0),)
    bar = sections[int(chance.integers(len(sections) // 2, len(sections)))]
    step = pick(chance, [1, 2, 3, -2, 5])
    return (bar, step), (KeySpan(key, 0), KeySpan(Key((key.pitch + step) % 12, key.minor), bar))


def melody(chance: Chance, notes: int) -> list[int]:
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

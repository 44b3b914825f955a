"""Melodies of family A: a motif, what answers it, and how it comes back over four or eight bars."""

from dataclasses import dataclass, replace

from edmstudio.synth.family_a.progressions import melody
from edmstudio.synth.family_a.rhythm import BAR, hits
from edmstudio.synth.streams import Chance, between, happens, pick

FORMS = {1: ("A",), 2: ("AB", "AA", "A-"), 4: ("AAAB", "ABAC", "AABB", "ABA-", "AA-B"),
         8: ("AAABAAAC", "ABABABAC", "AABBAACC", "AB--ABC-")}  # fmt: skip
ROWS = (
    "x..x..x.x..x..x.", "x...x...x.x...x.", "x.x.x.x.x.x.x.x.", "x.....x.....x...",
    "xxx.xxx.xxx.x.x.", "x..x..x..x..x.x.", "x...............", "x...x..x..x.x...",
    "x.......x.......", "..x...x...x.x...", "x.xx..x.x.xx..x.", "x...........x.x.",
    "....x.x.x...x...", "x..x....x..x....", "x.xxx.xxx.xxx.x.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """One note of a phrase.

    Attributes
    ----------
    step, length : int
        Sixteenths from the phrase's start, and until the next note.
    degree : int
        Of the scale, from the tonic or from the root of the chord.
    strength : float
    """

    step: int
    length: int
    degree: int
    strength: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """A melody that begins anew after `bars` bars.

    Attributes
    ----------
    follows : bool
        Whether it moves with the roots of the chords.
    """

    notes: tuple[Note, ...]
    bars: int
    follows: bool

    def in_bar(self, place: int) -> list[Note]:
        """The notes of a bar, by the bars since the phrase first began; steps within the bar."""
        first = place % self.bars * BAR
        return [
            replace(note, step=note.step - first)
            for note in self.notes if first <= note.step < first + BAR
        ]  # fmt: skip


def compose(chance: Chance, rows: tuple[str, ...] = ROWS) -> Phrase:
    """A phrase of one to eight bars from two or three motifs."""
    bars = pick(chance, [1, 2, 4, 8], [0.15, 0.3, 0.4, 0.15])
    home = pick(chance, rows)
    motifs = {
        name: _motif(home if happens(chance, 0.6) else pick(chance, rows), chance)
        for name in "ABC"
    }  # fmt: skip
    onsets: list[tuple[int, int, float]] = []
    for bar, name in enumerate(pick(chance, FORMS[bars])):
        for step, degree, strength in motifs.get(name, []):
            onsets.append((bar * BAR + step, degree, strength))
    if not onsets:
        onsets = [(0, 0, 1.0)]
    ends = [step for step, *_ in onsets[1:]] + [bars * BAR]
    notes = tuple(
        Note(step, end - step, degree, strength)
        for (step, degree, strength), end in zip(onsets, ends, strict=True)
    )
    return Phrase(notes, bars, happens(chance, 0.4))


def _motif(row: str, chance: Chance) -> list[tuple[int, int, float]]:
    figure = hits(row, BAR)
    line = melody(chance, len(figure))
    soft = between(chance, 0.6, 1.0)
    return [
        (step, degree, strength * (1.0 if step % 4 == 0 else soft))
        for (step, strength), degree in zip(figure, line, strict=True)
    ]


def climbing(chance: Chance, row: str) -> Phrase:
    """An arpeggio: which tone of the chord follows which; degrees count chord tones."""
    turn = pick(chance, [
        (0, 1, 2, 1), (0, 1, 2, 3), (2, 1, 0, 1), (0, 2, 1, 2), (0, 1, 2, 3, 2, 1), (0, 3, 1, 4),
        (0, 0, 1, 2), (3, 2, 1, 0), (0, 1, 2), (0, 2, 4, 3, 1),
    ])  # fmt: skip
    bars = pick(chance, [1, 1, 2, 4])
    steps = [step for bar in range(bars) for step, _ in _shifted(row, bar)]
    ends = [*steps[1:], bars * BAR]
    lean = between(chance, 0.5, 1.0)
    notes = tuple(
        Note(step, end - step, turn[number % len(turn)], 1.0 if step % 4 == 0 else lean)
        for number, (step, end) in enumerate(zip(steps, ends, strict=True))
    )
    return Phrase(notes, bars, True)


def _shifted(row: str, bar: int) -> list[tuple[int, float]]:
    return [(bar * BAR + step, level) for step, level in hits(row, BAR, bar)]

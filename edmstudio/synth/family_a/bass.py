"""Bass lines of family A: off-beat, rolling, sustained, acid, wobbling."""

from dataclasses import dataclass

import numpy as np

from edmstudio.synth.family_a.grammar import BASS, Plan
from edmstudio.synth.family_a.notes import Patch, choose_patch, play_bass
from edmstudio.synth.family_a.progressions import Tonality
from edmstudio.synth.family_a.rhythm import Rhythm, hits
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import Floats, place
from edmstudio.synth.streams import Chance, between, happens, pick

ROWS: dict[str, tuple[str, ...]] = {
    "off-beat": ("..x...x...x...x.", "..x...x...x...x.", "..xo..xo..xo..xo"),
    "rolling": (".xxx.xxx.xxx.xxx", "xxxxxxxxxxxxxxxx", "..xx..xx..xx..xx", "x.xxx.xxx.xxx.xx"),
    "held": ("x...............", "x.......x.......", "x.......x.....x."),
    "groove": (
        "x..x..x...x..x..", "x..x..x.x..x..x.", "..x..x..x.x...x.",
        "x.....x..x....x.", "x.x...x...x.x...", "...x..x..x....x.",
    ),
    "acid": ("x.xx.xx.x.xxx.x.", "xx.x.xx.xxx.x.xx", "x.x.xxx.x.x.xx.x"),
}  # fmt: skip
MANNERS: dict[str, tuple[tuple[str, str], ...]] = {
    "house": (("groove", "square"), ("groove", "pluck"), ("off-beat", "saw"), ("groove", "sub")),
    "tech house": (
        ("groove", "pluck"),
        ("rolling", "sub"),
        ("groove", "square"),
        ("off-beat", "reese"),
    ),
    "techno": (("rolling", "sub"), ("acid", "acid"), ("off-beat", "saw"), ("rolling", "pluck")),
    "trance": (("off-beat", "saw"), ("rolling", "saw"), ("rolling", "pluck"), ("acid", "acid")),
    "progressive": (
        ("off-beat", "saw"),
        ("rolling", "square"),
        ("held", "reese"),
        ("groove", "saw"),
    ),
    "big room": (("off-beat", "saw"), ("held", "saw"), ("groove", "square")),
    "future bass": (("held", "sub"), ("held", "reese"), ("groove", "sub")),
    "dubstep": (("groove", "wobble"), ("held", "wobble"), ("groove", "growl"), ("held", "reese")),
    "drum and bass": (
        ("held", "reese"),
        ("groove", "reese"),
        ("groove", "sub"),
        ("rolling", "growl"),
    ),
    "uk garage": (("groove", "sub"), ("groove", "square"), ("groove", "reese")),
    "hardstyle": (("off-beat", "saw"), ("rolling", "saw"), ("off-beat", "growl")),
    "electro": (("groove", "saw"), ("acid", "acid"), ("rolling", "square"), ("groove", "growl")),
    "trap": (("held", "sub"), ("groove", "sub")),
    "downtempo": (("groove", "sub"), ("held", "sub"), ("groove", "pluck")),
    "edm-pop": (("groove", "saw"), ("off-beat", "saw"), ("held", "sub"), ("rolling", "square")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One bass player.

    Attributes
    ----------
    row : str
    kind : str
        The instrument, of `notes.BASSES`.
    patch : Patch
    octave : int
    length : float
        Seconds of a note as a share of the way to the next.
    jumps : float
        Probability of an octave or a fifth instead of the root.
    """

    row: str
    kind: str
    patch: Patch
    octave: int
    length: float
    jumps: float


def choose_line(style_name: str, chance: Chance) -> Line:
    """A player in the style's manner; an eighth plays another style's."""
    name = style_name if happens(chance, 0.88) else pick(chance, sorted(MANNERS))
    manner, kind = pick(chance, MANNERS[name])
    return Line(
        row=pick(chance, ROWS[manner]), kind=kind, patch=choose_patch("stab", chance),
        octave=pick(chance, [1, 1, 2]) if kind != "acid" else 2,
        length=between(chance, 0.45, 0.98), jumps=pick(chance, [0.0, 0.1, 0.3]),
    )  # fmt: skip


def play(
    stems: Stems, line: Line, rhythm: Rhythm, tonality: Tonality, *, plan: Plan, chance: Chance
) -> None:
    """The bass of the whole track; tones that repeat are rendered once."""
    shelf: dict[tuple[int, int, int, int], Floats] = {}
    turns = [int(turn) for turn in chance.choice([0, 0, 0, 4, 7, -3], 64)]
    leaps = chance.random(64) < line.jumps
    for bar in np.flatnonzero(plan.levels[:, BASS]).tolist():
        row = hits(line.row, rhythm.steps(bar))
        ends = [step for step, _ in row[1:]] + [rhythm.steps(bar)]
        for index, ((step, strength), end) in enumerate(zip(row, ends, strict=True)):
            beat = rhythm.beat(bar, step)
            slot = (bar % 2 * 16 + index) % 64
            degree = tonality.root(beat) + (turns[slot] if leaps[slot] else 0)
            openness = round(float(plan.openness[bar]) * 5)
            span = end - step
            name = (tonality.semitone(degree, bar), span, openness, slot % 3)
            if name not in shelf:
                seconds = span / 4.0 * rhythm.clock.beat_length(bar) * line.length
                hz = _in_range(tonality.hz(degree, line.octave, bar))
                shelf[name] = play_bass(
                    line.kind, hz, seconds, 0.15 + 0.17 * openness, patch=line.patch, chance=chance
                )
            frame = int(rhythm.frames([beat])[0])
            place(stems.bass, shelf[name], frame, strength * float(plan.levels[bar, BASS]))


def _in_range(hz: float) -> float:
    """Between about 36 and 150 Hz, where a club can hear and feel it."""
    while hz < 36.0:
        hz *= 2.0
    while hz > 150.0:
        hz /= 2.0
    return hz

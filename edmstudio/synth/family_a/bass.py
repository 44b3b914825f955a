"""Bass lines of family A: off-beat, rolling, held, dotted, walking; a row for each part."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.family_a.low_notes import Tone, play_bass
from edmstudio.synth.family_a.notes import Patch, choose_patch
from edmstudio.synth.family_a.plan import BASS, PARTS, Plan
from edmstudio.synth.family_a.progressions import Tonality
from edmstudio.synth.family_a.rhythm import Rhythm, hits
from edmstudio.synth.family_a.score import spread
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import Floats, place
from edmstudio.synth.streams import Chance, between, happens, pick
from edmstudio.synth.style import Style

ROWS: dict[str, tuple[str, ...]] = {
    "off-beat": ("..x...x...x...x.", "..x...x...x...x.", "..xo..xo..xo..xo"),
    "rolling": (".xxx.xxx.xxx.xxx", "xxxxxxxxxxxxxxxx", "..xx..xx..xx..xx", "xxx.xxx.xxx.xxx."),
    "held": ("x...............", "x.......x.......", "x.......x.....x."),
    "groove": (
        "x..x..x...x..x..", "x..x..x.x..x..x.", "..x..x..x.x...x.", "x.x...x.x.x...x.",
        "x.....x..x....x.", "x.x...x...x.x...", "...x..x..x....x.", "x.....x.x...x...",
        "x.x.....x.x.x...", "x...x.x...x.x...", "xx..x...x.x.....",
    ),
    "acid": ("x.xx.xx.x.xxx.x.", "xx.x.xx.xxx.x.xx", "x.x.xxx.x.x.xx.x"),
    "eighths": ("x.x.x.x.x.x.x.x.", "x.o.x.o.x.o.x.o.", "x.xxx.x.x.xxx.x."),
    "dotted": ("x..x..x.x..x..x.", "x..", "x.....", "x..x..x..x..x...", "x....x....x....."),
    "beats": ("x...x...x...x...", "x...x...x.x.x...", "x.......x.x....."),
}  # fmt: skip
MANNERS: dict[str, tuple[tuple[str, str], ...]] = {
    "house": (("groove", "square"), ("groove", "pluck"), ("off-beat", "saw"), ("groove", "sub")),
    "tech house": (
        ("groove", "pluck"), ("rolling", "sub"), ("groove", "square"), ("off-beat", "reese"),
    ),
    "techno": (
        ("rolling", "sub"), ("acid", "acid"), ("off-beat", "saw"), ("rolling", "pluck"),
        ("dotted", "pluck"),
    ),
    "trance": (
        ("off-beat", "saw"), ("rolling", "saw"), ("rolling", "pluck"), ("acid", "acid"),
        ("eighths", "saw"),
    ),
    "progressive": (
        ("off-beat", "saw"), ("rolling", "square"), ("held", "reese"), ("groove", "saw"),
    ),
    "big room": (("off-beat", "saw"), ("held", "saw"), ("groove", "square"), ("dotted", "saw")),
    "future bass": (("held", "sub"), ("held", "reese"), ("groove", "sub")),
    "dubstep": (("groove", "wobble"), ("held", "wobble"), ("groove", "growl"), ("held", "reese")),
    "drum and bass": (
        ("held", "reese"), ("groove", "reese"), ("groove", "sub"), ("rolling", "growl"),
    ),
    "uk garage": (("groove", "sub"), ("groove", "square"), ("groove", "reese")),
    "hardstyle": (("off-beat", "saw"), ("rolling", "saw"), ("off-beat", "growl")),
    "electro": (
        ("groove", "saw"), ("acid", "acid"), ("rolling", "square"), ("groove", "growl"),
        ("dotted", "saw"),
    ),
    "trap": (("held", "sub"), ("groove", "sub")),
    "downtempo": (("groove", "sub"), ("held", "sub"), ("groove", "pluck"), ("beats", "pluck")),
    "edm-pop": (
        ("groove", "saw"), ("off-beat", "saw"), ("held", "sub"), ("rolling", "square"),
        ("eighths", "saw"),
    ),
    "chip": (
        ("eighths", "chip"), ("groove", "chip"), ("dotted", "chip"), ("rolling", "chip"),
        ("beats", "square"),
    ),
    "breakbeat": (
        ("groove", "reese"), ("acid", "acid"), ("held", "sub"), ("dotted", "saw"),
        ("groove", "pluck"), ("eighths", "square"),
    ),
    "hardcore": (
        ("off-beat", "saw"), ("rolling", "pluck"), ("eighths", "saw"), ("held", "reese"),
    ),
}  # fmt: skip
VARIED = {"acid", "wobble", "growl", "pluck"}  # never twice the same tone
STEPS_ASIDE = (0, 0, 0, 4, 7, -3, 2, 1, -1)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One bass player.

    Attributes
    ----------
    rows : tuple of str
        One for each part.
    kind : str
        The instrument, as `low_notes.play_bass` names them.
    patch : Patch
    octave : int
    length : float
        Seconds of a note as a share of the way to the next.
    turns : ndarray, shape (PARTS, 64)
        Degrees above the root of the notes of four bars.
    """

    rows: tuple[str, ...]
    kind: str
    patch: Patch
    octave: int
    length: float
    turns: NDArray[np.int64]


def choose_line(style: Style, chance: Chance) -> Line:
    """A player in the style's manner; an eighth plays another style's."""
    name = style.name if happens(chance, 0.86) else pick(chance, sorted(MANNERS))
    manner, kind = pick(chance, MANNERS[name])
    if kind != "acid" and happens(chance, 0.25):
        manner = pick(chance, ["eighths", "beats", "off-beat", "held"])
    first = _row(manner, chance)
    rows = [first]
    for _ in range(PARTS - 1):
        other = pick(chance, MANNERS[name])[0] if happens(chance, 0.25) else manner
        rows.append(_row(other, chance) if happens(chance, 0.35) else first)
    leaps = chance.random((PARTS, 64)) < pick(chance, [0.0, 0.1, 0.3, 0.6])
    turns = chance.choice(STEPS_ASIDE, (PARTS, 64)) * leaps
    turns[:, ::16] = 0
    return Line(
        rows=tuple(rows), kind=kind, octave=pick(chance, [1, 1, 2]) if kind != "acid" else 2,
        patch=_patch(kind, chance),
        length=between(chance, 0.45, 0.98), turns=turns,
    )  # fmt: skip


def _patch(kind: str, chance: Chance) -> Patch:
    """Tones that stay, or that fall away like a plucked string."""
    patch = choose_patch("chip" if kind == "chip" else "stab", chance)
    stays, falls = pick(chance, [(0.85, 0.3), (0.5, 0.2), (0.0, 0.12), (0.1, 0.25)])
    return replace(patch, sustain=stays, fall=falls * between(chance, 0.7, 1.4))


def _row(manner: str, chance: Chance) -> str:
    row = pick(chance, ROWS[manner])
    return spread(row, chance) if len(row) == 16 and happens(chance, 0.5) else row


def play(
    stems: Stems, line: Line, rhythm: Rhythm, tonality: Tonality, *, plan: Plan, chance: Chance
) -> None:
    """The bass of the whole track; tones that repeat are rendered once."""
    shelf: dict[tuple[int, int, int, int], Floats] = {}
    varied = line.kind in VARIED
    for bar in plan.playing(BASS):
        part, place_in = int(plan.parts[bar]), bar - int(plan.heads[bar])
        row = hits(line.rows[part], rhythm.steps(bar), place_in)
        ends = [step for step, _ in row[1:]] + [rhythm.steps(bar)]
        for (step, strength), end in zip(row, ends, strict=True):
            beat = rhythm.beat(bar, step)
            slot = (place_in % 4 * 16 + step) % 64
            degree = tonality.root(beat, bar) + int(line.turns[part, slot])
            openness = round(float(plan.openness[bar]) * 5)
            name = (tonality.semitone(degree, bar), end - step, openness, slot % 3 * varied)
            if name not in shelf:
                length = rhythm.clock.beat_length(bar)
                hz = _in_range(tonality.hz(degree, line.octave, bar))
                seconds = (end - step) / 4.0 * length * line.length
                tone = Tone(hz, seconds, 0.15 + 0.17 * openness, length)
                shelf[name] = play_bass(line.kind, tone, line.patch, chance)
            frame = int(rhythm.frames([beat])[0])
            place(stems.bass, shelf[name], frame, strength * float(plan.levels[bar, BASS]))


def _in_range(hz: float) -> float:
    """Between about 36 and 150 Hz, where a club can hear and feel it."""
    while hz < 36.0:
        hz *= 2.0
    while hz > 150.0:
        hz /= 2.0
    return hz

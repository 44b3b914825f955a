"""Rows of drums that mislead whoever takes a habit for the metre: syncopated, torrential, bare."""

from dataclasses import replace

from edmstudio.synth.family_a.score import Score
from edmstudio.synth.streams import Chance, happens, pick

KICKS: dict[str, tuple[str, ...]] = {
    "four": ("x..x..x...x..x..", "x...x..x..x.x...", "..x.x...x...x...", "x...x...x.....x."),
    "hard": ("x...x...x..x..x.", "x..x..x.x..x..x."),
    "half": ("......x.......x.", "x..x..x..x......", "...x......x.....", "x.x.....x.x....."),
    "breaks": ("...x......x.....", "x..x..x..x..x...", "x.......x.x....."),
    "two-step": ("...x......x.....", "x..x......x..x..", "......x...x....."),
    "one-drop": ("..x...x...x...x.", "....x.......x..."),
    "dembow": ("x..x..x...x.....", "...x..x....x..x."),
    "rock": ("x..x..x..x..x...", "......x.......x.", "..x...x.x...x..."),
}
SNARES = (
    "...x..x.......x.", "....x.....x...x.", "...x......x..x..", "....x..x.x..x..x",
    "......x.......x.", "....x...........", "x.......x.......", "..x...x...x...x.",
)  # fmt: skip
HATS = (
    "x..x..x..x..x..x", ".x.x.x.x.x.x.x.x", "...x...x...x...x", ".x..x..x..x..x..",
    "x.....x.....x...", "o.o.x.o.o.o.x.o.", "..xx..xx..xx..xx",
)  # fmt: skip
SILENT = "................"


def twisted(score: Score, groove: str, chance: Chance) -> Score:
    """The score, in some tracks with rows against the grain of its groove."""
    if happens(chance, 0.2):
        score = replace(score, kick=pick(chance, KICKS[groove]))
    if happens(chance, 0.15):
        score = replace(score, snare=pick(chance, SNARES))
    if happens(chance, 0.2):
        score = replace(score, hats=pick(chance, HATS), open_hat=happens(chance, 0.2))
    if happens(chance, 0.12):
        every = "x" * 16
        return replace(score, hats=every, percussion=(every, every), ghosts=0.6, open_hat=False)
    if happens(chance, 0.04):
        kick = pick(chance, ["x...............", "x.......x.......", "..........x....."])
        return replace(score, kick=kick, snare=SILENT, hats=SILENT, percussion=(), ghosts=0.0)
    return score

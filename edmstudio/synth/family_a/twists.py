"""Rows of drums that mislead whoever takes a habit for the metre: syncopated, torrential, bare."""

from dataclasses import replace

from edmstudio.synth.family_a.score import Score
from edmstudio.synth.streams import Chance, between, happens, pick

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
BARE = ("x...............", "x.......x.......", "..........x.....")


def twisted(score: Score, groove: str, chance: Chance, unruly: float = 1.0) -> Score:
    """The score, in some tracks with rows against the grain of its groove."""
    if happens(chance, 0.2 * unruly):
        score = replace(score, kick=pick(chance, KICKS[groove]))
    if happens(chance, 0.15 * unruly):
        score = replace(score, snare=pick(chance, SNARES))
    if happens(chance, 0.2 * unruly):
        score = replace(score, hats=pick(chance, HATS), open_hat=happens(chance, 0.2))
    if happens(chance, 0.12):
        every = "x" * 16
        return replace(score, hats=every, percussion=(every, every), ghosts=0.6, open_hat=False)
    if happens(chance, 0.04):
        return bare(score, chance)
    return score


def bare(score: Score, chance: Chance) -> Score:
    """One drum, once or twice a bar."""
    kick = pick(chance, BARE)
    return replace(
        score, kick=kick, snare=SILENT, hats=SILENT, percussion=(), ghosts=0.0, fills=0.0
    )


def rolling(score: Score, groove: str, chance: Chance) -> Score:
    """The score with hats that burst into rolls, in half of the tracks of a half-time groove."""
    rolls = happens(chance, 0.5 if groove == "half" else 0.08)
    return replace(score, rolls=between(chance, 0.04, 0.6)) if rolls else score

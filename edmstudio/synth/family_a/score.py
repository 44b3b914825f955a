"""What the drummer of family A repeats: rows of sixteenths, a set for each part of the track."""

from dataclasses import dataclass, replace

from edmstudio.synth.family_a.patterns import BUSY, HATS, KICKS, PERCUSSION, SNARES
from edmstudio.synth.family_a.plan import PARTS
from edmstudio.synth.streams import Chance, between, happens, pick

STEPS = 16


@dataclass(frozen=True, slots=True)
class Score:
    """Which rows this track's drummer plays; a row is one bar of sixteenths or several.

    Attributes
    ----------
    kick, snare, hats : str
    percussion : tuple of str
    clap : float
        Share of the clap in the backbeat, 0 snare only to 1 clap only.
    open_hat : bool
        Whether the off-beat hat is the open one.
    ghosts : float
        Probability of a quiet extra hit on a step.
    fills : float
        Probability of a fill at the end of eight bars; half of it after four.
    rolls : float
        Probability that a stroke of the hat is two to four quick ones.
    """

    kick: str
    snare: str
    hats: str
    percussion: tuple[str, ...]
    clap: float
    open_hat: bool
    ghosts: float
    fills: float
    rolls: float = 0.0


def choose_score(chance: Chance, groove: str) -> Score:
    """Rows for one track; some tracks borrow another groove's."""
    if groove == "four" and happens(chance, 0.06):
        groove = pick(chance, ["breaks", "rock"])
    score = Score(
        kick=spread(pick(chance, KICKS[groove]), chance),
        snare=spread(pick(chance, SNARES[groove]), chance), hats=pick(chance, HATS[groove]),
        percussion=tuple(pick(chance, PERCUSSION) for _ in range(pick(chance, [1, 2, 3, 4]))),
        clap=pick(chance, [0.0, 1.0, between(chance, 0.2, 0.8)]), open_hat=happens(chance, 0.6),
        ghosts=pick(chance, [0.0, between(chance, 0.02, 0.12), between(chance, 0.1, 0.25)]),
        fills=between(chance, 0.1, 0.8),
    )  # fmt: skip
    if happens(chance, 0.12):
        return replace(score, hats="x" * STEPS, percussion=BUSY, ghosts=0.3)
    return score


def spread(row: str, chance: Chance) -> str:
    """A row of one bar, or of two or four in which the last is played a little otherwise."""
    bars = pick(chance, [1, 2, 4], [0.55, 0.3, 0.15])
    return row * (bars - 1) + turned(row, chance) if bars > 1 else row


def turned(row: str, chance: Chance) -> str:
    """The bar with one to three steps of its second half changed; its first step stays."""
    steps = list(row)
    for step in chance.integers(6, STEPS, pick(chance, [1, 2, 3])).tolist():
        steps[step] = "." if steps[step] != "." else pick(chance, ["x", "x", "o"])
    return "".join(steps)


def scores_of(score: Score, groove: str, chance: Chance) -> tuple[Score, ...]:
    """A score for each part: the drummer keeps most of it, or falls into half the time."""
    return (score, *(_other(score, groove, chance) for _ in range(PARTS - 1)))


def _other(score: Score, groove: str, chance: Chance) -> Score:
    if happens(chance, 0.3):
        return score
    if groove != "half" and happens(chance, 0.07):
        return replace(score, kick="x" + "." * 15, snare="........x.......")
    rows = tuple(
        pick(chance, PERCUSSION) if happens(chance, 0.4) else row for row in score.percussion
    )
    return replace(
        score, percussion=rows,
        kick=spread(pick(chance, KICKS[groove]), chance) if happens(chance, 0.2) else score.kick,
        snare=spread(pick(chance, SNARES[groove]), chance) if happens(chance, 0.2) else score.snare,
        hats=pick(chance, HATS[groove]) if happens(chance, 0.4) else score.hats,
    )  # fmt: skip

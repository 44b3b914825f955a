"""Which of two tempi an octave apart a person counts, and how sure the ear was of the other one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.metre import RATIOS, no_opinion
from edmstudio.classic.onset_envelope import read_passages
from edmstudio.decoding.tempo_preference import tempo_preference
from edmstudio.domain.annotations import Fact
from edmstudio.domain.habits import OctaveHabit
from edmstudio.learning.heard import Contest, Heard
from edmstudio.model.listen import Said
from edmstudio.model.measured import Measured
from edmstudio.model.opinion import EarOpinion

Floats = NDArray[np.float64]
STEP = 0.1  # octaves between two tempi of which something is learned
SLACK = 4.0  # what is heard along a whole track is no vote of so many witnesses
SPREAD = 3.0  # log-odds by which most people differ from what is heard
LEAST = 0.3  # log-odds; less is no habit
TOLERANCE = 0.03  # relative, of a tempo


def contests(measured: Measured, said: Said | None) -> tuple[Contest, ...]:
    """The two pairs of tempi that are read in the longest passage; none without a pulse."""
    opinion = no_opinion if said is None else EarOpinion(said)
    passages = list(read_passages(measured.onsets, measured.heard.bands, opinion, tempo_preference))
    if not passages:
        return ()
    passage, readings = max(passages, key=lambda found: found[0].stop - found[0].start)
    pulse = 60.0 / passage.pulse.period
    best = [math.log(float(reading.probability.max()) + 1e-30) for reading in readings]
    return tuple(
        Contest(pulse * RATIOS[slow], best[slow] - best[slow + 1]) for slow in range(len(best) - 1)
    )


@dataclass(frozen=True, slots=True)
class _Vote:
    """What a person says to a contest; `ear`, the log-odds for the slower, in units of `SLACK`."""

    bpm: float
    slow: float
    ear: float
    weight: float


def octave_habits(heard: Sequence[Heard]) -> tuple[OctaveHabit, ...]:
    """Odds for the slower of two tempi at every place of the scale where somebody decided."""
    votes = [vote for each in heard for vote in _votes(each)]
    if not votes:
        return ()
    places = np.array([math.log2(vote.bpm) / STEP for vote in votes])
    knots = np.arange(int(np.floor(places.min())), int(np.ceil(places.max())) + 1)
    near = np.maximum(1.0 - np.abs(places[:, None] - knots[None, :]), 0.0)
    odds = _most_probable(near, votes)
    return tuple(
        OctaveHabit(round(2.0 ** (float(knot) * STEP), 4), round(SLACK * float(each), 4))
        for knot, each in zip(knots, odds, strict=True)
        if abs(each) > LEAST
    )


def _votes(heard: Heard) -> list[_Vote]:
    held = heard.lesson.held.grid
    if held is None:
        return []
    bpm, weight = held.bpm_over(0.0, heard.lesson.seconds), heard.lesson.weight(Fact.GRID)
    votes = []
    for contest in heard.octaves:
        for slow, tempo in ((1.0, contest.slow), (0.0, 2.0 * contest.slow)):
            if abs(bpm / tempo - 1.0) < TOLERANCE:
                votes.append(_Vote(contest.slow, slow, contest.odds / SLACK, weight))
    return votes


def _most_probable(near: Floats, votes: Sequence[_Vote]) -> Floats:
    """Logistic weights under a Gaussian prior round 0, by Newton's method."""
    said, ears = np.array([v.slow for v in votes]), np.array([v.ear for v in votes])
    weights = np.array([v.weight for v in votes])
    prior = np.eye(near.shape[1]) / SPREAD**2
    odds = np.zeros(near.shape[1])
    for _ in range(30):
        likely = 1.0 / (1.0 + np.exp(-np.clip(ears + near @ odds, -30.0, 30.0)))
        slope = near.T @ (weights * (likely - said)) + prior @ odds
        curve = (near * (weights * likely * (1.0 - likely))[:, None]).T @ near + prior
        step = np.clip(np.linalg.solve(curve, slope), -3.0, 3.0)
        odds = odds - step
        if float(np.abs(step).max()) < 1e-6:
            break
    return odds

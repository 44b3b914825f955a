"""Which sixteenths of a pulse are beats and bar lines: every reading weighed over the passage."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.bar_templates import STEPS, bar_scores
from edmstudio.classic.sixteenths import Drums, Sixteenths, sixteenths
from edmstudio.decoding.tempo_changes import Passage
from edmstudio.decoding.tempo_preference import Preference, tempo_preference
from edmstudio.features.transients import Transients

Floats = NDArray[np.float64]
RATIOS = (0.5, 1.0, 2.0)  # beats heard to each beat of the pulse
START_WINDOW = 0.012  # seconds; a track that begins within it on a sixteenth was not cut there
START_BONUS = 1.0  # log-odds for a beat there, and once more for a bar line: tracks begin on a one
SLACK = 0.5  # scores of a whole track are no independent votes
# What somebody else who listened adds to each reading: of its sixteenths and of how many beats the
# pulse has, log-odds of a bar that begins on each of 16 sixteenths.
Opinion = Callable[[Sixteenths, float], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One octave of the tempo and all places where its bars might begin.

    Attributes
    ----------
    grid : Sixteenths
    probability : ndarray, shape (16,)
        That a bar begins on this sixteenth (and every 16th from there), in this octave.
    """

    grid: Sixteenths
    probability: Floats


def no_opinion(grid: Sixteenths, beats: float) -> Floats:
    """Of one who heard nothing."""
    return np.zeros(STEPS)


def weigh_readings(
    passage: Passage,
    *,
    drums: Drums,
    sums: Floats,
    onsets: Transients,
    begins: float,
    opinion: Opinion = no_opinion,
    preference: Preference = tempo_preference,
) -> tuple[Reading, ...]:
    """All readings of a passage; their probabilities sum to 1. `begins`: first sound, seconds."""
    beats = max((passage.stop - passage.start) / passage.pulse.period, 1.0)
    grids = [sixteenths(passage, r, drums=drums, sums=sums, onsets=onsets) for r in RATIOS]
    scores = []
    for ratio, grid in zip(RATIOS, grids, strict=True):
        bpm = 60.0 / passage.pulse.period * ratio
        bonus = _cut_bonus() if passage.start > 0.0 else _start_bonus(grid, begins)
        heard = SLACK * bar_scores(grid.values) + opinion(grid, beats)
        scores.append(heard + bonus + preference(bpm))
    joint = np.array(scores)
    shares = np.exp(joint - joint.max())
    shares /= shares.sum()
    return tuple(Reading(grid, share) for grid, share in zip(grids, shares, strict=True))


def _cut_bonus() -> Floats:
    """For the first sixteenth of a new tempo: it changes on a one."""
    bonus = np.zeros(STEPS)
    bonus[0::4] += START_BONUS
    bonus[0] += START_BONUS
    return bonus


def _start_bonus(grid: Sixteenths, begins: float) -> Floats:
    """For the beat and the bar that begin with the file and with its first sound.

    Only where these lie on a sixteenth: a recording that was cut anywhere says nothing.
    """
    bonus = np.zeros(STEPS)
    for moment in {0.0, begins if begins > START_WINDOW else 0.0}:
        nearest = int(np.argmin(np.abs(grid.seconds - moment)))
        if abs(grid.seconds[nearest] - moment) < START_WINDOW:
            bonus[nearest % 4 :: 4] += START_BONUS
            bonus[nearest % STEPS] += START_BONUS
    return bonus

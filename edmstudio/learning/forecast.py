"""How many more corrections are likely to help which kind of label: a learning curve.

Habits are learned from ever more of the corrected tracks and tried on the others; a curve that
falls with the root of their number is put through the scores (as learning curves of few examples
do) and says what twice as many would bring.
"""

from collections.abc import Sequence

import numpy as np

from edmstudio.decoding.cue_habits import habitual_cues, rank
from edmstudio.decoding.energy_scale import on_scale
from edmstudio.decoding.section_path import map_sections
from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.habits import Habits
from edmstudio.domain.retraining import Forecast
from edmstudio.learning.heard import Heard
from edmstudio.learning.recalibrate import recalibrate
from edmstudio.learning.task_scores import mean_scores, task_scores

SIZES = (1, 2, 4, 8, 16, 32, 64)
TRIED = 12  # tracks that every size is tried on
FACTS = {Fact.SECTIONS: "section_accuracy", Fact.CUES: "cue_f", Fact.ENERGY: "energy"}
FEWEST = 4  # tracks


def forecasts(heard: Sequence[Heard]) -> tuple[Forecast, ...]:
    """For every kind of fact of which enough tracks speak."""
    found = []
    for fact, task in FACTS.items():
        speaking = [each for each in heard if fact in each.lesson.decided]
        if len(speaking) >= FEWEST:
            points = _points(speaking, task)
            gain = 100.0 * _doubled(points, len(speaking))
            found.append(Forecast(fact, len(speaking), points, round(gain, 2)))
    return tuple(found)


def _points(heard: Sequence[Heard], task: str) -> tuple[tuple[int, float], ...]:
    """Tracks learned from, and the mean score on tracks that were not among them."""
    order = np.random.default_rng(0).permutation(len(heard))
    tried = [heard[place] for place in order[: min(TRIED, len(heard) // 2)]]
    rest = [heard[place] for place in order[len(tried) :]]
    points = []
    for size in (*(size for size in SIZES if size < len(rest)), len(rest)):
        habits = recalibrate(rest[:size])
        scores = [task_scores(each.lesson, _said(each, habits)) for each in tried]
        points.append((size, round(mean_scores(scores).get(task, 0.0), 4)))
    return tuple(points)


def _said(heard: Heard, habits: Habits) -> Annotations:
    """What would be said on the bars that are there, without hearing the track again."""
    mapped = map_sections(heard.bars, heard.lesson.seconds, habits=habits)
    cues: tuple[CuePoint, ...] = ()
    if habits.cues is not None and heard.grid is not None and mapped.sections:
        ranked = rank([mapped.sections], heard.grid, heard.bars, habits.cues)
        cues = habitual_cues(ranked, heard.grid)
    evidence, energy = heard.prediction.evidence, None
    if evidence is not None:
        level = int(np.rint(on_scale(evidence.energy, habits.energy)))
        energy = EnergyCurve(min(max(level, 1), 10))
    return Annotations(grid=heard.grid, sections=mapped.sections, cues=cues, energy=energy)


def _doubled(points: Sequence[tuple[int, float]], tracks: int) -> float:
    """What twice as many tracks are expected to add, by ``a - b / sqrt(tracks)``; never less."""
    if len(points) < 2:
        return 0.0
    sizes, scores = np.array(points, dtype=np.float64).T
    rows = np.stack([np.ones_like(sizes), -1.0 / np.sqrt(sizes)], axis=1)
    (_, fall), *_ = np.linalg.lstsq(rows, scores, rcond=None)
    return float(max(fall, 0.0) * (tracks**-0.5 - (2.0 * tracks) ** -0.5))

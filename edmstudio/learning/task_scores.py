"""How well a prediction does on what a person decided of a track, task by task."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.lesson import Lesson
from edmstudio.domain.retraining import TASKS, Scores
from edmstudio.metrics.beats import f_measure
from edmstudio.metrics.cues import cue_scores
from edmstudio.metrics.dj import tempo_scores
from edmstudio.metrics.key import key_scores
from edmstudio.metrics.structure import section_scores

Seconds = NDArray[np.float64]
FINE = 0.010  # seconds within which a beat needs no hand
LEVELS = 9.0  # between the lowest and the highest energy


def task_scores(lesson: Lesson, said: Annotations) -> Scores:
    """0 to 1 for every task of which the person decided the truth."""
    held, found = lesson.held, Scores()
    if Fact.GRID in lesson.decided and held.grid is not None:
        found |= _grid(held.grid, said.grid, lesson.seconds)
    if Fact.SECTIONS in lesson.decided and held.sections:
        scores = section_scores(held.sections, said.sections)
        found["boundary_f_0.5"] = scores.half_second.f
        found["section_accuracy"] = scores.accuracy
    if Fact.CUES in lesson.decided:
        found["cue_f"] = _cues(held, said)
    if Fact.KEY in lesson.decided and held.key is not None:
        found["key_mirex"] = key_scores(held.key, said.key).mirex
    if Fact.ENERGY in lesson.decided and held.energy is not None:
        off = LEVELS if said.energy is None else abs(held.energy.level - said.energy.level)
        found["energy"] = 1.0 - off / LEVELS
    return found


def mean_scores(tracks: Sequence[Mapping[str, float]]) -> Scores:
    """Mean of every task over the tracks that have it."""
    values = {name: [track[name] for track in tracks if name in track] for name in TASKS}
    return {name: float(np.mean(held)) for name, held in values.items() if held}


def overall(scores: Mapping[str, float]) -> float:
    """Mean over the kinds of fact, each of which counts once."""
    kinds: dict[Fact, list[float]] = {}
    for name, value in scores.items():
        kinds.setdefault(TASKS[name][0], []).append(value)
    return float(np.mean([np.mean(values) for values in kinds.values()])) if kinds else 0.0


def _grid(held: TempoMap, said: TempoMap | None, seconds: float) -> Scores:
    beats, lines = held.beats(0.0, seconds), held.downbeats(0.0, seconds)
    if said is None:
        return dict.fromkeys(("bpm_acc1", "beat_f", "beat_f_10", "downbeat_f"), 0.0)
    found = said.beats(0.0, seconds)
    tempo = tempo_scores(held.bpm_over(0.0, seconds), said.bpm_over(0.0, seconds))
    return {
        "bpm_acc1": float(bool(tempo.acc1)),
        "beat_f": f_measure(beats, found),
        "beat_f_10": f_measure(beats, found, FINE),
        "downbeat_f": f_measure(lines, said.downbeats(0.0, seconds)),
    }


def _cues(held: Annotations, said: Annotations) -> float:
    if not held.cues and not said.cues:
        return 1.0
    return cue_scores(held.cues, said.cues, held.grid).half_beat.f

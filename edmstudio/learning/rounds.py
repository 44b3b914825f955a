"""Rounds of teacher and student: what is sure of tracks that nobody corrected is learned as well.

In every odd round corrections that contradict all others are left out, in every even one they are
learned again, so that a slip of the hand neither stays in nor costs its track (noisy student: Xie
et al., CVPR 2020; clean subset first: Northcutt et al., JAIR 2021).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.retraining import Level, Listened
from edmstudio.learning.analyser import Networked, Sound
from edmstudio.learning.candidate import Candidate
from edmstudio.learning.candidates import held_back, teaches_bars
from edmstudio.learning.classroom import Classroom
from edmstudio.learning.heard import Heard
from edmstudio.learning.section_words import in_our_words
from edmstudio.learning.targets import LABELS, Truths
from edmstudio.learning.token_corpus import Barred
from edmstudio.learning.tuner import FEWEST_BARS, Tuner, cost_of, taught
from edmstudio.learning.tuning_task import Said

Floats = NDArray[np.float32]
ROUNDS = 3
LONGER = 3  # times as many steps as one retraining
SURE = 0.9  # what the teacher says with less is not learned
FAR = 3.0  # median deviations from which a track contradicts the others


@dataclass(frozen=True, slots=True)
class School:
    """What every round learns from.

    Attributes
    ----------
    said : sequence of Said
        What must not be forgotten.
    untouched : sequence of Listened
        Tracks that nobody corrected and that were measured.
    """

    said: Sequence[Said]
    untouched: Sequence[Listened]


def deeper(tuner: Tuner) -> Tuner:
    """The same with more steps."""
    arranging = replace(tuner.arranging, steps=LONGER * tuner.arranging.steps)
    hearing = replace(tuner.hearing, steps=LONGER * tuner.hearing.steps)
    return replace(tuner, arranging=arranging, hearing=hearing)


def with_rounds(
    room: Classroom, heard: Sequence[Heard], before: Candidate, tuner: Tuner, school: School
) -> Candidate:
    """Every student is the next one's teacher; told honestly of the held back tracks only."""
    folds = room.folds()
    trained = [each for each in heard if each.lesson.payload in folds]
    teacher = before.analyser
    assert isinstance(teacher, Networked)
    start = teacher
    found = (taught(each, room.sound(each.lesson), start) for each in teaches_bars(trained))
    bars = in_our_words([each for each in found if each is not None], trained)
    for number in range(ROUNDS):
        room.course.enter(f"Round {number + 1} of {ROUNDS}")
        mine = bars if number % 2 else agreeing(bars, teacher)
        guessed = _guessed(room, teacher, school.untouched)
        teacher = tuner.arranger(start, [*mine, *guessed], school.said)
    return held_back(Level.DEEP, teacher, before, room, heard)


def agreeing(bars: Sequence[Barred], teacher: Networked) -> list[Barred]:
    """Without the tracks that are much farther from what is heard than the others."""
    costs = np.array([cost_of(teacher, [each]) for each in bars])
    if not len(costs):
        return []
    middle = float(np.median(costs))
    spread = float(np.median(np.abs(costs - middle)))
    return [each for each, cost in zip(bars, costs, strict=True) if cost <= middle + FAR * spread]


def _guessed(room: Classroom, teacher: Networked, tracks: Sequence[Listened]) -> list[Barred]:
    """What the teacher is sure of on tracks that nobody corrected."""
    found = []
    for track in tracks:
        room.course.step()
        guess = guessed(track.payload, room.sound(track), teacher)
        found += [] if guess is None else [guess]
    return found


def guessed(name: str, sound: Sound, teacher: Networked) -> Barred | None:
    """Labels of a track where the teacher is sure; the rest is not known. None of a short one."""
    grid = teacher.predict(sound, teacher.checkpoint.card.habits).annotations.grid
    tokens = teacher.tokens(sound, grid)
    if len(tokens.rows) < FEWEST_BARS:
        return None
    said, bars = teacher.bars(sound, grid), len(tokens.rows)
    label = np.exp(said.label)
    sure = label.max(axis=1) > SURE
    allowed = np.ones((bars, len(LABELS)), dtype=np.bool_)
    allowed[sure] = label[sure].argmax(axis=1)[:, None] == np.arange(len(LABELS))
    truth = Truths(
        boundary=_sure(said.boundary),
        allowed=allowed,
        cue=_sure(said.cue),
        energy=np.full(bars, np.nan, dtype=np.float32),
        activity=np.full((bars, 4), np.nan, dtype=np.float32),
    )
    return Barred(name, tokens.rows, truth)


def _sure(chance: Floats) -> Floats:
    """1 or 0 where it is sure, NaN where it is not."""
    known = np.where(chance > SURE, 1.0, np.where(chance < 1.0 - SURE, 0.0, np.nan))
    return known.astype(np.float32)

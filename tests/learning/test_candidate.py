"""Habits on which nothing else depends are kept or left each by itself."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.habits import CueHabits, EnergyHabit, Habits
from edmstudio.domain.key import Key
from edmstudio.domain.lesson import Lesson
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.retraining import Level
from edmstudio.jobs.job import Watch
from edmstudio.learning.candidate import Candidate, answers, head_by_head
from edmstudio.learning.candidates import held_back
from edmstudio.learning.course import Course
from edmstudio.model.checkpoint import Card

A_MINOR = Key.parse("Am")
GOOD, BAD = EnergyHabit(0.0, 1.0), EnergyHabit(3.0, 1.0)


class Measuring:
    """Hears level 5 in every track, and its key."""

    def predict(self, sound, habits):
        level = 5 if habits.energy is None else round(habits.energy.shift + 5 * habits.energy.slope)
        return Prediction(Annotations(key=A_MINOR, energy=EnergyCurve(level)), "measuring")


@pytest.fixture
def room():
    return SimpleNamespace(course=Course(Watch(), print), sound=lambda lesson: lesson)


def heard(count):
    held = Annotations(key=A_MINOR, energy=EnergyCurve(5))
    decided = frozenset({Fact.KEY, Fact.ENERGY})
    return [
        SimpleNamespace(lesson=Lesson(f"t{n}", f"t{n}.wav", f"t{n}", 60.0, held, decided))
        for n in range(count)
    ]


def candidate(room, tracks, habits):
    asked = {each.lesson.payload: (Measuring(), habits) for each in tracks}
    honest = answers(room, tracks, asked)
    return Candidate(Level.HABITS, Measuring(), habits, asked, honest)


def test_a_scale_that_does_worse_stays_as_it_was_and_the_rest_is_learned(room):
    tracks = heard(3)
    made = candidate(room, tracks, Habits(offset=0.012, energy=BAD))
    before = {each.lesson.payload: {"energy": 0.99, "key_mirex": 1.0} for each in tracks}
    now = Card("now", data={"tracks": {"t0": 1, "t1": 1}})
    found = head_by_head(made, room, tracks, before, now)
    assert found.habits == Habits(offset=0.012, energy=None)
    assert {said.annotations.energy.level for said in found.honest.values()} == {5}
    # Of tracks that it learned from, what stays knows more than it may tell.
    energy = [scores["energy"] for scores in found.scores(tracks).values()]
    assert energy == [0.99, 0.99, 1.0]


def test_a_scale_that_does_better_is_kept(room):
    tracks = heard(3)
    made = candidate(room, tracks, Habits(energy=GOOD))
    before = {each.lesson.payload: {"energy": 0.8} for each in tracks}
    assert head_by_head(made, room, tracks, before, Card("now", habits=Habits(energy=BAD))) is made


class Listening(Measuring):
    """Remembers by whose habits it was asked about which track."""

    def __init__(self):
        self.asked = {}

    def predict(self, sound, habits):
        self.asked[sound.payload] = habits
        return super().predict(sound, habits)


def test_a_higher_level_is_asked_about_a_track_by_habits_that_never_saw_it(room):
    """What is promoted knows every track; what is told of one must not."""
    tracks = heard(3)
    knowing, blind = Habits(offset=0.012), Habits(offset=0.003)
    room.folds = lambda: {"t0": 0, "t1": 1}  # t2 is held back
    before = candidate(room, tracks, blind)
    before = replace(before, habits=knowing)
    ear = Listening()
    found = held_back(Level.EAR, ear, before, room, tracks)
    assert found.habits == knowing
    assert ear.asked == {"t2": blind}
    assert set(found.honest) == {"t2"}


class Cueing(Measuring):
    """Hears the cue; who has habits of cues gets it elsewhere."""

    def predict(self, sound, habits):
        said = super().predict(sound, habits)
        seconds = 10.0 if habits.cues is None else 40.0
        cues = (CuePoint(seconds, 1, CueKind.DROP),)
        return replace(said, annotations=replace(said.annotations, cues=cues))


def with_cues(count):
    tracks = heard(count)
    for each in tracks:
        held = replace(each.lesson.held, cues=(CuePoint(10.0, 1, CueKind.DROP),))
        each.lesson = replace(each.lesson, held=held, decided=each.lesson.decided | {Fact.CUES})
    return tracks


def test_cues_that_do_worse_stay_as_they_were_where_the_same_network_hears_them(room):
    tracks = with_cues(3)
    habits = Habits(offset=0.012, cues=CueHabits(0.0, 0.0, ()))
    asked = {each.lesson.payload: (Cueing(), habits) for each in tracks}
    made = Candidate(Level.HABITS, Cueing(), habits, asked, answers(room, tracks, asked))
    before = {each.lesson.payload: {"cue_f": 1.0} for each in tracks}
    found = head_by_head(made, room, tracks, before, Card("now"), same=True)
    assert found.habits == Habits(offset=0.012)
    assert {scores["cue_f"] for scores in found.scores(tracks).values()} == {1.0}
    # Another network's habits of cues would mean something else on what this one hears.
    assert head_by_head(made, room, tracks, before, Card("now")).habits == habits

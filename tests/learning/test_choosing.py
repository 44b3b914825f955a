"""Which of the levels that were tried is kept, and which says why none is."""

from types import SimpleNamespace

from edmstudio.domain.retraining import Level, Row, Verdict
from edmstudio.learning.choosing import best, grounded


def tried(level, gain, *, promoted=False, reason=""):
    return SimpleNamespace(level=level), Verdict(promoted, reason, (), 0.1, 8, gain)


def test_the_costly_level_that_is_better_is_kept_before_a_cheaper_one():
    cheap = tried(Level.ARRANGER, 0.05, promoted=True)
    ear = tried(Level.EAR, 0.03, promoted=True)
    assert best([tried(Level.HABITS, 0.09), cheap, ear]) is ear
    assert best([cheap, tried(Level.EAR, 0.2)]) is cheap


def test_where_none_is_better_those_that_all_tracks_judged_say_why():
    habits = tried(Level.HABITS, -0.02, reason="Cues −2.7 points: the old model stays.")
    arranger = tried(Level.ARRANGER, -0.003, reason="It is no better: the old model stays.")
    ear = tried(Level.EAR, 0.02, reason="The ear brings +0.0 points beside what costs less.")
    assert best([habits, arranger, ear]) is arranger


def test_what_is_built_on_something_worse_is_not_kept_for_the_sake_of_two_tracks():
    cues = Row("cue_f", 0.6, 0.56, -0.08, 0.0, 0.95, 29)
    arranger = Verdict(False, "Cues −4.0 points: the old model stays.", (cues,), 0.9, 29, -0.01)
    ear = Verdict(True, "Cues +3.0 points.", (), 0.1, 3, 0.03)
    found = grounded(ear, arranger)
    assert not found.promoted
    assert found.reason == arranger.reason
    sound = Verdict(False, "It is no better.", (), 0.5, 29, -0.01)
    assert grounded(ear, sound) is ear

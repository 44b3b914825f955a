"""Learning at every level with a small network, in this process and in few steps."""

from dataclasses import replace
from hashlib import blake2b

import pytest
import torch

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.lesson import Lesson
from edmstudio.domain.retraining import Assignment, Level, Listened
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Cancelled, Watch
from edmstudio.learning import rounds, tuner
from edmstudio.learning.course import Course
from edmstudio.learning.make_reference import make_reference
from edmstudio.learning.reference import parts
from edmstudio.learning.retrain import retrain
from edmstudio.learning.tuner import ARRANGER, EAR, Tuner
from edmstudio.model.checkpoint import Card, load, save
from edmstudio.model.network import Network, Shape
from tests.music import write
from tests.teaching import LATE, song

SMALL = Shape(channels=16, blocks=2, bars=16, layers=1, heads=2, embedding=8, sources=4)
DECIDED = frozenset({Fact.GRID, Fact.SECTIONS, Fact.CUES})


def lesson(folder, number):
    """What a person says of a song, and its file."""
    bpm = 112.0 + 5.0 * number
    path = write(folder / f"{number}.wav", song(bpm, number))
    payload = blake2b(path.read_bytes(), digest_size=16).hexdigest()
    bar, end = 240.0 / bpm, 24 * 240.0 / bpm
    lines = (0.0, 4 * bar + LATE, 12 * bar + LATE, end)
    labels = (SectionLabel.VERSE, SectionLabel.BRIDGE, SectionLabel.CHORUS)
    held = Annotations(
        grid=TempoMap.constant(LATE, bpm),
        sections=tuple(map(Section, lines, lines[1:], labels)),
        cues=(CuePoint(lines[2], 1, CueKind.DROP, "Go", "A"),),
    )
    return Lesson(payload, str(path), f"song {number}", end, held, DECIDED, number)


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    folder = tmp_path_factory.mktemp("room")
    torch.manual_seed(0)
    base = folder / "small.safetensors"
    save(Network(SMALL), Card("small"), base)
    wanted, reference = parts(1, 1), folder / "reference.npz"
    make_reference(Watch(), Inline(), base, reference, wanted=wanted, minutes=0.4)
    return folder, [lesson(folder, number) for number in range(11)]


def retrained(room, models, count, level, watch=None, news=None):
    folder, lessons = room
    course = Course(watch or Watch(), (news if news is not None else []).append)
    base = str(folder / "small.safetensors")
    other = lessons[-1]
    assignment = Assignment(
        tuple(lessons[:count]),
        (Listened(other.payload, other.path, other.seconds, Annotations()),),
        model=base, root=base, features=str(folder / "features"), models=str(models),
        reference=str(folder / "reference.npz"), level=level,
    )  # fmt: skip
    quick = Tuner(course, 0, replace(ARRANGER, steps=5), replace(EAR, steps=5))
    return retrain(course.watch, course.tell, assignment, quick)


def test_each_level_is_tried_judged_and_told(room, tmp_path):
    """All four on ten tracks; some are held back from every network."""
    news = []
    outcome = retrained(room, tmp_path, 10, Level.DEEP, news=news)
    assert [level for level, _ in outcome.tried] == list(Level)
    judged = {level: verdict.tracks for level, verdict in outcome.tried}
    assert judged[Level.HABITS] == judged[Level.ARRANGER] == 10
    assert 2 <= judged[Level.EAR] == judged[Level.DEEP] < 10
    card = load(tmp_path / outcome.file).card
    assert card.habits.tracks == {"cues": 10, "grid": 10, "sections": 10}
    assert len(card.data["tracks"]) == len(card.metrics["honest"]) == 10
    stages = {each["stage"] for each in news if "costs" in each}
    assert {"Arranger", "Ear", "Round 3 of 3"} <= stages
    assert [each["level"] for each in news if "verdict" in each] == list(Level)


def test_a_track_that_contradicts_all_others_is_left_out_of_the_clean_round(monkeypatch):
    costs = {"a": 1.0, "b": 1.1, "c": 0.9, "d": 1.05, "slip": 4.0}
    monkeypatch.setattr(rounds, "cost_of", lambda teacher, tracks: costs[tracks[0]])
    assert rounds.agreeing(list(costs), None) == ["a", "b", "c", "d"]
    assert rounds.agreeing([], None) == []


def test_three_tracks_teach_the_arranger_and_the_same_seed_teaches_the_same(room, tmp_path):
    one, two = (retrained(room, tmp_path / n, 3, Level.ARRANGER) for n in ("one", "two"))
    assert [level for level, _ in one.tried] == [Level.HABITS, Level.ARRANGER]
    assert one.verdict.promoted
    assert one.name == two.name
    kept = load(tmp_path / "one" / one.file)
    assert kept.name == one.name
    assert kept.card.parent == load(room[0] / "small.safetensors").name
    assert kept.card.data["tracks"] == {each.payload: each.revision for each in room[1][:3]}
    assert kept.card.habits.offset == pytest.approx(LATE, abs=0.003)


def test_tracks_of_too_few_bars_for_an_arranger_teach_habits_alone(room, tmp_path, monkeypatch):
    monkeypatch.setattr(tuner, "FEWEST_BARS", 1000)
    outcome = retrained(room, tmp_path, 3, Level.ARRANGER)
    assert outcome.level is Level.HABITS


def test_one_track_teaches_habits_only(room, tmp_path):
    outcome = retrained(room, tmp_path, 1, Level.HABITS)
    assert [level for level, _ in outcome.tried] == [Level.HABITS]


def test_a_training_that_runs_off_leaves_nothing(room, tmp_path, monkeypatch):
    def off(self, watch=None):
        raise FloatingPointError("the cost is no number")

    monkeypatch.setattr("edmstudio.learning.training.Training.advance", off)
    with pytest.raises(FloatingPointError):
        retrained(room, tmp_path, 3, Level.ARRANGER)
    assert list(tmp_path.iterdir()) == []


def test_it_can_be_stopped_at_every_step(room, tmp_path):
    watch = Watch()
    watch.on_progress = lambda progress: progress.note.startswith("Arranger") and watch.cancel()
    with pytest.raises(Cancelled):
        retrained(room, tmp_path, 3, Level.ARRANGER, watch)
    assert list(tmp_path.iterdir()) == []

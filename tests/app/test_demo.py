import json
from xml.etree import ElementTree

import pytest

from edmstudio.app import demo_tracks as module
from edmstudio.app.demo import brought_in, demo
from edmstudio.app.demo_review import ANSWERS
from edmstudio.app.demo_step import answers
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.decisions import Decisions
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.revisions import Revisions
from edmstudio.synth.demo import DemoTrack


@pytest.fixture
def library(tmp_path):
    """In a file, which retraining needs."""
    held = Library(tmp_path / "demo.db")
    yield held
    held.close()


@pytest.fixture
def round_trip(library, cache, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "TRACKS", (DemoTrack("Demo House", "house", 1, 0.7),))

    return lambda: list(_demo(library, tmp_path, cache))


@pytest.fixture
def stopped(round_trip, library, tmp_path, cache):
    """Go round as far as the first step of this name."""
    return lambda name: next(step for step in _demo(library, tmp_path, cache) if step.name == name)


def _demo(library, folder, cache):
    return demo(Watch(), library, folder / "demo", place=Inline(), cache=cache)


def test_the_loop_goes_round_and_a_second_time_on_what_is_there(round_trip, library, tmp_path):
    first = round_trip()
    names = [step.name for step in first]
    assert list(dict.fromkeys(names)) == [
        "render", "add", "import", "analyse", "speed", "queue", "question", "review", "correct",
        "undo", "redo", "mend", "energy", "retrain", "export", "errors",
    ]  # fmt: skip
    facts = {step.name: step.facts for step in first}
    assert facts["correct"]["cues"] == facts["redo"]["cues"] != facts["undo"]["cues"]
    assert facts["analyse"]["bpm"] == pytest.approx(facts["analyse"]["true_bpm"], abs=0.5)
    assert facts["analyse"]["grid_ms"] < 10
    tracks = ElementTree.parse(tmp_path / "demo" / "rekordbox.xml").findall("COLLECTION/TRACK")
    assert len(tracks) == 1
    assert all(track.find("TEMPO") is not None for track in tracks)
    given = answers(library)
    second = round_trip()
    assert [step.facts["status"] for step in second if step.name == "add"] == ["known"]
    assert not {"speed", "review", "mend", "energy"} & {step.name for step in second}
    assert answers(library) == given
    again = {step.name: step.facts for step in second}
    assert again["retrain"] == facts["retrain"]
    assert again["errors"] == facts["errors"]
    assert json.dumps([step.facts for step in second])


def test_planted_errors_are_found_by_questions_and_mended_by_answers_and_by_hand(round_trip):
    facts = {step.name: step.facts for step in round_trip()}
    told = facts["errors"]
    assert told["planted"] == sum(facts["import"]["planted"].values()) > 0
    assert told["before"] == facts["queue"]["wrong"] >= facts["queue"]["found"] > 0
    assert told["mended"] == told["before"]


def test_a_demo_that_was_stopped_while_answering_asks_only_what_is_left(
    round_trip, library, stopped
):
    stopped("review")
    assert Decisions(library).count() == 1
    answered = [step for step in round_trip() if step.name == "review"]
    assert answers(library) == 1 + len(answered) <= ANSWERS


def test_brought_in_only_the_questions_wait_and_nothing_is_decided(
    round_trip, library, tmp_path, cache
):
    steps = list(brought_in(Watch(), library, tmp_path / "demo", place=Inline(), cache=cache))
    assert steps[-1].name == "question"
    assert Queue(library).waiting()
    assert not Decisions(library).count()
    assert not Revisions(library).heads()


def test_the_same_errors_are_planted_every_time(stopped, tmp_path):
    xml = tmp_path / "demo" / "collection.xml"
    stopped("import")
    first = xml.read_bytes()
    xml.unlink()
    stopped("import")
    assert xml.read_bytes() == first
    assert b'Name="rekordbox"' in first

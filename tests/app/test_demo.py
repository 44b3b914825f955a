import json
from xml.etree import ElementTree

import pytest

from edmstudio.app import demo as module
from edmstudio.app.demo import demo
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.synth.demo import DemoTrack


@pytest.fixture
def round_trip(library, cache, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "TRACKS", (DemoTrack("Demo House", "house", 1, 0.7),))

    def go():
        return list(demo(Watch(), library, tmp_path / "demo", place=Inline(), cache=cache))

    return go


def test_the_loop_goes_round_and_a_second_time_on_what_is_there(round_trip, tmp_path):
    first = round_trip()
    names = [step.name for step in first]
    assert names == [
        "render", "add", "analyse", "speed", "correct", "undo", "redo", "export",
    ]  # fmt: skip
    facts = {step.name: step.facts for step in first}
    assert facts["correct"]["cues"] == facts["redo"]["cues"] != facts["undo"]["cues"]
    assert facts["analyse"]["bpm"] == pytest.approx(facts["analyse"]["true_bpm"], abs=0.5)
    assert facts["analyse"]["grid_ms"] < 10
    tracks = ElementTree.parse(tmp_path / "demo" / "rekordbox.xml").findall("COLLECTION/TRACK")
    assert len(tracks) == 1
    assert all(track.find("TEMPO") is not None for track in tracks)
    second = round_trip()
    assert [step.facts["status"] for step in second if step.name == "add"] == ["known"]
    assert "speed" not in [step.name for step in second]
    assert json.dumps([step.facts for step in second])

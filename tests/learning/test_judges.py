import json

import pytest
import soundfile

from edmstudio.domain.key import ALL_KEYS
from edmstudio.jobs.job import Watch
from edmstudio.learning import judges
from edmstudio.learning.judges import judge_all, judged
from edmstudio.model.checkpoint import Card, Checkpoint
from edmstudio.model.network import Network, Shape
from edmstudio.synth.render import render
from tests.learning.examples import RATE, clicking_sound

SMALL = Shape(channels=128, blocks=2, bars=16, layers=1, heads=2, embedding=8)


@pytest.fixture
def checkpoint():
    return Checkpoint(Network(SMALL).eval(), Card("small"), "0" * 32)


def test_both_are_asked_about_every_bar(checkpoint):
    waveform, truth = clicking_sound(120.0, seconds=40.0)
    said = judged(waveform, truth, checkpoint)
    bars = len(said.truth.boundary)
    for judge in (said.network, said.classic):
        assert {head: len(rows) for head, rows in judge.items()} == {
            "boundary": bars,
            "label": bars,
            "cue": bars,
            "key": 24,
        }
    assert ALL_KEYS[said.key].name == "A minor"


def test_a_track_whose_bars_nobody_knows_is_left_out(checkpoint):
    waveform, truth = clicking_sound(120.0, seconds=40.0)
    assert judged(waveform, {**truth, "downbeats": None}, checkpoint) is None


def test_real_tracks_and_renderings_weigh_the_same(checkpoint, tmp_path, monkeypatch):
    waveform, truth = clicking_sound(120.0, seconds=40.0)
    soundfile.write(tmp_path / "track.wav", waveform.samples, RATE)
    (tmp_path / "track.json").write_text(json.dumps(truth))
    (tmp_path / "broken.wav").write_bytes(b"no sound")
    (tmp_path / "broken.json").write_text(json.dumps(truth))
    (tmp_path / "alone.json").write_text(json.dumps(truth))
    monkeypatch.setattr(judges, "STYLES", {"house": None, "trance": None})
    monkeypatch.setattr(judges, "render", lambda *said: render(*said, minutes=0.5))
    found = judge_all(Watch(), checkpoint, sorted(tmp_path.glob("*.json")), unseen=7)
    weights = [len(each.truth.boundary) * each.weight for each in found]
    assert len(found) == 3
    assert weights[0] == pytest.approx(1.0)
    assert sum(weights[1:]) == pytest.approx(1.0)

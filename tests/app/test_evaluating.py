"""Scoring a folder of tracks whose truth the test knows."""

import json
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from edmstudio.app.answers import answer, of_annotations
from edmstudio.app.evaluating import evaluate, labelled
from edmstudio.app.scoring import scores
from edmstudio.audio.encode import encode
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.refused import Refused
from edmstudio.domain.waveform import Waveform
from edmstudio.interchange.truth import Truth, read_truth
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Cancelled, Watch
from tests.classic.drums import Loop


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two loops and a silence with their truths, a broken file, and a track without truth."""
    place = tmp_path_factory.mktemp("truths")
    for name, loop in {"house": Loop(bpm=124.0, start=0.2), "fast": Loop(bpm=150.0)}.items():
        encode(loop.waveform(), place / f"{name}.wav")
        held = {"bpm": loop.bpm, "beats": list(loop.beats), "downbeats": list(loop.downbeats)}
        (place / f"{name}.json").write_text(json.dumps(held))
    encode(Waveform(np.zeros((22050 * 8, 1), np.float32), 22050), place / "silence.wav")
    (place / "silence.json").write_text(json.dumps({"bpm": None, "beats": [], "downbeats": []}))
    (place / "broken.wav").write_text("no sound")
    (place / "broken.json").write_text("{}")
    encode(Loop(bars=2).waveform(), place / "unlabelled.wav")
    (place / "house.jpg").write_bytes(b"the cover, which is no sound")
    return place


@pytest.fixture(scope="module")
def record(folder):
    return evaluate(Watch(), folder, place=Inline()).record()


def test_every_labelled_file_is_scored_and_the_broken_one_told(record):
    names = [track["path"].rsplit("/", 1)[-1] for track in record["tracks"]]
    assert names == ["fast.wav", "house.wav", "silence.wav"]
    (failed,) = record["failed"]
    assert failed["path"].endswith("broken.wav")
    assert failed["error"]["kind"] == "decode"


def test_the_loops_are_right_in_every_field(record):
    mean = record["mean_constant_tempo"]
    right = ["beat_f", "beat_cmlt", "beat_amlt", "downbeat_f", "bpm_exact", "bpm_acc1", "bpm_acc2"]
    assert {name: mean[name] for name in right} == dict.fromkeys(right, 1.0)
    assert mean["grid_usable"] == mean["gu10"] == 1.0
    assert mean["grid_ms"] < 5.0
    assert record["realtime_factor"] > 0


def test_no_beat_is_invented_in_silence(record):
    assert record["mean"]["invented_beats"] == 0.0


# What librosa really says is measured by `tests.bench.peers`: compiling it takes numba a minute.
@pytest.fixture
def a_peer(monkeypatch):
    """A librosa that hears 124 BPM everywhere, and how it was asked."""
    asked = []

    def beat_track(*, y, sr, units):
        asked.append((len(y), sr, units))
        return np.array([124.0 if y.any() else 0.0]), np.arange(0.2, len(y) / sr, 60.0 / 124.0)

    peer = SimpleNamespace(
        beat=SimpleNamespace(beat_track=beat_track),
        resample=lambda y, *, orig_sr, target_sr: y[:: round(orig_sr / target_sr)],
    )
    monkeypatch.setitem(sys.modules, "librosa", peer)
    return asked


def test_a_peer_is_scored_on_the_same_files_in_the_same_run(folder, a_peer):
    record = evaluate(Watch(), folder, place=Inline(), against=("librosa",)).record()
    peer = record["against"]["librosa"]
    assert len(peer["tracks"]) == len(record["tracks"]) == len(a_peer)
    assert {(sr, units) for _, sr, units in a_peer} == {(22050, "time")}
    right = {track["path"].rsplit("/", 1)[-1]: track.get("bpm_exact") for track in peer["tracks"]}
    assert right == {"house.wav": True, "fast.wav": False, "silence.wav": None}
    assert "downbeat_f" not in peer["mean"] or peer["mean"]["downbeat_f"] == 0.0
    assert peer["better"]["beat_f"] >= 0.5
    assert peer["failed"] == record["failed"]


def test_a_peer_gets_its_own_rate_and_no_tempo_is_none(tmp_path, a_peer):
    encode(Waveform(np.zeros((44100 * 2, 2), np.float32), 44100), tmp_path / "quiet.wav")
    found = answer(tmp_path / "quiet.wav", "librosa")
    assert a_peer == [(44100, 22050, "time")]
    assert found.bpm is None
    assert found.annotations is None


def test_the_record_is_json_and_holds_an_interval_for_each_mean(record):
    assert json.loads(json.dumps(record))["interval"].keys() == record["mean"].keys()


def test_files_without_truth_are_left_alone(folder):
    assert "unlabelled.wav" not in {path.name for path, _ in labelled(folder)}


@pytest.mark.parametrize("name", ["no such folder", "empty"])
def test_a_folder_without_truths_is_refused(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused):
        evaluate(Watch(), tmp_path / name, place=Inline())


def test_an_unknown_analyser_is_refused(folder):
    with pytest.raises(Refused, match="neither an analyser"):
        evaluate(Watch(), folder, place=Inline(), against=("oracle",))


def test_it_can_be_stopped(folder):
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        evaluate(watch, folder, place=Inline())


def said(bpm, seconds=60.0, start=0.0):
    return of_annotations(Annotations(grid=TempoMap.constant(start, bpm)), seconds)


def test_another_accepted_tempo_is_scored_at_its_own_level():
    beats = np.arange(0.0, 60.0, 60.0 / 85.0)
    truth = Truth(bpm=85.0, other_bpm=(170.0,), beats=beats, downbeats=beats[::4])
    found = scores(truth, said(170.0))
    assert found["beat_f"] == pytest.approx(1.0, abs=0.02)
    assert found["bpm_acc1"] is True
    assert scores(Truth(bpm=85.0, beats=beats), said(170.0))["bpm_acc1"] is False


def test_doubtful_downbeats_are_not_scored():
    beats = np.arange(0.0, 60.0, 0.5)
    truth = Truth(bpm=120.0, beats=beats, downbeats=beats[1::4], sure_bars=False)
    found = scores(truth, said(120.0))
    assert "downbeat_f" not in found
    assert found["gu10"] is True


def test_what_lies_behind_the_last_label_is_nobodys_mistake():
    beats = np.arange(0.0, 40.0, 0.5)
    found = scores(Truth(bpm=120.0, beats=beats), said(120.0))
    assert found["beat_f"] == 1.0
    assert found["beat_f_whole"] < 0.9


def test_a_beat_a_hair_before_the_file_is_its_first_sample():
    assert said(120.0, start=-0.003).beats[0] == 0.0


def test_our_own_analyser_answers_a_file(folder):
    found = answer(folder / "house.wav", "classic")
    assert found.bpm == pytest.approx(124.0, abs=0.05)
    assert found.annotations is not None


@pytest.mark.parametrize(
    "text", ["", "[1]", "{", '{"bpm": 0}', '{"beats": ["x"]}', '{"sections": [{"start": 0}]}',
             '{"key": "H sharp"}', '{"cues": [{"time": "soon"}]}', '{"bpm": NaN}'],
)  # fmt: skip
def test_a_truth_that_is_none_is_refused_with_a_sentence(tmp_path, text):
    path = tmp_path / "truth.json"
    path.write_text(text)
    with pytest.raises(Refused, match=r"truth\.json"):
        read_truth(path)


def test_a_whole_truth_is_read(tmp_path):
    path = tmp_path / "truth.json"
    held = {
        "bpm": 90,
        "alt_bpm": 180,
        "beats": [0.5, 0.0],
        "downbeat_check": {"confidence": "low"},
        "sections": [{"start": 0, "end": 9.5, "label": "drop", "bars": 4}],
        "cues": [{"time": 1.5, "kind": "mix-in"}],
        "key": "A minor",
        "further": "let pass",
    }
    path.write_text(json.dumps(held))
    truth = read_truth(path)
    assert truth.bpm == 90.0
    assert truth.other_bpm == (180.0,)
    assert list(truth.beats) == [0.0, 0.5]
    assert truth.downbeats is None
    assert not truth.sure_bars
    assert truth.sections[0].end == 9.5
    assert truth.cues[0].seconds == 1.5
    assert truth.key.name == "A minor"

import os
import signal
import time

import pytest

from edmstudio.app.current_model import bundled
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks
from tests.cli.test_editing import FIELDS
from tests.music import beat, broken_files, write


def finite(value):
    if isinstance(value, dict):
        return all(map(finite, value.values()))
    if isinstance(value, list):
        return all(map(finite, value))
    return value is None or isinstance(value, str | bool) or abs(value) < float("inf")


def test_a_track_record_is_as_the_contract_says(edm, tmp_path):
    song = write(tmp_path / "a.wav", beat(seconds=24.0, bpm=128.0))
    said = edm("analyze", song, "--json")
    record = said.record
    assert said.code == 0
    assert record.keys() == set(FIELDS.split())
    assert record["path"] == str(song)
    assert record["duration"] == 24.0
    assert record["model"] == {"name": "base", "checkpoint": bundled().name}
    assert record["bpm"] == pytest.approx(128.0, abs=0.05)
    assert record["beats"][1] - record["beats"][0] == pytest.approx(60 / 128, abs=1e-4)
    assert set(record["downbeats"]) <= set(record["beats"])
    assert record["tempo_map"][0].keys() == {"time", "bpm", "beat", "meter"}
    assert record["energy"].keys() == {"level", "curve_hz", "curve"}
    assert record["key"] is None or record["key"].keys() == {"name", "camelot", "confidence"}
    assert record["confidence"].keys() == {"grid", "downbeat", "sections", "cues"}
    for section in record["sections"]:
        assert section.keys() == {"start", "end", "label", "confidence"}
    for cue in record["cues"]:
        assert cue.keys() == {
            "time", "end", "kind", "name", "confidence", "slot", "color",
        }  # fmt: skip
    assert finite(record)


def test_every_file_of_a_folder_has_a_record_the_broken_ones_an_error(edm, tmp_path):
    broken = broken_files(tmp_path / "music")
    write(tmp_path / "music" / "good.wav")
    said = edm("analyze", tmp_path / "music", "--json")
    assert said.code == 1
    assert {r["path"] for r in said.records if "error" in r} == {str(p) for p in broken.values()}
    assert len([r for r in said.records if "bpm" in r]) == 1


def test_what_has_an_answer_is_told_again_and_not_asked_again(edm, song, monkeypatch):
    first = edm("analyze", song, "--json").record

    def never(errand):
        raise AssertionError(errand)

    monkeypatch.setattr("edmstudio.app.analysing.analyse", never)
    assert edm("analyze", song, "--json").record == first
    assert edm("analyze", "--json").records == []
    with pytest.raises(AssertionError):
        edm("analyze", "--force", "--debug")


def test_show_says_who_predicted(edm, song):
    edm("analyze")
    record = edm("show", song, "--json").record
    assert record["tempo_map"][0]["by"] == {"voice": "prediction", "source": bundled().name}
    edm("edit", song, "--shift", 5, "--annotator", "ann")
    record = edm("show", song, "--json").record
    assert record["tempo_map"][0]["by"] == {"voice": "correction", "source": "ann"}


def test_a_new_answer_leaves_corrections_alone(edm, song):
    edm("edit", song, "--grid", 0.25, 100)
    edm("analyze", "--force")
    record = edm("show", song, "--json").record
    assert record["bpm"] == 100.0
    assert record["model"]["checkpoint"] == bundled().name


def test_silence_has_no_beat_and_no_confidence_in_one(edm, tmp_path):
    song = write(tmp_path / "silence.wav", 0.0 * beat())
    record = edm("analyze", song, "--json").record
    assert record["beats"] == []
    assert record["confidence"]["grid"] < 0.1


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
def test_an_interrupt_keeps_what_is_done_and_the_same_call_goes_on(process, places, tmp_path):
    for number in range(8):
        write(tmp_path / "music" / f"{number}.wav", beat(seconds=10.0, seed=number))
    adding = process("add", tmp_path / "music")
    assert adding.communicate()[0].count("added") == 8
    running = process("analyze", "--json", "--jobs", 1)
    first = running.stdout.readline()
    assert '"bpm"' in first
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: workers and decoders hear it too
    begun = time.monotonic()
    rest, trouble = running.communicate(timeout=60)
    assert time.monotonic() - begun < 10
    assert running.returncode == 130
    assert trouble == ""
    told = [line for line in [first, *rest.splitlines()] if '"bpm"' in line]
    assert '"kind": "cancelled"' in rest
    library = Library(places / "library.db")
    waiting = len(list(Tracks(library).without_prediction(bundled().name)))
    library.close()
    assert 0 < waiting == 8 - len(told)
    again = process("analyze", "--json")
    assert len(again.communicate()[0].splitlines()) == waiting
    assert again.returncode == 0

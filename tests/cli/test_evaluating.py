import json

import numpy as np
import pytest

from tests.music import beat, write


@pytest.fixture
def truths(tmp_path):
    """Two tracks whose beats are known, one without truth and one that is broken."""
    folder = tmp_path / "truths"
    for number, bpm in enumerate((120.0, 126.0)):
        write(folder / f"{number}.wav", beat(seconds=24.0, bpm=bpm, seed=number))
        beats = np.arange(0.0, 24.0, 60.0 / bpm).tolist()
        (folder / f"{number}.json").write_text(json.dumps({"bpm": bpm, "beats": beats}))
    write(folder / "nobody-knows.wav", beat(seed=5))
    (folder / "broken.flac").write_bytes(b"fLaC")
    (folder / "broken.json").write_text(json.dumps({"bpm": 120.0}))
    return folder


def test_every_file_with_a_truth_is_scored_and_broken_ones_are_told(edm, truths):
    said = edm("evaluate", truths, "--json")
    assert said.code == 1
    record = said.record
    assert record.keys() >= {"tracks", "mean", "realtime_factor"}
    assert [track["path"] for track in record["tracks"]] == [
        str(truths / "0.wav"), str(truths / "1.wav"),
    ]  # fmt: skip
    assert record["mean"]["beat_f"] > 0.95
    assert record["mean"]["bpm_exact"] == 1.0
    assert [each["path"] for each in record["failed"]] == [str(truths / "broken.flac")]


def test_a_person_reads_a_table_and_the_broken_file_on_stderr(edm, truths):
    said = edm("evaluate", truths)
    assert "2 tracks" in said.out
    assert any(line.startswith("beat_f ") for line in said.out.splitlines())
    assert "broken.flac" in said.err


def test_a_folder_without_truths_is_refused(edm, tmp_path):
    said = edm("evaluate", tmp_path, "--json")
    assert said.code == 1
    assert "truth" in said.record["error"]["message"]

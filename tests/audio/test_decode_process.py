"""A child that crashes, hangs or eats memory costs one sentence, and the next file is decoded."""

import json
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
import soundfile

from edmstudio.audio.decode import decode
from edmstudio.audio.decode_process import DecodeProcess, decode_safely
from edmstudio.audio.encode import encode
from edmstudio.domain.refused import Fault, Refused
from tests.audio.clicks import click_track

LISTEN = "import sys, json\nprint('{\"ready\": true}', flush=True)\nsys.stdin.readline()\n"
PLANTED = {
    "dies of a bad address": "import ctypes\nctypes.string_at(0)",
    "leaves without a word": "raise SystemExit(0)",
    "runs in circles": "while True: pass",
    "aborts": "import os\nos.abort()",
}


def planted(code: str, patience: float = 10.0) -> DecodeProcess:
    return DecodeProcess((sys.executable, "-c", LISTEN + code), patience)


@pytest.fixture
def track(tmp_path) -> Path:
    path = tmp_path / "a.flac"
    encode(click_track(), path)
    return path


def test_the_child_hears_what_we_hear(track):
    far, near = decode_safely(track), decode(track)
    assert np.array_equal(far.samples, near.samples)
    assert (far.rate, far.timeline) == (near.rate, near.timeline)


def test_the_samples_can_be_changed_without_harm(track):
    far = decode_safely(track)
    far.samples[:] = 0
    assert not far.samples.any()
    assert decode_safely(track).samples.any()


def test_nothing_is_left_in_the_temporary_folder(track, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with DecodeProcess() as child:
        heard = child.decode(track)
        with pytest.raises(Refused):
            child.decode(tmp_path / "gone.mp3")
    assert heard.samples.any()
    assert [path.name for path in tmp_path.iterdir()] == ["a.flac"]


@pytest.mark.parametrize("code", PLANTED.values(), ids=PLANTED)
def test_a_child_gone_wrong_is_one_sentence(track, code):
    with planted(code, patience=1.0) as child:
        begun = time.monotonic()
        with pytest.raises(Refused) as caught:
            child.decode(track)
        assert time.monotonic() - begun < 30
        assert caught.value.fault == Fault.DECODE
        assert "a.flac" in caught.value.sentence


def test_a_decoder_that_does_not_start_says_nothing_ill_of_the_file(track):
    child = DecodeProcess((sys.executable, "-c", "raise SystemExit(1)"))
    with child, pytest.raises(Refused, match="does not start") as caught:
        child.decode(track)
    assert "damaged" not in caught.value.sentence


def test_no_place_for_decoded_sound_is_a_sentence(track, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with DecodeProcess() as child, pytest.raises(Refused, match="free some space"):
        child.decode(track)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a file to its size")
def test_a_last_block_for_which_room_runs_out_is_refused_in_a_sentence(track):
    """The system takes what still fits, says so, and only refuses the next byte."""
    room = len(decode(track).samples) * 8 - 1000
    code = (
        "import resource, edmstudio.audio.decode_child as child\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))\nchild.main()"
    )
    child = DecodeProcess((sys.executable, "-c", code))
    with child, pytest.raises(Refused, match="free some space"):
        child.decode(track)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its time")
def test_somebody_elses_limit_of_processor_time_is_kept_to(track):
    code = (
        "import resource, edmstudio.audio.decode_child as child\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (30, 30))\nchild.main()"
    )
    with DecodeProcess((sys.executable, "-c", code)) as child:
        assert len(child.decode(track).samples)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its limit")
def test_a_child_that_wants_8_gib_gets_none(track):
    code = (
        "from edmstudio.audio.limits import limit_memory\nlimit_memory(3 << 30)\nbytearray(8 << 30)"
    )
    with planted(code) as child, pytest.raises(Refused):
        child.decode(track)


def test_after_a_refusal_the_next_file_meets_a_fresh_child(track, tmp_path):
    (tmp_path / "bad.mp3").write_text("no sound")
    with DecodeProcess() as child:
        for _ in range(2):
            with pytest.raises(Refused) as caught:
                child.decode(tmp_path / "bad.mp3")
            assert "bad.mp3" in caught.value.sentence
            assert len(child.decode(track).samples) == len(click_track().samples)


def test_a_child_killed_between_two_files_is_replaced(track):
    with DecodeProcess() as child:
        child.decode(track)
        assert child._running is not None
        child._running._process.kill()
        child._running._process.wait()
        with pytest.raises(Refused):
            child.decode(track)
        assert child.decode(track).samples.any()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be deleted there")
def test_a_child_left_alone_takes_its_file_with_it(tmp_path):
    soundfile.write(tmp_path / "a.flac", np.zeros((44100 * 300, 1)), 44100)
    out = tmp_path / "out.pcm"
    command = [sys.executable, "-m", "edmstudio.audio.decode_child"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        order = {"path": str(tmp_path / "a.flac"), "out": str(out)}
        child.stdin.write(json.dumps(order).encode() + b"\n")
        child.stdin.flush()
        child.stdout.close()
        child.wait(60)
    assert not out.exists()


def heard_by_a_worker(path: Path) -> int:
    return len(decode_safely(path).samples)


@pytest.mark.parametrize("method", ["spawn"])
def test_a_worker_of_a_process_pool_decodes_safely_too(track, method):
    with ProcessPoolExecutor(2, mp_context=get_context(method)) as pool:
        found = list(pool.map(heard_by_a_worker, [track] * 4))
    assert found == [len(click_track().samples)] * 4


def test_a_daemonic_worker_decodes_safely_too(track):
    with get_context("spawn").Pool(1) as pool:
        assert pool.apply(heard_by_a_worker, (track,)) == len(click_track().samples)
        pool.close()
        pool.join()

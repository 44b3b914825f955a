"""What is kept of sound between retrainings: gone, damaged or unwritable, it costs time alone."""

import os

import numpy as np
import pytest
import torch

from edmstudio.learning.analyser import Ears, Sound
from edmstudio.learning.measurements import Measurements
from edmstudio.model.measured import measure
from edmstudio.model.network import Network, Shape
from tests.learning.examples import clicking_sound

SMALL = Shape(channels=16, blocks=2, bars=16, layers=1, heads=2, embedding=8, sources=4)
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def sound():
    waveform, _ = clicking_sound(120.0, seconds=4.0)
    return Sound("ab12", measure(waveform))


@pytest.fixture
def ear():
    torch.manual_seed(0)
    return Network(SMALL).ear.eval()


def kept(folder, kind, name, megabytes=1, age=0):
    path = folder / kind / "ab" / f"{name}.npz"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(megabytes * MEGABYTE))
    os.utime(path, (1e9 - age, 1e9 - age))
    return path


def test_measures_in_a_folder_that_is_only_read_are_read(sound, tmp_path, monkeypatch):
    known = Measurements(tmp_path)
    sound.measured.save(known.place(sound.payload))

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "utime", refuse)
    assert known.peek(sound.payload) is not None


def test_the_oldest_go_first_those_of_former_versions_and_of_ears_too(tmp_path):
    old = kept(tmp_path, "measured-0", "old", age=30)
    said = kept(tmp_path, "said-abc", "said", age=20)
    new = [kept(tmp_path, "measured-2", f"new{n}", age=n) for n in range(2)]
    picture = kept(tmp_path, "sound-1", "picture", age=40)
    Measurements(tmp_path).thin(2.5)
    assert [path.exists() for path in (old, said, *new)] == [False, False, True, True]
    assert picture.exists()


def test_what_another_process_took_away_meanwhile_is_no_error(tmp_path):
    kept(tmp_path, "measured-2", "there")
    (tmp_path / "measured-2" / "ab" / "gone.npz").symlink_to(tmp_path / "nowhere")
    Measurements(tmp_path).thin(0.0)
    assert not (tmp_path / "measured-2" / "ab" / "there.npz").exists()


def test_an_ear_that_can_not_keep_what_it_says_says_it(sound, ear, tmp_path, monkeypatch):
    def full(file, **arrays):
        file.write(b"PK")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    assert len(Ears(ear, tmp_path).said(sound).beat)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_ear_says_from_the_disk_what_it_said(sound, ear, tmp_path):
    first = Ears(ear, tmp_path).said(sound)
    again = Ears(ear, tmp_path)._read(sound.payload)
    assert again.beat == pytest.approx(first.beat, abs=1e-2)


def test_what_an_ear_said_and_was_damaged_is_heard_again(sound, ear, tmp_path):
    Ears(ear, tmp_path).said(sound)
    (place,) = tmp_path.rglob("*.npz")
    whole = place.read_bytes()
    start = whole.rindex(b"PK\x01\x02")  # of an entry in the archive's list
    for offset in range(4, 40):
        place.write_bytes(whole[: start + offset] + b"\xff" + whole[start + offset + 1 :])
        assert len(Ears(ear, tmp_path).said(sound).beat)

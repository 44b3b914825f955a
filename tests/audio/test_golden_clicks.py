"""A click at sample N is found at sample N in every encoding, or the file is called uncertain."""

from pathlib import Path

import numpy as np
import pytest

from edmstudio.audio.decode import decode
from edmstudio.audio.encode import encode
from edmstudio.domain.waveform import Waveform
from tests.audio.clicks import click_track, offset

TRACK = click_track()
EXACT = [
    (".wav", {}), (".wav", {"codec": "PCM_U8"}), (".wav", {"codec": "PCM_24"}),
    (".wav", {"codec": "FLOAT"}), (".aiff", {}), (".flac", {}), (".flac", {"codec": "PCM_24"}),
    (".ogg", {}), (".mp3", {}), (".mp3", {"quality": 0}), (".mp3", {"bit_rate": 128_000}),
    (".m4a", {}), (".m4a", {"codec": "alac"}), (".mp4", {"codec": "flac"}), (".wv", {}),
    (".tta", {}),
]  # fmt: skip


def encoded(folder: Path, suffix: str, **options: object) -> Path:
    path = folder / f"clicks{suffix}"
    encode(TRACK, path, **options)
    return path


@pytest.mark.parametrize(("suffix", "options"), EXACT, ids=str)
def test_the_click_is_at_its_sample_and_the_length_is_exact(tmp_path, suffix, options):
    heard = decode(encoded(tmp_path, suffix, **options))
    assert offset(heard) == 0
    assert len(heard.samples) == len(TRACK.samples)
    assert heard.rate == TRACK.rate
    assert heard.timeline.certain


@pytest.mark.parametrize("rate", [22050, 32000, 48000, 96000])
def test_the_file_keeps_its_own_rate(tmp_path, rate):
    encode(Waveform(TRACK.samples, rate), tmp_path / "a.flac")
    assert decode(tmp_path / "a.flac").rate == rate


def test_opus_is_heard_at_48_khz_where_it_was_made(tmp_path):
    track = Waveform(click_track(48000).samples, 48000)
    encode(track, tmp_path / "a.opus")
    heard = decode(tmp_path / "a.opus")
    lag = int(np.correlate(heard.samples[:20000, 0], track.samples[4000:12000, 0]).argmax())
    assert lag == 4000
    assert len(heard.samples) == len(track.samples)
    assert heard.timeline.certain


@pytest.mark.parametrize(
    ("suffix", "late"), [(".aac", 1024), (".wma", -2048)], ids=["ADTS AAC", "WMA"]
)
def test_files_that_declare_no_delay_are_called_uncertain(tmp_path, suffix, late):
    heard = decode(encoded(tmp_path, suffix))
    assert offset(heard) == late
    assert not heard.timeline.certain


def test_aac_without_its_edit_list_is_called_uncertain(tmp_path):
    path = encoded(tmp_path, ".m4a")
    path.write_bytes(path.read_bytes().replace(b"elst", b"free"))
    heard = decode(path)
    assert offset(heard) == 1024
    assert not heard.timeline.certain

"""What decoding promises: the file's rate, at most two channels, or one sentence."""

import os
import socket
from pathlib import Path

import numpy as np
import pytest
import soundfile

from edmstudio.audio.compressed import CODECS
from edmstudio.audio.decode import decode
from edmstudio.audio.downmix import fold
from edmstudio.audio.encode import encode
from edmstudio.domain.refused import Fault, Refused
from tests.audio.clicks import click_track, offset


def refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        decode(path)
    sentence = caught.value.sentence
    assert path.name in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return caught.value


@pytest.mark.parametrize("channels", [1, 2, 3, 4, 5, 6, 8])
def test_many_channels_become_two_and_one_stays_one(tmp_path, channels):
    samples = np.random.default_rng(1).uniform(-1, 1, (5000, channels))
    soundfile.write(tmp_path / "a.wav", samples, 44100, "FLOAT")
    heard = decode(tmp_path / "a.wav").samples
    assert heard.shape == (5000, min(channels, 2))
    assert np.abs(heard).max() <= 1


def test_the_middle_goes_to_both_sides_and_the_subwoofer_to_none():
    surround = np.eye(6, dtype=np.float32)
    left, right = fold(surround, ("FL", "FR", "FC", "LFE", "BL", "BR")).T
    assert left[0] > 0 == left[1]
    assert left[2] == right[2] > 0
    assert left[3] == right[3] == 0
    assert left[4] > 0 == left[5]


@pytest.mark.parametrize("kind", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"])
def test_every_depth_has_the_same_full_scale(tmp_path, kind):
    soundfile.write(tmp_path / "a.wav", np.full((100, 1), 0.5), 11025, kind)
    heard = decode(tmp_path / "a.wav")
    assert heard.rate == 11025
    np.testing.assert_allclose(heard.samples, 0.5, atol=1 / 127)


def test_what_is_not_a_number_becomes_silence(tmp_path):
    samples = np.full((1000, 2), 0.25, np.float32)
    samples[10, 0], samples[20, 1], samples[30, 0], samples[40, 0] = np.nan, np.inf, -np.inf, 1e30
    soundfile.write(tmp_path / "a.wav", samples, 44100, "FLOAT")
    heard = decode(tmp_path / "a.wav").samples
    assert np.isfinite(heard).all()
    assert heard[10, 0] == heard[20, 1] == heard[30, 0] == 0
    assert heard[40, 0] <= 16
    assert heard[50, 0] == np.float32(0.25)


def test_one_sample_is_a_track(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.array([[0.5]]), 44100, "FLOAT")
    assert decode(tmp_path / "a.wav").samples.tolist() == [[0.5]]


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".aiff"])
def test_no_sample_is_no_track(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    soundfile.write(path, np.zeros((0, 2)), 44100)
    assert refusal(path).fault == Fault.DECODE


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes(b"")
    assert "empty" in refusal(path).sentence


def test_text_named_mp3_is_refused(tmp_path):
    path = tmp_path / "a.mp3"
    path.write_text("Dear diary, " * 1000)
    assert refusal(path).fault == Fault.DECODE


def test_a_missing_file_is_refused(tmp_path):
    assert refusal(tmp_path / "gone.flac").fault == Fault.MISSING


def test_a_folder_is_refused(tmp_path):
    assert refusal(tmp_path).fault == Fault.FORMAT


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_refused(tmp_path):
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros((10, 1)), 44100)
    path.chmod(0)
    assert refusal(path).fault == Fault.PERMISSION


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".m4a", ".ogg", ".mp3", ".opus"])
def test_a_file_cut_short_gives_what_it_has_or_one_sentence(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    track = click_track(48000, frames=300_000)
    encode(track, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    if suffix == ".m4a":  # its table of contents is at the end
        refusal(path)
    else:
        assert 0 < len(decode(path).samples) < len(track.samples)


def test_a_damaged_flac_frame_leaves_what_is_behind_it_in_its_place(tmp_path):
    track = click_track()
    path = tmp_path / "a.flac"
    encode(track, path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 50] = bytes(50)
    path.write_bytes(data)
    assert offset(decode(path)) == 0


def test_a_wav_whose_header_claims_days_has_what_came(tmp_path):
    path = tmp_path / "a.wav"
    soundfile.write(path, np.full((1000, 2), 0.5), 44100)
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 4] = (0xFFFFFFF0).to_bytes(4, "little")
    path.write_bytes(data)
    assert len(decode(path).samples) == 1000


def test_sound_longer_than_six_hours_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("edmstudio.audio.decode.LONGEST", 1)
    path = tmp_path / "a.flac"
    soundfile.write(path, np.zeros((44101, 1)), 44100)
    assert "six hours" in refusal(path).sentence


PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:{port}/a.mp3\n"


@pytest.mark.parametrize("name", ["a.mp3", "a.m3u8", "a.ogg"])
def test_a_playlist_opens_no_socket(tmp_path, name):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        path = tmp_path / name
        path.write_text(PLAYLIST.format(port=listener.getsockname()[1]))
        refusal(path)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_mp3_inside_wav_does_not_reach_libsndfile(tmp_path):
    import av

    path = tmp_path / "a.wav"
    track = click_track()
    with av.open(str(path), "w", format="wav") as opened:
        stream = opened.add_stream("libmp3lame", rate=track.rate)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(track.samples.T), format="fltp", layout="stereo"
        )
        frame.sample_rate = track.rate
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            opened.mux(packet)
    heard = decode(path)
    assert heard.timeline.decoder.startswith("PyAV")
    assert len(heard.samples) == pytest.approx(len(track.samples), abs=3000)
    assert not heard.timeline.certain


def test_no_codec_of_pictures_is_on_the_list():
    assert not CODECS & {"mjpeg", "png", "h264", "hevc", "ansi", "gif"}

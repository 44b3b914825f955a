"""Tags are read from every format, and odd ones never stop anyone."""

import mutagen
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.asf import ASF
from mutagen.id3 import ID3, TALB, TBPM, TCON, TIT2, TKEY, TPE1, TXXX

from edmstudio.domain.key import Key
from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.tags.reading import Tags, _bpm, _key, read_tags

WANTED = Tags("Strobe", "deadmau5", "For Lack", "Progressive House", 128.0, Key(9, True))


def silence(path, subtype=None):
    soundfile.write(path, np.zeros((5000, 1)), 48000, subtype)
    return path


def id3(tags):
    tags.add(TIT2(encoding=3, text="Strobe"))
    tags.add(TPE1(encoding=3, text="deadmau5"))
    tags.add(TALB(encoding=3, text="For Lack"))
    tags.add(TCON(encoding=3, text="Progressive House"))
    tags.add(TBPM(encoding=3, text="128"))
    tags.add(TKEY(encoding=3, text="Am"))


@pytest.mark.parametrize("suffix", [".wav", ".aiff"])
def test_id3_in_wav_and_aiff(tmp_path, suffix):
    opened = mutagen.File(silence(tmp_path / f"a{suffix}"))
    opened.add_tags()
    id3(opened.tags)
    opened.save()
    assert read_tags(tmp_path / f"a{suffix}") == WANTED


def test_id3_in_mp3(tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes((b"\xff\xfb\x90\x64" + bytes(413)) * 20)
    tags = ID3()
    id3(tags)
    tags.save(path)
    assert read_tags(path) == WANTED


@pytest.mark.parametrize("suffix", [".flac", ".ogg"])
@pytest.mark.parametrize("name", ["initialkey", "INITIALKEY", "key"])
def test_vorbis_comments(tmp_path, suffix, name):
    opened = mutagen.File(silence(tmp_path / f"a{suffix}"))
    opened.update({"Title": "Strobe", "ARTIST": "deadmau5", "album": "For Lack",
                   "genre": "Progressive House", "BPM": "128,0", name: "8A"})  # fmt: skip
    opened.save()
    assert read_tags(tmp_path / f"a{suffix}") == WANTED


def test_a_numbered_genre_has_a_name(tmp_path):
    opened = mutagen.File(silence(tmp_path / "a.aiff"))
    opened.add_tags()
    opened.tags.add(TCON(encoding=3, text="(18)"))
    opened.tags.add(TXXX(encoding=3, desc="INITIALKEY", text="1m"))
    opened.save()
    found = read_tags(tmp_path / "a.aiff")
    assert found.genre == "Techno"
    assert found.key == Key(9, True)


def test_no_tags_are_no_trouble(tmp_path):
    assert read_tags(silence(tmp_path / "a.wav")) == Tags()
    assert not isinstance(mutagen.File(tmp_path / "a.wav"), ASF)


@pytest.mark.parametrize("text", ["0", "-3", "", "fast", "nan", "inf", "1e9", "12 8"])
def test_a_tempo_that_is_none_is_left_out(text):
    assert _bpm(text) is None


@pytest.mark.parametrize("text", ["", "o", "13A", "H dur", "All"])
def test_a_key_that_is_none_is_left_out(text):
    assert _key(text) is None


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_behind_any_magic_are_read_without_a_word(tmp_path_factory, noise):
    path = tmp_path_factory.getbasetemp() / "odd"
    for magic in (
        b"ID3\x04\0\0\0\0\x01\0",
        b"fLaC",
        b"OggS\0\2",
        b"RIFF",
        b"FORM",
        b"\0\0\0 ftypM4A ",
    ):
        path.write_bytes(magic + noise)
        assert isinstance(read_tags(path), Tags)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refused) as caught:
        read_tags(tmp_path / "gone.mp3")
    assert caught.value.fault == Fault.MISSING

"""The payload's hash stays when tags change and changes when the sound does."""

import shutil
from pathlib import Path

import mutagen
import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from mutagen.apev2 import APEv2
from mutagen.flac import Picture
from mutagen.id3 import APIC, ID3, TIT2, TKEY

from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.tags.payload import payload_hash
from edmstudio.interchange.tags.payload_spans import Span, without_tags

MP3_FRAME = b"\xff\xfb\x90\x64" + bytes(range(1, 200)) * 2 + bytes(15)
MP3 = MP3_FRAME[:417] * 40
ART = bytes(np.random.default_rng(0).integers(0, 256, 300_000, dtype=np.uint8))


def sound(path: Path, seed: int = 0) -> Path:
    noise = np.random.default_rng(seed).uniform(-0.5, 0.5, (30_000, 2))
    soundfile.write(path, noise, 44100)
    return path


def retag(path: Path, title: str, art: bytes = b"") -> None:
    """Title and picture through mutagen, in whichever way the format has."""
    opened = mutagen.File(path)
    if opened.tags is None:
        opened.add_tags()
    if hasattr(opened.tags, "add"):
        opened.tags.add(TIT2(encoding=3, text=title))
        opened.tags.add(APIC(mime="image/png", data=art))
    elif hasattr(opened, "add_picture"):
        picture = Picture()
        picture.data = art
        opened.add_picture(picture)
        opened["title"] = title
    else:
        opened["title"] = title
        opened["coverart"] = art.hex()
    opened.save()


@pytest.mark.parametrize("suffix", [".flac", ".ogg", ".opus", ".wav", ".aiff"])
@pytest.mark.parametrize("art", [b"", ART], ids=["title", "300 kB of art"])
def test_new_tags_keep_the_hash(tmp_path, suffix, art):
    if suffix == ".opus":
        path = tmp_path / "a.opus"
        noise = np.random.default_rng(0).uniform(-0.5, 0.5, (30_000, 2))
        soundfile.write(path, noise, 48000, format="OGG", subtype="OPUS")
    else:
        path = sound(tmp_path / f"a{suffix}")
    before, data = payload_hash(path), path.read_bytes()
    retag(path, "A title that is new", art)
    assert path.read_bytes() != data
    assert payload_hash(path) == before
    retag(path, "x")
    assert payload_hash(path) == before


@pytest.mark.parametrize("suffix", [".flac", ".ogg", ".wav", ".aiff"])
def test_other_sound_has_another_hash(tmp_path, suffix):
    one, other = sound(tmp_path / f"a{suffix}"), sound(tmp_path / f"b{suffix}", seed=1)
    assert payload_hash(one) != payload_hash(other)


def test_mp3_tags_at_both_ends_keep_the_hash(tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes(MP3)
    before = payload_hash(path)
    tags = ID3()
    tags.add(TIT2(encoding=3, text="Title"))
    tags.add(TKEY(encoding=3, text="8A"))
    tags.save(path, v1=2)
    assert payload_hash(path) == before
    ape = APEv2()
    ape["Title"] = "Title"
    ape.save(path)
    assert payload_hash(path) == before
    assert path.stat().st_size > len(MP3) + 300


def test_one_bit_of_sound_changes_the_hash(tmp_path):
    path = sound(tmp_path / "a.wav")
    before = payload_hash(path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    assert payload_hash(path) != before


def test_a_moved_table_of_contents_keeps_the_hash_of_an_mp4(tmp_path):
    def box(kind: bytes, body: bytes) -> bytes:
        return (len(body) + 8).to_bytes(4, "big") + kind + body

    ftyp, moov, mdat = box(b"ftyp", b"M4A "), box(b"moov", b"tags"), box(b"mdat", MP3)
    long_mdat = (1).to_bytes(4, "big") + b"mdat" + (len(MP3) + 16).to_bytes(8, "big") + MP3
    open_mdat = bytes(4) + b"mdat" + MP3
    hashes = set()
    for number, data in enumerate(
        [ftyp + moov + mdat, ftyp + mdat + moov, ftyp + long_mdat + moov, ftyp + moov + open_mdat]
    ):
        path = tmp_path / f"{number}.m4a"
        path.write_bytes(data)
        hashes.add(payload_hash(path))
    assert len(hashes) == 1


def test_a_copy_has_the_same_hash_and_a_name_says_nothing(tmp_path):
    path = sound(tmp_path / "a.flac")
    copy = shutil.copy(path, tmp_path / "other name.mp3")
    assert payload_hash(copy) == payload_hash(path)


@pytest.mark.parametrize("data", [b"", b"ID3\x04\0\0\0\0\0\x0a" + bytes(10)], ids=["empty", "tags"])
def test_a_file_without_sound_is_refused(tmp_path, data):
    path = tmp_path / "a.mp3"
    path.write_bytes(data)
    with pytest.raises(Refused) as caught:
        payload_hash(path)
    assert caught.value.fault == Fault.DECODE


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, fault in ((tmp_path / "gone", Fault.MISSING), (tmp_path, Fault.FORMAT)):
        with pytest.raises(Refused) as caught:
            payload_hash(path)
        assert caught.value.fault == fault


@given(st.binary(max_size=400), st.binary(min_size=1, max_size=300))
def test_any_id3_before_and_behind_is_left_out(tmp_path_factory, tag, body):
    body = b"\x01" + body + b"\x01"
    size = bytes(len(tag) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path = tmp_path_factory.getbasetemp() / "law.mp3"
    path.write_bytes(b"ID3\x04\0\0" + size + tag + body + b"TAG" + bytes(125))
    with path.open("rb") as file:
        assert without_tags(file, path.stat().st_size) == Span(10 + len(tag), len(body))

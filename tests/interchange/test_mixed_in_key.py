import base64
import json

import mutagen
import pytest
from mutagen.flac import FLAC
from mutagen.id3 import COMM, GEOB, ID3, TXXX
from mutagen.mp4 import MP4, MP4FreeForm

from edmstudio.domain.key import Key
from edmstudio.interchange.mixed_in_key import MixedInKey
from tests.interchange.audio_files import audio_file
from tests.interchange.libraries import REAL, tracks_in

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")
FIELDS = {
    "CuePoints": {"cues": [{"time": 54.0, "name": ""}, {"time": 61000.5, "name": "Drop"}]},
    "Energy": {"energyLevel": 6, "source": "mixedinkey", "algorithm": 13},
    "Key": {"key": "5A", "source": "mixedinkey", "algorithm": 94},
}


def packed(field):
    return base64.b64encode(json.dumps(field).encode())


def tagged_mp3(path, fields):
    tags = ID3()
    for name, field in fields.items():
        data = field if isinstance(field, bytes) else packed(field)
        tags.add(GEOB(encoding=1, mime="application/json", filename="", desc=name, data=data))
    tags.save(audio_file(path))
    return path


def tagged_flac(path, fields):
    file = FLAC(audio_file(path))
    for name, field in fields.items():
        file[name.lower()] = packed(field).decode()
    file.save()
    return path


def tagged_chunks(path, fields):
    """AIFF and WAV hold ID3 tags in a chunk."""
    file = mutagen.File(audio_file(path))
    file.add_tags()
    for name, field in fields.items():
        file.tags.add(GEOB(encoding=1, mime="", filename="", desc=name, data=packed(field)))
    file.save()
    return path


def tagged_mp4(path, fields):
    file = MP4(audio_file(path))
    for name, field in fields.items():
        file[f"----:com.mixedinkey.mixedinkey:{name.lower()}"] = MP4FreeForm(packed(field))
    file.save()
    return path


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        ("mp3", tagged_mp3),
        ("flac", tagged_flac),
        ("aiff", tagged_chunks),
        ("wav", tagged_chunks),
        ("m4a", tagged_mp4),
    ],
)
def test_cues_energy_and_key_are_read(tmp_path, kind, tag):
    path = tag(tmp_path / f"a.{kind}", FIELDS)
    assert MixedInKey().sniff(path)
    (track,) = tracks_in(MixedInKey(), path)
    said = track.annotations
    assert [(cue.seconds, cue.kind) for cue in said.cues] == [(0.054, "other"), (61.0005, "drop")]
    assert (said.energy.level, said.key) == (6, Key.parse("5A"))
    assert track.raw == FIELDS


@pytest.mark.parametrize(
    ("frames", "level", "key"),
    [
        ([TXXX(desc="EnergyLevel", text="7")], 7, None),
        ([TXXX(desc="ENERGYLEVEL", text="11"), COMM(desc="", text="8A - Energy 6")], 6, "8A"),
        ([COMM(desc="", lang="eng", text="12B - 5")], 5, "12B"),
        ([COMM(desc="x", text="Energy 9")], 9, None),
    ],
)
def test_energy_is_found_in_text_and_in_comments(tmp_path, frames, level, key):
    path, tags = audio_file(tmp_path / "a.mp3"), ID3()
    for frame in frames:
        tags.add(frame)
    tags.save(path)
    (track,) = tracks_in(MixedInKey(), path)
    said = track.annotations
    assert (said.energy.level, said.key and said.key.camelot) == (level, key)


@pytest.mark.parametrize("text", ["8A - 128", "6", "128", "Energy", "8A - 128 - great", ""])
def test_comments_of_others_say_nothing(tmp_path, text):
    path, tags = audio_file(tmp_path / "a.mp3"), ID3()
    tags.add(COMM(desc="", text=text))
    tags.save(path)
    assert not any(track.annotations.energy for track in tracks_in(MixedInKey(), path))


def test_energy_in_plain_fields_of_other_files(tmp_path):
    mp4, flac = MP4(audio_file(tmp_path / "a.m4a")), FLAC(audio_file(tmp_path / "a.flac"))
    mp4["----:com.apple.iTunes:energylevel"] = MP4FreeForm(b"8")
    flac["ENERGYLEVEL"] = "4"
    mp4.save()
    flac.save()
    levels = [track.annotations.energy.level for track in tracks_in(MixedInKey(), tmp_path)]
    assert levels == [4, 8]


def test_nonsense_is_passed_over(tmp_path):
    fields = {"Energy": b"AAAA", "Key": {"key": "H9"}, "CuePoints": {"cues": [{"time": "x"}, 3]}}
    (track,) = tracks_in(MixedInKey(), tagged_mp3(tmp_path / "a.mp3", fields))
    assert (track.annotations.cues, track.annotations.key, track.annotations.energy) == (
        (),
        None,
        None,
    )


def test_a_file_without_such_tags_says_nothing(tmp_path):
    path = audio_file(tmp_path / "a.mp3")
    assert not MixedInKey().sniff(path)
    assert list(MixedInKey().read(tmp_path)) == []


@there
def test_real_tags_say_energy_key_and_cues():
    tracks = tracks_in(MixedInKey(), REAL / "audio_tagged")
    said = [(t.title, t.annotations.energy.level, t.annotations.key.camelot) for t in tracks]
    assert said == [("Mutex", 6, "8A"), ("Recursive Descent", 5, "4A"), ("Vertex", 6, "9A")]
    assert [len(track.annotations.cues) for track in tracks] == [8, 8, 8]
    assert tracks[0].annotations.cues[0].seconds == pytest.approx(0.059, abs=0.001)

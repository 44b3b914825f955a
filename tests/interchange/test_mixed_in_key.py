import base64
import json

import pytest
from mutagen.flac import FLAC
from mutagen.id3 import GEOB, ID3

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


@pytest.mark.parametrize(("kind", "tag"), [("mp3", tagged_mp3), ("flac", tagged_flac)])
def test_cues_energy_and_key_are_read(tmp_path, kind, tag):
    path = tag(tmp_path / f"a.{kind}", FIELDS)
    assert MixedInKey().sniff(path)
    (track,) = tracks_in(MixedInKey(), path)
    said = track.annotations
    assert [(cue.seconds, cue.kind) for cue in said.cues] == [(0.054, "other"), (61.0005, "drop")]
    assert (said.energy.level, said.key) == (6, Key.parse("5A"))
    assert track.raw == FIELDS


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

"""A folder as the examples of the Python side know it: a track, its truth, a collection."""

import json
from xml.sax.saxutils import quoteattr

import pytest
import soundfile

from tests.music import RATE, beat

SECONDS, BPM = 32.0, 120.0
COLLECTION = """<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="rekordbox" Version="7.2.8" Company="AlphaTheta"/>
<COLLECTION Entries="1"><TRACK TrackID="1" Name="track" TotalTime="32" Location={location}>
<TEMPO Inizio="0.000" Bpm="120.00" Metro="4/4" Battito="1"/>
<POSITION_MARK Name="Drop" Type="0" Start="16.000" Num="3"/></TRACK></COLLECTION></DJ_PLAYLISTS>
"""


@pytest.fixture
def music(tmp_path, monkeypatch):
    """The folder, which is the working directory; no place of the person's is touched."""
    for name in ("LIBRARY", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"EDMSTUDIO_{name}", str(tmp_path / "home" / name.lower()))
    folder = tmp_path / "music"
    folder.mkdir()
    monkeypatch.chdir(folder)
    soundfile.write(folder / "track.flac", beat(SECONDS, BPM), RATE)
    period = 60.0 / BPM
    beats = [number * period for number in range(round(SECONDS / period))]
    truth = {"bpm": BPM, "beats": beats, "downbeats": beats[::4]}
    (folder / "track.json").write_text(json.dumps(truth))
    location = quoteattr(f"file://localhost{folder.as_posix()}/track.flac")
    (folder / "collection.xml").write_text(COLLECTION.format(location=location))
    return folder

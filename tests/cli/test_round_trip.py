"""Every format out and in again through the command line, on rendered music that was analysed."""

import json
import shutil

import pytest

from edmstudio.app.adding import add
from edmstudio.app.analysing import analyse_tracks
from edmstudio.audio.encode import encode
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library
from edmstudio.synth.render import render
from tests.gui.desks import write_kicks

FORMATS = {
    "rekordbox-xml": "out.xml",
    "traktor-nml": "out.nml",
    "jams": "out",
    "audacity": "out",
    "csv": "out.csv",
}
PLAYLISTS = {"itunes-xml": "out.xml", "m3u8": "out.m3u8", "serato-crate": "out.crate"}
WITHOUT_GRID = {"audacity"}
NAMES = ("a #1; 100%.flac", "b ☃ “two”.wav")


@pytest.fixture(scope="module")
def analysed(tmp_path_factory):
    """Two tracks with names that formats trip over, and a library that knows them."""
    root = tmp_path_factory.mktemp("rendered")
    folder = root / "músic & co"
    folder.mkdir()
    for number, name in enumerate(NAMES, start=1):
        encode(render(number, "house", minutes=0.5).waveform, folder / name)
    library, place, cache = Library(root / "library.db"), Inline(), root / "cache"
    tracks = [each.track for each in add(Watch(), library, [folder], place=place, cache=cache)]
    assert len(list(analyse_tracks(Watch(), library, tracks, place=place, cache=cache))) == 2
    library.close()
    return root


@pytest.fixture
def music(analysed, tmp_path, places):
    """The tracks, and a library of the test's own that knows them."""
    places.mkdir()
    shutil.copyfile(analysed / "library.db", places / "library.db")
    return [str(analysed / "músic & co" / name) for name in NAMES]


def shown(edm, path):
    return edm("show", path, "--json").record


def cues_of(record):
    return [(cue["time"], cue["end"], cue["slot"]) for cue in record["cues"]]


@pytest.mark.parametrize("name", FORMATS)
def test_what_leaves_comes_back(edm, music, tmp_path, monkeypatch, name):
    out = tmp_path / "exported" / FORMATS[name]
    out.parent.mkdir()
    said = edm("export", name, out, "--json").record
    assert (said["tracks"], said["skipped"]) == (2, [])
    before = {path: shown(edm, path) for path in music}
    monkeypatch.setenv("EDMSTUDIO_LIBRARY", str(tmp_path / "other" / "library.db"))
    edm("add", *music)
    files = sorted(out.iterdir()) if out.is_dir() else [out]
    taken = edm("import", *files, "--format", name, "--json").records
    assert sum(record["matched"] for record in taken) == 2
    for path, held in before.items():
        now = shown(edm, path)
        assert len(now["cues"]) == len(held["cues"]) > 0
        for (time, end, slot), (was, ended, pad) in zip(cues_of(now), cues_of(held), strict=True):
            assert time == pytest.approx(was, abs=0.0011)
            assert (end is None) == (ended is None)
            assert slot == pad or name == "audacity"
        if name not in WITHOUT_GRID:
            assert now["bpm"] == pytest.approx(held["bpm"], abs=0.01)
            assert now["beats"] == pytest.approx(held["beats"], abs=0.0025)


@pytest.mark.parametrize("name", PLAYLISTS)
def test_lists_of_tracks_are_written_for_every_program(edm, music, tmp_path, name):
    out = tmp_path / "exported" / PLAYLISTS[name]
    out.parent.mkdir()
    said = edm("export", name, out, "--json").record
    assert said["tracks"] == 2
    assert out.stat().st_size > 100


def test_tags_leave_and_come_back_exactly(edm, music, tmp_path, monkeypatch):
    before = {path: shown(edm, path) for path in music}
    said = edm("export", "serato-tags", tmp_path / "backups", "--json").record
    assert (said["tracks"], said["skipped"]) == (2, [])
    monkeypatch.setenv("EDMSTUDIO_LIBRARY", str(tmp_path / "other" / "library.db"))
    edm("add", *music)
    assert edm("import", *music, "--format", "serato-tags").code == 0
    for path, held in before.items():
        now = [cue for cue in shown(edm, path)["cues"] if cue["end"] is None]
        wanted = [cue["time"] for cue in held["cues"] if cue["end"] is None][:8]
        assert [cue["time"] for cue in now] == pytest.approx(wanted, abs=0.0006)


def test_the_policy_of_cues_is_kept(edm, tmp_path):
    kicks = write_kicks(tmp_path / "kicks.wav", 30.0)
    edm("analyze", kicks)
    edm("edit", kicks, "--cue", 10.0, "drop", "Mine")
    counts = {}
    for policy in ("all", "corrected"):
        out = tmp_path / f"{policy}.jams"
        said = edm("export", "jams", out, "--cues", policy, "--json").record
        counts[policy] = said["labels"]["cues"]
        names = [
            each["value"].get("name")
            for part in json.loads(out.read_text())["annotations"]
            for each in part["data"]
            if isinstance(each["value"], dict)
        ]
        assert "Mine" in names
    assert counts["corrected"] == 1 < counts["all"]

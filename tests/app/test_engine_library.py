import sqlite3
import struct
import zlib
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.app.engine_library import EngineLibrary
from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.interchange.engine.blobs import UNSET, QuickCues, beat_data, loops_in, quick_cues
from edmstudio.interchange.engine.rows import grid_of, key_of, location
from edmstudio.interchange.importer import ImportedPlaylist, importers_for
from tests.interchange import engine_files as files
from tests.interchange.conftest import mutants
from tests.interchange.libraries import REAL, playlists_in, tracks_in

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")
# What the importer needs of Engine DJ's schema; that of the real ones stands in the dumps.
_TRACK = "id integer primary key, path text, title text, artist text, genre text, length integer,"
_TRACK += " key integer, isBeatGridLocked boolean"
_COLUMNS = "trackData blob, beatData blob, quickCues blob, loops blob"
_REST = (
    "create table Information (id integer, uuid text, schemaVersionMajor int,"
    " schemaVersionMinor int, schemaVersionPatch int);"
    "insert into Information values (1, 'uuid-1', {version});"
    "create table Playlist (id integer primary key, title text, parentListId integer,"
    " isPersisted boolean, nextListId integer);"
    "create table PlaylistEntity (id integer primary key, listId integer, trackId integer,"
    " databaseUuid text, nextEntityId integer, membershipReference integer);"
)
SCHEMAS = {
    "2": f"create table Track ({_TRACK}, {_COLUMNS});" + _REST.format(version="2, 18, 0"),
    "3": f"create table Track ({_TRACK});"
    f"create table PerformanceData (trackId integer primary key, {_COLUMNS});"
    "create trigger t after insert on Track begin"
    " insert into PerformanceData (trackId) values (NEW.id); end;"
    + _REST.format(version="3, 0, 1"),
}
REAL_SCHEMAS = [f"desktop-{version}.m.db.sql" for version in ("2.0.0", "3.0.0", "4.3.4")]
TRACK = {
    "id": 7,
    "path": "../Music/Ä/x.mp3",
    "title": "X",
    "artist": "Ä",
    "genre": "House",
    "length": 300,
    "key": 1,
    "isBeatGridLocked": 1,
    "trackData": files.track_data(),
    "beatData": files.beat_data(files.constant_grid(126.5, 0.25)),
    "quickCues": files.quick_cues(
        [("Drop", 60.5, "#E62828"), None, ("Cue 3", 90.0, "")], main=0.25
    ),
    "loops": files.loops([None, ("Roll", 120.0, 124.0, "#00FF00")]),
}


def check(track, folder):
    said = track.annotations
    assert track.location == str(folder / "Music" / "Ä" / "x.mp3")
    assert (track.title, track.artist, track.seconds) == ("X", "Ä", 300.0)
    assert (said.key, said.genre, said.grid_locked) == (Key.parse("Am"), "House", True)
    (anchor,) = said.grid.anchors
    assert (anchor.beat, anchor.seconds, anchor.bpm) == (0, pytest.approx(0.25), 126.5)
    assert [(c.seconds, c.end, c.slot, c.name, c.kind, c.colour) for c in said.cues] == [
        (0.25, None, "", "", "first-beat", ""),
        (60.5, None, "A", "Drop", "drop", ""),
        (90.0, None, "C", "Cue 3", "other", ""),
        (120.0, 124.0, "", "Roll", "loop", "#00FF00"),
    ]
    assert track.warnings == ()


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_library_brings_grid_cues_loops_key_and_lock(tmp_path, schema):
    file = files.engine_library(tmp_path, SCHEMAS[schema], [TRACK])
    for place in (tmp_path, tmp_path / "Engine Library", file.parent, file):
        assert "engine-dj" in [importer.name for importer in importers_for(place)]
        (track,) = tracks_in(EngineLibrary(), place)
        check(track, tmp_path)
    assert track.version.startswith("(schema ")


@there
@pytest.mark.parametrize("name", REAL_SCHEMAS)
def test_libraries_of_the_real_schemas_are_read(tmp_path, name):
    schema = (REAL / "engine_dj" / name).read_text()
    lists = [(1, "Sets", 0, 0), (2, "Warm up", 1, 0)]
    file = files.engine_library(tmp_path, schema, [TRACK], lists=lists, entries=[(1, 2, 7, 0)])
    assert [importer.name for importer in importers_for(file)] == ["engine-dj"]
    (track,) = tracks_in(EngineLibrary(), tmp_path)
    check(track, tmp_path)
    assert playlists_in(EngineLibrary(), file) == [ImportedPlaylist("Warm up", ("7",), ("Sets",))]


def test_playlists_follow_their_links(tmp_path):
    lists = [(1, "Last", 0, 0), (2, "First", 0, 3), (3, "Folder", 0, 1), (4, "In it", 3, 0)]
    entries = [(1, 2, 8, 0), (2, 2, 7, 1), (3, 4, 8, 0)]
    tracks = [TRACK, {**TRACK, "id": 8, "path": "../b.mp3"}]
    file = files.engine_library(tmp_path, SCHEMAS["2"], tracks, lists=lists, entries=entries)
    assert playlists_in(EngineLibrary(), file) == [
        ImportedPlaylist("First", ("7", "8")),
        ImportedPlaylist("In it", ("8",), ("Folder",)),
        ImportedPlaylist("Last", ()),
    ]


def test_playlists_that_lead_in_circles_end(tmp_path):
    lists = [(1, "A", 1, 1), (2, "B", 0, 2), (3, "C", 2, 4), (4, "D", 3, 3), (5, "E", 4, 0)]
    entries = [(1, 2, 7, 2), (2, 2, 7, 1)]
    file = files.engine_library(tmp_path, SCHEMAS["2"], [TRACK], lists=lists, entries=entries)
    assert [found.name for found in playlists_in(EngineLibrary(), file)] == ["B", "E"]


def test_engine_prime_keeps_names_and_performance_elsewhere(tmp_path):
    place = tmp_path / "Engine Library"
    place.mkdir()
    with closing(sqlite3.connect(place / "m.db")) as db:
        db.executescript(
            "create table Track (id integer primary key, path text, length integer,"
            " isBeatGridLocked boolean);"
            "create table MetaData (id integer, type integer, text text);"
            "create table MetaDataInteger (id integer, type integer, value integer);"
            "create table Information (id integer, uuid text, schemaVersionMajor int,"
            " schemaVersionMinor int, schemaVersionPatch int);"
            "insert into Information values (1, 'u', 1, 18, 0);"
            "insert into Track values (7, '../Music/Ä/x.mp3', 300, 1);"
            "insert into MetaData values (7, 1, 'X'), (7, 2, 'Ä'), (7, 4, 'House');"
            "insert into MetaDataInteger values (7, 4, 1), (7, 5, 80);"
        )
        db.commit()
    with closing(sqlite3.connect(place / "p.db")) as db:
        db.execute(f"create table PerformanceData (id integer primary key, {_COLUMNS})")
        row = (7, *(TRACK[name] for name in ("trackData", "beatData", "quickCues", "loops")))
        db.execute("insert into PerformanceData values (?, ?, ?, ?, ?)", row)
        db.commit()
    (track,) = tracks_in(EngineLibrary(), tmp_path)
    check(track, tmp_path)
    assert track.annotations.cues[0].by.source == "Engine DJ (schema 1.18.0)"


@pytest.mark.parametrize("column", ["beatData", "quickCues", "loops", "trackData"])
@pytest.mark.parametrize("damage", ["cut", "noise", "bomb"])
def test_a_damaged_column_costs_that_column_alone(tmp_path, column, damage):
    good = TRACK[column]
    bad = {
        "cut": good[: len(good) // 2],
        "noise": good[:4] + b"\x17" * 40,
        "bomb": struct.pack(">I", 1 << 30) + zlib.compress(bytes(32 << 20)),
    }[damage]
    file = files.engine_library(tmp_path, SCHEMAS["2"], [{**TRACK, column: bad}])
    (track,) = tracks_in(EngineLibrary(), file)
    assert track.title == "X"
    if column == "trackData":  # the rate stands in the beat data too
        assert (track.warnings, len(track.annotations.cues)) == ((), 4)
        return
    (told,) = track.warnings
    assert told.startswith(f"Its {column} is damaged: ")
    assert (track.annotations.grid is None) == (column == "beatData")
    assert len(track.annotations.cues) == {"beatData": 4, "quickCues": 1, "loops": 3}[column]


def test_an_adjusted_grid_wins_and_trailing_bytes_are_passed_over():
    markers = files.constant_grid(128.0, 0.5)
    blob = files.beat_data(markers, analysed=files.constant_grid(127.0, 0.1), tail=bytes(9))
    assert grid_of(beat_data(blob)).anchors[0].bpm == pytest.approx(128.0)
    blob = files.beat_data((), analysed=files.constant_grid(127.0, 0.1))
    assert grid_of(beat_data(blob)).anchors[0].bpm == pytest.approx(127.0)


def test_a_change_of_tempo_is_an_anchor_and_a_marker_in_between_is_none():
    markers = [
        (0.0, -4),
        (44100.0 * 2, 0),
        (44100.0 * 4, 4),
        (44100.0 * 5.6, 8),
        (44100.0 * 7.2, 12),
    ]
    grid = grid_of(beat_data(files.beat_data(markers)))
    assert [(a.beat, a.seconds, a.bpm) for a in grid.anchors] == [
        (0, 0.0, pytest.approx(120.0)),
        (8, 4.0, pytest.approx(150.0)),
    ]


@pytest.mark.parametrize("tempi", [2, 3, 600])
def test_grids_of_any_number_of_tempi(tempi):
    beats, samples, markers = 0, 22050.0, []
    for index in range(tempi + 1):
        markers.append((samples, beats))
        beats, samples = beats + 4, samples + 4 * 44100.0 * 60 / (121.0 + index % 7 * 1.37)
    grid = grid_of(beat_data(files.beat_data(markers)))
    assert len(grid.anchors) == tempi
    seconds = [at / 44100.0 for at, _ in markers]
    assert grid.seconds_of([beat for _, beat in markers]) == pytest.approx(seconds, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(
    bpm=st.floats(60, 200), first=st.floats(0, 3), rate=st.sampled_from([44100.0, 48000.0, 96000.0])
)
def test_grids_come_out_as_they_were_put_in(bpm, first, rate):
    markers = files.constant_grid(bpm, first, rate=rate)
    (anchor,) = grid_of(beat_data(files.beat_data(markers, rate=rate))).anchors
    assert anchor.bpm == pytest.approx(bpm, rel=1e-9)
    assert 0 <= anchor.seconds + 1e-6 < 4 * anchor.period
    bar = 4 * anchor.period
    assert abs((anchor.seconds - first + bar / 2) % bar - bar / 2) < 1e-6


def test_keys_go_round_the_circle_of_fifths():
    assert [key_of(n).classic for n in range(8)] == ["C", "Am", "G", "Em", "D", "Bm", "A", "F#m"]
    assert (key_of(22).classic, key_of(23).classic) == ("F", "Dm")
    assert {key_of(n) for n in range(24)} == set(ALL_KEYS)
    assert key_of(24) is key_of(None) is None


@pytest.mark.parametrize(
    ("path", "folder", "place"),
    [
        ("../Music/a.mp3", "/Volumes/USB/Engine Library", "/Volumes/USB/Music/a.mp3"),
        ("../a.mp3", "D:\\Engine Library", "D:/a.mp3"),
        ("C:/x/a.mp3", "/home/x", "C:/x/a.mp3"),
        ("/x/a.mp3", "/home/x", "/x/a.mp3"),
        ("", "/home/x", ""),
    ],
)
def test_paths_are_relative_to_the_library(path, folder, place):
    assert location(path, folder) == place


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), 1e300])
def test_a_main_cue_at_no_place_is_none(seconds):
    main = struct.pack(">dBd", seconds, 1, seconds)
    assert quick_cues(files.packed(struct.pack(">q", 0) + main)) == QuickCues((), UNSET)


def test_mutated_columns_are_read_or_refused():
    inside = {
        beat_data: files.beat_data(files.constant_grid(128.0, 0.5)),
        quick_cues: files.quick_cues([("Drop", 1.0, "#123456")], main=0.1),
    }
    for read, blob in inside.items():
        for mutant in mutants(zlib.decompress(blob[4:]), 300):
            _read_or_refuse(read, files.packed(mutant))
        for mutant in mutants(blob, 100):
            _read_or_refuse(read, mutant)
    for mutant in mutants(files.loops([("x", 1.0, 2.0, "#123456")]), 300):
        _read_or_refuse(loops_in, mutant)


def _read_or_refuse(read, blob):
    try:
        found = read(blob)
    except ValueError:
        return
    if read is beat_data:
        grid_of(found)

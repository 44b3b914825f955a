import shutil
import sqlite3
import struct
from contextlib import closing

import pytest

from edmstudio.app.foreign_libraries import MixxxLibrary, RekordboxDatabase
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused
from edmstudio.interchange.importer import ImportedPlaylist, importer_named, importers_for
from edmstudio.interchange.mixxx.reading import fields_of, track_of
from edmstudio.store.foreign_sqlite import foreign_database
from tests.interchange.anlz_files import anlz, grid_tag, path_tag, phrase_tag
from tests.interchange.libraries import REAL, playlists_in, tracks_in

there = pytest.mark.skipif(not REAL.exists(), reason="the files of real programs are not here")
RATE = 44100


def varint(value):
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def message(number, payload):
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def double(number, value):
    return varint(number << 3 | 1) + struct.pack("<d", value)


def beat_grid(bpm, seconds):
    return message(1, double(1, bpm)) + message(2, double(1, seconds * RATE))


def beat_map(seconds):
    return b"".join(message(1, b"\x08" + varint(round(s * RATE)) + b"\x10\x01") for s in seconds)


def mixxx_library(path, beats, version, cues=(), *, locked=1):
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "create table track_locations (id integer primary key, location text);"
            "create table library (id integer primary key, location integer, artist text,"
            " title text, genre text, duration float, samplerate integer, key text,"
            " bpm_lock integer, bpm float, beats blob, beats_version text, mixxx_deleted integer,"
            " key_id integer);"
            "create table cues (id integer primary key, track_id integer, type integer,"
            " position integer, length integer, hotcue integer, label text, color integer);"
            "insert into track_locations values (1, '/music/ö.mp3'), (2, '/music/gone.mp3');"
        )
        row = (1, 1, "A", "T", "House", 300.0, RATE, "Am", locked, 126.5, beats, version, 0)
        into = f"insert into library values ({','.join('?' * 13)}, null)"
        db.executemany(into, [row, (2, 2, *row[2:12], 1)])
        db.executemany("insert into cues values (?, 1, ?, ?, ?, ?, ?, ?)", list(enumerated(cues)))
        db.commit()
    return path


def enumerated(cues):
    for number, (kind, seconds, length, hotcue, label, colour) in enumerate(cues):
        yield (
            number,
            kind,
            round(seconds * 2 * RATE),
            round(length * 2 * RATE),
            hotcue,
            label,
            colour,
        )


def test_a_mixxx_library_brings_grid_cues_key_and_lock(tmp_path):
    cues = [
        (1, 30.0, 0, 0, "Drop", 0xFF32BE44),
        (4, 60.0, 8.0, 1, "", 0xFFFF8000),
        (6, 0.5, 15.0, -1, "", None),
        (7, 270.0, 20.0, -1, "", None),
        (8, 0.0, 299.0, -1, "", None),
        (2, 0.5, 0, -1, "", None),
    ]
    path = mixxx_library(tmp_path / "mixxxdb.sqlite", beat_grid(126.5, 0.5), "BeatGrid-2.0", cues)
    assert [importer.name for importer in importers_for(path)] == ["mixxx"]
    (track,) = tracks_in(MixxxLibrary(), path)
    said = track.annotations
    assert (track.location, track.title, said.key) == ("/music/ö.mp3", "T", Key.parse("Am"))
    assert (said.grid.anchors[0].bpm, said.grid.anchors[0].seconds) == (126.5, 0.5)
    assert said.grid_locked
    assert [(c.seconds, c.end, c.slot, c.kind, c.colour) for c in said.cues] == [
        (0.5, None, "", "mix-in", ""),
        (0.5, None, "", "first-beat", ""),
        (30.0, None, "A", "drop", "#32BE44"),
        (60.0, 68.0, "B", "loop", ""),
        (270.0, None, "", "mix-out", ""),
    ]


def test_a_beat_map_of_mixxx_is_a_grid_of_few_tempi(tmp_path):
    times = [0.2 + n * 0.5 for n in range(64)] + [32.2 + n * 0.4 for n in range(64)]
    path = mixxx_library(tmp_path / "m.sqlite", beat_map(times), "BeatMap-1.0")
    (track,) = tracks_in(MixxxLibrary(), path)
    grid = track.annotations.grid
    assert len(grid.anchors) <= 3
    assert all(abs(grid.snap(time) - time) < 0.0011 for time in times)


def test_a_grid_of_an_older_mixxx_is_two_numbers(tmp_path):
    blob = struct.pack("<dd", 126.5, 0.5 * RATE)
    path = mixxx_library(tmp_path / "m.sqlite", blob, "BeatGrid-1.0")
    (track,) = tracks_in(MixxxLibrary(), path)
    assert track.annotations.grid == TempoMap.constant(0.5, 126.5)


def test_playlists_crates_and_the_schema_of_mixxx(tmp_path):
    path = mixxx_library(tmp_path / "m.sqlite", None, "")
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "update library set key = 'zz', key_id = 22;"
            "create table settings (name text, value text);"
            "insert into settings values ('mixxx.schema.version', '39');"
            "create table Playlists (id integer, name text, position integer, hidden integer);"
            "create table PlaylistTracks (playlist_id integer, track_id integer, position integer);"
            "create table crates (id integer, name text);"
            "create table crate_tracks (crate_id integer, track_id integer);"
            "insert into Playlists values (1, 'Set', 2, 0), (2, 'Auto DJ', 0, 1),"
            " (3, '2026-05-01', 0, 2), (4, 'Set', 1, 0);"
            "insert into PlaylistTracks values (1, 1, 2), (1, 2, 1), (2, 1, 1), (1, 1, 3);"
            "insert into crates values (1, 'Techno'); insert into crate_tracks values (1, 1);"
        )
        db.commit()
    (track,) = tracks_in(MixxxLibrary(), path)
    assert (track.version, track.annotations.key.classic) == ("(schema 39)", "Am")
    lists = [(each.name, each.keys) for each in playlists_in(MixxxLibrary(), path)]
    assert lists == [("Set", ()), ("Set", ("2", "1", "1")), ("Techno", ("1",))]


@pytest.mark.parametrize("missing", ["color", "label", "hotcue", "length"])
def test_tables_of_an_older_mixxx_lack_columns(tmp_path, missing):
    cues = [(1, 30.0, 0, 0, "Drop", 0xFF32BE44)]
    path = mixxx_library(tmp_path / "m.sqlite", None, "", cues)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"alter table cues drop column {missing}")
        db.execute("alter table library drop column bpm_lock")
        db.commit()
    (track,) = tracks_in(MixxxLibrary(), path)
    assert [cue.seconds for cue in track.annotations.cues] == [30.0]


def test_damaged_beats_cost_only_the_grid(tmp_path):
    for blob in (b"\xff" * 9, b"\x0a\x7f", beat_grid(126.0, 0.5)[:-3], beat_grid(1e9, 0.5)):
        path = tmp_path / "m.sqlite"
        path.unlink(missing_ok=True)
        (track,) = tracks_in(MixxxLibrary(), mixxx_library(path, blob, "BeatGrid-2.0"))
        assert track.annotations.grid is None
        assert track.title == "T"


def test_a_colour_that_is_none_costs_only_itself():
    row = {"type": 1, "position": 2.0 * RATE, "hotcue": 0, "label": "x", "color": "red"}
    (cue,) = track_of({"id": 1, "samplerate": RATE}, [row]).annotations.cues
    assert (cue.seconds, cue.colour) == (1.0, "")


def test_messages_are_taken_apart_field_by_field():
    blob = message(1, b"ab") + double(2, 1.5) + b"\x18" + varint(300)
    assert list(fields_of(blob)) == [(1, b"ab"), (2, 1.5), (3, 300)]


def test_a_library_in_use_is_read_with_its_log_and_left_alone(tmp_path):
    path = mixxx_library(tmp_path / "m.sqlite", beat_grid(126.0, 0.5), "BeatGrid-2.0")
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma wal_autocheckpoint = 0")
        db.execute("update library set title = 'New' where id = 1")
        db.commit()
        before = path.read_bytes()
        db.execute("begin immediate")
        (track,) = tracks_in(MixxxLibrary(), path)
        assert track.title == "New"
        assert path.read_bytes() == before


def test_a_change_that_was_broken_off_is_not_read(tmp_path):
    path = tmp_path / "x.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma cache_size = 2")  # so that half of the change is in the file
        db.execute("create table songs (id, title)")
        db.executemany("insert into songs values (?, ?)", [(n, "x" * 400) for n in range(300)])
        db.execute("begin immediate")
        db.execute("delete from songs where id > 99")
        with foreign_database(path) as copy:
            assert next(copy.rows("select count(*) as count from songs")) == {"count": 300}


def test_a_damaged_database_is_refused_in_a_sentence(tmp_path):
    path = mixxx_library(tmp_path / "m.sqlite", beat_grid(126.0, 0.5), "BeatGrid-2.0")
    data = bytearray(path.read_bytes())
    data[100:] = b"\x5a" * (len(data) - 100)
    path.write_bytes(bytes(data))
    assert not MixxxLibrary().sniff(path)
    with pytest.raises(Refused, match=r"m\.sqlite"):
        list(MixxxLibrary().read(path))


def test_an_encrypted_database_is_refused(tmp_path):
    path = tmp_path / "master.db"
    path.write_bytes(b"\x17" * 4096)
    with pytest.raises(Refused, match="encrypted"):
        list(RekordboxDatabase().read(path))


def rekordbox_database(path, analysis):
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "create table djmdContent (ID text, FolderPath text, Title text, Length int, BPM int,"
            " AnalysisDataPath text, Analysed int, ArtistID text, KeyID text,"
            " rb_local_deleted int);"
            "create table djmdArtist (ID text, Name text);"
            "create table djmdKey (ID text, ScaleName text);"
            "create table djmdCue (ID text, ContentID text, InMsec int, OutMsec int, Kind int,"
            " Comment text, rb_local_deleted int);"
            "create table djmdPlaylist (ID text, ParentID text, Name text, Attribute int, Seq int,"
            " rb_local_deleted int);"
            "create table djmdSongPlaylist (PlaylistID text, ContentID text, TrackNo int,"
            " rb_local_deleted int);"
            "insert into djmdPlaylist values ('1', 'root', 'Sets', 1, 1, 0),"
            " ('2', '1', 'May', 0, 2, 0), ('3', '1', 'April', 0, 1, 0),"
            " ('4', 'root', 'Intelligent', 4, 2, 0);"
            "insert into djmdSongPlaylist values ('2', '7', 2, 0), ('2', '8', 1, 0);"
            "insert into djmdArtist values ('1', 'A');"
            "insert into djmdKey values ('1', 'Am');"
        )
        row = ("7", "C:/Music/x.mp3", "X", 200, 12800, analysis, 233, "1", "1", 0)
        db.execute(f"insert into djmdContent values ({','.join('?' * 10)})", row)
        cues = [
            ("1", "7", 1000, -1, 1, "Drop", 0),
            ("2", "7", 1000, -1, 0, "", 0),
            ("3", "7", 9000, -1, 5, "", 0),
            ("4", "7", 20000, 24000, 0, "", 0),
            ("5", "7", 30000, -1, 0, "deleted", 1),
        ]
        db.executemany("insert into djmdCue values (?, ?, ?, ?, ?, ?, ?)", cues)
        db.commit()
    return path


def test_a_rekordbox_database_brings_cues_and_the_phrases_beside_it(tmp_path):
    folder = tmp_path / "share" / "PIONEER" / "1"
    folder.mkdir(parents=True)
    (folder / "ANLZ0000.DAT").write_bytes(anlz(path_tag("?/x.mp3"), grid_tag(100)))
    (folder / "ANLZ0000.EXT").write_bytes(anlz(phrase_tag(1, 90, [(1, 1), (33, 5)])))
    path = rekordbox_database(tmp_path / "master.db", "/PIONEER/1/ANLZ0000.DAT")
    (track,) = tracks_in(RekordboxDatabase(), path)
    assert (track.location, track.artist, track.annotations.key.name) == (
        "C:/Music/x.mp3",
        "A",
        "A minor",
    )
    assert [(c.seconds, c.end, c.slot, c.kind) for c in track.annotations.cues] == [
        (1.0, None, "A", "drop"),
        (9.0, None, "D", "other"),
        (20.0, 24.0, "", "loop"),
    ]
    assert [section.label for section in track.annotations.sections] == ["intro", "drop"]
    assert track.annotations.grid.anchors[0].bpm == 128.0
    assert track.annotations.grid_locked
    assert playlists_in(RekordboxDatabase(), path) == [
        ImportedPlaylist("April", (), ("Sets",)),
        ImportedPlaylist("May", ("8", "7"), ("Sets",)),
    ]


def test_a_path_that_leads_out_of_the_folder_is_not_opened(tmp_path):
    (tmp_path / "ANLZ0000.DAT").write_bytes(anlz(grid_tag(100)))
    path = rekordbox_database(tmp_path / "master.db", "/../ANLZ0000.DAT")
    (tmp_path / "share").mkdir()
    assert len(tracks_in(RekordboxDatabase(), path)) == 1


@there
def test_a_real_database_is_read_and_stays_as_it_is(tmp_path):
    path = REAL / "rekordbox_db" / "master_unlocked.db"
    assert RekordboxDatabase().sniff(path)
    tracks = tracks_in(importer_named("rekordbox-db"), path)
    assert len(tracks) == 6
    demo = next(track for track in tracks if track.title == "Demo Track 1")
    assert (demo.seconds, demo.location) == (
        172.0,
        "C:/Users/dylan/Music/PioneerDJ/Demo Tracks/Demo Track 1.mp3",
    )
    copy = shutil.copy(path, tmp_path / "master.db")
    before = (tmp_path / "master.db").read_bytes()
    tracks_in(RekordboxDatabase(), tmp_path / "master.db")
    assert (tmp_path / "master.db").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [str(copy.name)]

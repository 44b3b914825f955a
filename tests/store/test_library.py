import sqlite3
import threading

import pytest

from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.library import Library
from edmstudio.store.schema import migrations
from edmstudio.store.tracks import Tracks


def a_track(number=1):
    return Track(
        TrackId(0), f"/music/{number}.flac", f"payload {number}", 300.0, title=f"T{number}"
    )


def test_a_library_survives_a_power_cut_by_its_settings(tmp_path):
    library = Library(tmp_path / "library.db")
    with library.reading() as db:
        assert db.conn.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert db.conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    library.close()


def test_a_transaction_that_fails_leaves_nothing_behind(library):
    def add_and_fail():
        with library.writing():
            Tracks(library).add(a_track())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    assert Tracks(library).all() == []


def test_a_newer_library_is_refused_in_a_sentence_and_left_alone(tmp_path):
    path = tmp_path / "library.db"
    library = Library(path)
    migrations._record_applied(library._db, "m999_from_the_future")
    library.close()
    before = path.read_bytes()
    with pytest.raises(Refused, match="newer EDM Studio") as refused:
        Library(path)
    assert refused.value.fault is Fault.DATABASE
    assert path.read_bytes() == before


def test_a_foreign_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("create table songs (id)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(Refused, match="not a library of ours"):
        Library(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "library.db"
    path.write_text("not a database, but long enough to be looked at " * 40)
    with pytest.raises(Refused, match="damaged or no library"):
        Library(path)


def test_a_folder_in_the_librarys_place_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(Refused, match="can't be"):
        Library(tmp_path)


def test_a_full_disk_changes_nothing_and_is_told(tmp_path):
    library = Library(tmp_path / "library.db")
    tracks = Tracks(library)
    tracks.add(a_track())
    with library.reading() as db:
        pages = db.conn.execute("PRAGMA page_count").fetchone()[0]
        db.conn.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    def add_many():
        for number in range(2, 500):
            tracks.add(a_track(number))

    with pytest.raises(Refused, match="full"):
        add_many()
    assert tracks.get(TrackId(1)).title == "T1"
    library.close()


def test_two_connections_take_turns(tmp_path):
    here, there = Library(tmp_path / "library.db"), Library(tmp_path / "library.db")

    def add(library, numbers):
        for number in numbers:
            Tracks(library).add(a_track(number))

    others = threading.Thread(target=add, args=(there, range(100, 130)))
    others.start()
    add(here, range(30))
    others.join()
    assert len(Tracks(here).all()) == 60
    here.close()
    there.close()


def test_a_moved_file_is_known_by_its_sound(library):
    tracks = Tracks(library)
    tracks.add(a_track(1))
    assert tracks.with_payload("payload 1").path == "/music/1.flac"
    assert tracks.at("/music/2.flac") is None


def test_every_column_of_a_track_comes_back(library):
    kept = Tracks(library).add(a_track())
    assert Tracks(library).get(kept.track_id) == kept

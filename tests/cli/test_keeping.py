import sqlite3
from contextlib import closing

import pytest

from edmstudio.store.library import Library


def test_a_sound_library_is_said_to_be_sound(edm, song):
    said = edm("check", "--json")
    assert said.code == 0
    assert said.record["sound"] is True
    assert said.record["tracks"] == 1


def test_a_flipped_correction_is_found(edm, song, places):
    edm("edit", song, "--energy", 7)
    with closing(sqlite3.connect(places / "library.db")) as db, db:
        db.execute("update revision set body = replace(body, '7', '8')")
    said = edm("check", "--json")
    assert said.code == 1
    assert said.record["findings"][0]["where"] == "revision 1"


def test_a_backup_is_made_in_use_and_brings_everything_back(edm, song, places, tmp_path):
    edm("edit", song, "--energy", 7)
    user = Library(places / "library.db")
    copy = edm("backup", tmp_path / "copy.db", "--json").record["backup"]
    user.close()
    edm("edit", song, "--energy", 2)
    said = edm("restore", copy, "--json")
    assert said.code == 0
    assert edm("show", song, "--json").record["energy"]["level"] == 7
    kept = said.record["kept"]
    assert edm("show", song, "--library", kept, "--json").record["energy"]["level"] == 2


def test_backups_lie_beside_the_library_where_no_file_is_named(edm, song, places):
    copy = edm("backup", "--json").record["backup"]
    assert copy.startswith(str(places / "library backups"))


def test_the_first_call_of_a_day_makes_a_backup(edm, song, places):
    edm("show", song)
    assert len(list((places / "library backups").glob("*.backup"))) == 1
    edm("show", song)
    assert len(list((places / "library backups").glob("*.backup"))) == 1


def test_a_damaged_backup_is_refused_and_the_library_stays(edm, song, tmp_path):
    (tmp_path / "bad.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    said = edm("restore", tmp_path / "bad.db", "--json")
    assert said.code == 1
    assert said.record["error"]["kind"] == "database"
    assert edm("show", song).code == 0


def test_no_backup_at_all_is_told(edm, tmp_path):
    said = edm("restore", tmp_path / "gone.db", "--json")
    assert said.record["error"]["kind"] == "missing"


@pytest.mark.parametrize("call", [["check"], ["backup"]])
def test_a_library_that_is_not_there_is_neither_sound_nor_copied_nor_made(edm, places, call):
    said = edm(*call, "--json")
    assert said.code == 1
    assert said.record["error"]["kind"] == "missing"
    assert not (places / "library.db").exists()


def test_a_backup_comes_back_on_a_computer_that_has_no_library_yet(edm, song, tmp_path):
    copy = edm("backup", tmp_path / "copy.backup", "--json").record["backup"]
    new = tmp_path / "new computer" / "library.db"
    said = edm("--library", new, "restore", copy, "--json")
    assert (said.code, said.record["kept"]) == (0, None)
    assert edm("--library", new, "show", song).code == 0

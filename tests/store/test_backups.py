import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.backups import automatic, back_up, restore, superfluous, verify
from edmstudio.store.integrity import findings
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def grown(library, count):
    for number in range(count):
        Tracks(library).add(Track(TrackId(0), f"/{number}.flac", f"{number}", 1.0))
    return library


def count_of(path):
    library = Library(path)
    try:
        return len(Tracks(library).all())
    finally:
        library.close()


def test_a_backup_made_in_use_is_put_back_whole(tmp_path):
    path = tmp_path / "library.db"
    library = grown(Library(path), 3)
    backup = back_up(library, tmp_path / "copy.backup")
    Tracks(library).add(Track(TrackId(0), "/later.flac", "later", 1.0))
    library.close()
    kept = restore(backup, path, NOW)
    library, aside = Library(path), Library(kept)
    assert (len(Tracks(library).all()), len(Tracks(aside).all())) == (3, 4)
    library.close()
    aside.close()


def test_a_damaged_backup_is_refused_and_the_library_stays(tmp_path):
    path = tmp_path / "library.db"
    library = grown(Library(path), 50)
    backup = back_up(library, tmp_path / "copy.backup")
    library.close()
    content = bytearray(backup.read_bytes())
    content[4096 * 2 : 4096 * 3] = bytes(4096)
    backup.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(Refused, match="damaged"):
        restore(backup, path, NOW)
    assert path.read_bytes() == before


def test_a_backup_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Refused, match="no backup at"):
        verify(tmp_path / "nothing.backup")


def test_libraries_that_make_room_within_one_second_are_all_kept(tmp_path):
    path = tmp_path / "library.db"
    library = grown(Library(path), 3)
    backup = back_up(library, tmp_path / "copy.backup")
    Tracks(library).add(Track(TrackId(0), "/later.flac", "later", 1.0))
    library.close()
    first, second = restore(backup, path, NOW), restore(backup, path, NOW)
    assert [count_of(first), count_of(second), count_of(path)] == [4, 3, 3]


def test_a_backup_comes_back_where_there_was_no_folder_yet(tmp_path):
    library = grown(Library(tmp_path / "library.db"), 3)
    backup = back_up(library, tmp_path / "copy.backup")
    library.close()
    assert restore(backup, tmp_path / "new" / "library.db", NOW) is None
    assert count_of(tmp_path / "new" / "library.db") == 3


def test_a_library_in_use_is_read_as_a_backup_and_left_alone(tmp_path):
    path = tmp_path / "library.db"
    library = grown(Library(path), 3)
    before = sorted(file.name for file in tmp_path.iterdir())
    verify(path)
    assert sorted(file.name for file in tmp_path.iterdir()) == before
    restore(path, tmp_path / "other.db", NOW)  # with what lies in its log
    assert count_of(tmp_path / "other.db") == 3
    library.close()


def test_a_foreign_database_is_no_backup_and_left_alone(tmp_path):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("create table songs (id)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(Refused, match=r"other\.sqlite was written by a newer EDM Studio or is not"):
        restore(path, tmp_path / "library.db", NOW)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["other.sqlite"]


def test_a_library_is_no_backup_of_itself(tmp_path):
    path = tmp_path / "library.db"
    library = grown(Library(path), 3)
    link = tmp_path / "link.db"
    link.symlink_to(path)
    for target in (path, link):
        with pytest.raises(Refused, match="the library itself"):
            back_up(library, target)
    library.close()
    assert count_of(path) == 3


def test_a_backup_goes_where_a_link_points(tmp_path):
    (tmp_path / "large disk").mkdir()
    real, link = tmp_path / "large disk" / "library.db", tmp_path / "library.db"
    library = grown(Library(real), 3)
    link.symlink_to(real)
    backup = back_up(library, tmp_path / "copy.backup")
    library.close()
    kept = restore(backup, link, NOW)
    assert link.is_symlink()
    assert kept.parent == real.parent
    assert count_of(real) == 3


def test_a_restore_that_fails_leaves_the_library_in_its_place(tmp_path, monkeypatch):
    path = tmp_path / "library.db"
    library = grown(Library(path), 3)
    backup = back_up(library, tmp_path / "copy.backup")
    Tracks(library).add(Track(TrackId(0), "/later.flac", "later", 1.0))
    library.close()

    def full(*places):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("edmstudio.store.backups.os.replace", full)
        with pytest.raises(Refused, match="No space left"):
            restore(backup, path, NOW)
    assert count_of(path) == 4
    assert not list(tmp_path.glob("*.partial"))


def test_a_backup_is_one_file_that_a_read_only_folder_can_hold(library, tmp_path):
    backup = back_up(library, tmp_path / "copy.backup")
    assert backup.read_bytes()[18:20] == b"\x01\x01"  # no log beside it (SQLite, "File Format")


def test_a_clock_that_was_wrong_keeps_no_backup_from_being_made(library, tmp_path):
    automatic(library, tmp_path, NOW + timedelta(days=3000))
    assert automatic(library, tmp_path, NOW) is not None


def test_one_backup_a_day_is_made_by_itself(library, tmp_path):
    assert automatic(library, tmp_path, NOW) is not None
    assert automatic(library, tmp_path, NOW + timedelta(hours=3)) is None
    assert automatic(library, tmp_path, NOW + timedelta(hours=25)) is not None


@given(st.lists(st.integers(0, 3000), unique=True, min_size=1).map(sorted))
def test_thinning_keeps_the_newest_and_at_most_23(days):
    stamps = [NOW - timedelta(days=day) for day in days]
    kept = set(stamps) - set(superfluous(stamps))
    assert max(stamps) in kept
    assert len(kept) <= 7 + 4 + 12
    assert all(stamp in kept for stamp in sorted(stamps)[-7:])


def test_a_flipped_letter_in_a_correction_is_found(library, track):
    from edmstudio.app.editing import Editor
    from edmstudio.domain.cues import CuePoint
    from edmstudio.domain.edits import PlaceCue

    Editor(library, track.track_id, "ann").perform(PlaceCue(CuePoint(10.0, 1, name="Drop")))
    assert findings(library) == []
    with library.writing() as db:
        db.execute("update revision set body = replace(body, 'Drop', 'Drip')")
    assert [finding.where for finding in findings(library)] == ["revision 1"]


def test_several_processes_that_back_up_in_the_same_second_do_not_disturb_each_other(tmp_path):
    grown(Library(tmp_path / "l.db"), 200).close()
    libraries = [Library(tmp_path / "l.db") for _ in range(6)]
    with ThreadPoolExecutor(len(libraries)) as pool:
        made = list(pool.map(lambda each: automatic(each, tmp_path / "b", NOW), libraries))
    for library in libraries:
        library.close()
    assert [file.name for file in (tmp_path / "b").iterdir()] == [made[0].name]
    verify(made[0])


def test_what_a_killed_backup_left_is_swept_up_after_a_day(library, tmp_path):
    old, fresh = tmp_path / "a.1.partial", tmp_path / "b.2.partial"
    for file, age in ((old, timedelta(days=2)), (fresh, timedelta(hours=1))):
        file.write_bytes(b"half")
        os.utime(file, (0, (NOW - age).timestamp()))
    automatic(library, tmp_path, NOW)
    assert (old.exists(), fresh.exists()) == (False, True)

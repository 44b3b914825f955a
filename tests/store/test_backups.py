import os
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

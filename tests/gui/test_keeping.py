"""The library's health in the window: checked, brought back, and what was left out of it."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from edmstudio.app.settings import Settings
from edmstudio.domain.edits import SetKey
from edmstudio.domain.key import Key
from edmstudio.gui.keeping.backups_dialog import BackupsDialog
from edmstudio.gui.keeping.damage_dialog import DamageDialog
from edmstudio.gui.keeping.left_out_dialog import LeftOutDialog
from edmstudio.gui.run import Windows
from tests.gui.desks import fill, places_in, write_kicks


def test_a_sound_library_is_told_in_the_status_bar(full, qtbot):
    full.commands["library.check"].run()
    qtbot.waitUntil(lambda: "sound: 1 track" in full.window.said.text(), timeout=5000)


def test_damage_is_told_with_the_way_back(full, qtbot, places):
    full.studio.session.perform(SetKey(Key(0, False)))
    with closing(sqlite3.connect(places.library)) as db, db:
        db.execute("update revision set title = 'something else'")
    full.commands["library.check"].run()
    qtbot.waitUntil(lambda: full.window.findChild(DamageDialog) is not None, timeout=5000)
    dialog = full.window.findChild(DamageDialog)
    assert dialog.heading.text() == "1 damage found"
    assert dialog.list.item(0, 0).text().startswith("revision")
    dialog.accept()
    assert full.window.findChild(BackupsDialog).isVisible()
    full.window.findChild(BackupsDialog).close()


def listed_in(dialog):
    """Files and reasons."""
    table = dialog.list
    return {table.item(n, 0).text(): table.item(n, 1).text() for n in range(table.rowCount())}


def test_what_was_left_out_is_listed_with_its_reason(full, qtbot, tmp_path):
    assert not full.commands["library.left-out"].enabled()
    broken = tmp_path / "broken.mp3"
    broken.write_text("no sound at all")
    full.studio.add([broken, tmp_path / "gone.flac"])
    qtbot.waitUntil(lambda: not full.studio.work.running, timeout=60_000)
    assert full.commands["library.left-out"].enabled()
    full.doors.keeping.left_out()
    dialog = full.window.findChild(LeftOutDialog)
    rows = listed_in(dialog)
    assert set(rows) == {"broken.mp3", "gone.flac"}
    assert "not there" in rows["gone.flac"]
    assert dialog.heading.text() == "2 files could not be used"
    assert str(broken) in dialog.told.text()
    assert "help:troubleshooting" in dialog.told.text()
    dialog.copy.click()
    assert str(broken) in QCoreApplication.instance().clipboard().text()
    dialog.close()


def test_a_file_that_goes_well_the_second_time_is_no_longer_listed(full, qtbot, tmp_path):
    late = tmp_path / "late.wav"
    full.studio.add([late])
    qtbot.waitUntil(full.doors.keeping.something_was_left_out, timeout=60_000)
    write_kicks(late, 20.0)
    full.studio.add([late])
    qtbot.waitUntil(lambda: full.studio.tracks.at(str(late)) is not None, timeout=60_000)
    qtbot.waitUntil(lambda: not full.studio.work.running, timeout=60_000)
    full.doors.keeping.left_out()
    dialog = full.window.findChild(LeftOutDialog)
    assert late.name not in listed_in(dialog)
    dialog.close()


def test_where_nothing_was_left_out_the_list_says_so_in_its_middle(full):
    full.doors.keeping.left_out()
    dialog = full.window.findChild(LeftOutDialog)
    assert "No file was left out" in dialog.list.empty.text()
    assert dialog.list.empty.geometry() == dialog.list.viewport().rect()
    assert not dialog.list.horizontalHeader().isVisible()
    assert dialog.list.focusPolicy() == Qt.FocusPolicy.NoFocus
    dialog.close()


@pytest.fixture
def windows(qapp, tmp_path):
    places = places_in(tmp_path)
    fill(places, write_kicks(tmp_path / "kicks.wav"))
    held = Windows(qapp, Settings(output="silent", annotator="ann"))
    held.open(places)
    yield held
    held.open_one.dispose()
    QCoreApplication.processEvents()


def key_of(windows):
    windows.open_one.studio.open_track(1)
    return windows.open_one.studio.session.annotations.key.name


def test_a_backup_takes_the_librarys_place_and_what_was_there_is_kept(windows, qtbot, qapp):
    before = key_of(windows)
    made = windows.open_one
    made.studio.back_up()
    qtbot.waitUntil(lambda: "Backed up" in made.window.said.text(), timeout=5000)
    made.studio.session.perform(SetKey(Key(0, False)))
    assert key_of(windows) == "C major" != before
    made.doors.keeping.restore()
    dialog = made.window.findChild(BackupsDialog)
    cells = [dialog.list.item(0, column).text() for column in (1, 2, 3)]
    assert cells == ["just now", "1", "0"]
    QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert windows.open_one is not made
    assert key_of(windows) == before
    assert qapp.quitOnLastWindowClosed()
    folder = windows.open_one.studio.places.library.parent
    assert len(list(folder.glob("library.before-restore-*.db"))) == 1


def test_a_damaged_backup_leaves_the_library_as_it_is(windows, tmp_path):
    before = key_of(windows)
    (tmp_path / "bad.backup").write_bytes(b"no library" * 100)
    windows._restore(str(tmp_path / "bad.backup"))
    assert key_of(windows) == before
    assert "bad.backup" in windows.open_one.toast.accessibleName()

"""What holds goes out by the window, seen and agreed to before anything is written."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.edits import PlaceCue
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.grid_edits import PlaceGrid
from edmstudio.gui.exchange.changes_dialog import ChangesDialog
from edmstudio.gui.exchange.export_dialog import ExportDialog
from edmstudio.gui.exchange.export_words import noticed
from edmstudio.gui.exchange.import_dialog import ImportDialog
from edmstudio.gui.exchange.restore_dialog import RestoreDialog
from edmstudio.interchange.exporter import ExportReport, Playlist
from edmstudio.store.labels import Labels, SourceLabels
from edmstudio.store.playlists import Playlists, StoredPlaylist
from tests.gui.desks import window_on
from tests.stories.test_exchange import THEIRS, TRACK, labels_of, pressed, rekordbox, shown


def export_dialog(made, qtbot, format_title, scope="The whole library"):
    made.doors.exchange.export()
    dialog = shown(made, ExportDialog, qtbot)
    dialog.format.setCurrentText(format_title)
    there = dialog.tracks.findText(scope, Qt.MatchFlag.MatchStartsWith)
    assert there >= 0, scope
    dialog.tracks.setCurrentIndex(there)
    qtbot.waitUntil(lambda: bool(dialog.parts.ledger.counted.text()), timeout=20_000)
    return dialog


def test_what_is_lost_is_said_before_anything_leaves(qtbot, full, tmp_path):
    dialog = export_dialog(full, qtbot, "rekordbox XML")
    ledger = dialog.parts.ledger
    assert ledger.counted.text() == "1 track, 1 grid, 3 cues, 1 key, 1 playlist."
    assert "1 energy level" in ledger.lost.text().splitlines()
    assert not ledger.changed.isVisible()
    assert "New since the last export" in dialog.parts.how_to.text()
    dialog.target.setText(str(tmp_path / "out.xml"))
    assert not (tmp_path / "out.xml").exists()
    with qtbot.waitSignal(full.studio.exported, timeout=10_000):
        dialog.export.click()
    assert (tmp_path / "out.xml").exists()
    again = full.window.findChildren(ExportDialog)
    assert [each for each in again if each.isVisible()] == []


def test_what_is_locked_there_is_said_before_anything_leaves(qtbot, full):
    full.studio.session.perform(PlaceGrid(TempoMap.constant(0.3, 128.0)))
    said = Annotations(grid=TempoMap.constant(0.111, 100.0), grid_locked=True)
    labels = Labels(full.studio.library)
    labels.put(TRACK, SourceLabels("rekordbox database", "", said), datetime.now(UTC))
    dialog = export_dialog(full, qtbot, "rekordbox XML")
    assert dialog.parts.ledger.noticed.text() == (
        "Locked in rekordbox, so the grid there stays: Ann – Kicks."
    )
    dialog.cues.setCurrentText("Only on pads that are free there")
    assert dialog.parts.ledger.noticed.text() == ""
    qtbot.waitUntil(lambda: bool(dialog.parts.ledger.noticed.text()), timeout=20_000)
    dialog.close()


def test_of_many_notes_a_few_are_shown():
    assert noticed(ExportReport()) == ""
    assert noticed(ExportReport(warnings=tuple("abcdefgh"))).split("\n")[-2:] == [
        "f", "and 2 more"
    ]  # fmt: skip


def test_only_what_is_new_leaves_the_second_time(qtbot, full, tmp_path):
    new = "New since the last export"
    for expected in (1, 0):
        dialog = export_dialog(full, qtbot, "rekordbox XML")
        held = dialog.tracks.findText(f"{new} ({expected})")
        assert held >= 0
        dialog.target.setText(str(tmp_path / "out.xml"))
        pressed(qtbot, dialog, dialog.export)
    full.studio.session.perform(PlaceCue(replace(THEIRS, cue_id=9)))
    dialog = export_dialog(full, qtbot, "rekordbox XML", f"{new} (1)")
    dialog.close()


def test_a_playlist_leaves_in_its_order(qtbot, full, tmp_path):
    mine = StoredPlaylist("Set", (TRACK, TRACK), ("May",))
    Playlists(full.studio.library).replace("rekordbox", [mine])
    dialog = export_dialog(full, qtbot, "rekordbox XML", "Playlist May / Set (1)")
    assert dialog.wish().options.playlists == (Playlist("Set", (TRACK, TRACK), ("May",)),)
    dialog.target.setText(str(tmp_path / "out.xml"))
    pressed(qtbot, dialog, dialog.export)
    nodes = {
        node.get("Name"): node for node in ElementTree.parse(tmp_path / "out.xml").iter("NODE")
    }
    assert len(nodes["Set"]) == 2


def test_tags_are_written_when_confirmed_and_put_back(qtbot, full, tmp_path):
    kicks = tmp_path / "kicks.wav"
    before = kicks.read_bytes()
    dialog = export_dialog(full, qtbot, "Serato tags in the files")
    assert "Serato reads no XML" in dialog.parts.how_to.text()
    assert kicks.read_bytes() == before
    dialog.export.click()
    changes = shown_changes(qtbot, dialog)
    assert "Close Serato first" in changes.first.text()
    assert cells(changes, 0)[0] == "Ann – Kicks (4 changes)"
    assert cells(changes, 1) == ["Cue A", "–", "0:00.250 1"]
    changes.reject()
    assert kicks.read_bytes() == before
    dialog.export.click()
    pressed(qtbot, dialog, shown_changes(qtbot, dialog).write)
    assert kicks.read_bytes() != before
    full.doors.exchange.restore_tags()
    restore = full.window.findChild(RestoreDialog)
    assert not restore.back.isEnabled()
    restore.every.click()
    restore.back.click()
    qtbot.waitUntil(lambda: "put back into 1 file" in restore.told.text(), timeout=10_000)
    assert kicks.read_bytes() == before
    restore.close()


def test_own_tags_come_in_again(qtbot, full, places, tmp_path):
    dialog = export_dialog(full, qtbot, "Serato tags in the files")
    dialog.export.click()
    pressed(qtbot, dialog, shown_changes(qtbot, dialog).write)
    full.doors.exchange.import_labels()
    dialog = full.window.findChild(ImportDialog)
    dialog.parts.own.click()
    dialog = shown(full, ImportDialog, qtbot)
    assert {source.examined.taken.format for source in dialog.sources.wanted()} == {"serato-tags"}
    pressed(qtbot, dialog, dialog.parts.agree)
    (said,) = labels_of(places)
    assert said.source == "serato"
    assert [round(cue.seconds, 3) for cue in said.annotations.cues] == [0.25, 15.25, 30.25]


def shown_changes(qtbot, dialog):
    qtbot.waitUntil(lambda: visible_changes(dialog) is not None, timeout=10_000)
    return visible_changes(dialog)


def visible_changes(dialog):
    return next((each for each in dialog.findChildren(ChangesDialog) if each.isVisible()), None)


def cells(changes, line):
    held = (changes.lines.item(line, column) for column in range(3))
    return [cell.text() for cell in held if cell is not None]


def test_everything_in_the_dialogs_has_a_name(qtbot, full, tmp_path):
    full.doors.exchange.import_labels([rekordbox(tmp_path, tmp_path / "kicks.wav")])
    imports = shown(full, ImportDialog, qtbot)
    exports = export_dialog(full, qtbot, "rekordbox XML")
    full.doors.exchange.restore_tags()
    for dialog in (imports, exports, full.window.findChild(RestoreDialog)):
        nameless = [
            type(child).__name__
            for child in dialog.findChildren(QWidget)
            if child.isVisible()
            and child.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not child.objectName().startswith("qt_")
            and not isinstance(child, QLabel)
            and not child.accessibleName()
            and not getattr(child, "text", str)()
        ]
        assert nameless == []
        dialog.close()


def test_the_look_of_the_dialogs_follows_the_theme(qtbot, places, tmp_path):
    with window_on(places) as made:
        made.looks.next_theme()
        made.doors.exchange.import_labels()
        dialog = made.window.findChild(ImportDialog)
        assert dialog.model.theme == made.looks.theme
        dialog.close()

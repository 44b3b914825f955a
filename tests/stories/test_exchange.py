"""A library of another program comes in by the window, and what holds goes out again."""

import hashlib
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.edits import PlaceCue
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.changes_dialog import ChangesDialog
from edmstudio.gui.export_dialog import ExportDialog
from edmstudio.gui.import_dialog import ImportDialog
from edmstudio.gui.import_table import BESIDE, FOUND, MOVED, NAME
from edmstudio.gui.restore_dialog import RestoreDialog
from edmstudio.interchange.exporter import ExportTrack, Playlist, exporter_named
from edmstudio.store.labels import Labels
from edmstudio.store.library import Library
from edmstudio.store.playlists import Playlists, StoredPlaylist
from tests.gui.desks import BPM, FIRST, SECONDS, held_in, window_on, write_kicks
from tests.stories.test_first_track import drop

TRACK = TrackId(1)
THEIRS = CuePoint(30.25, 1, CueKind.DROP, "Theirs", "B")


def rekordbox(folder, *paths, grid=None, name="rekordbox.xml"):
    """A library of rekordbox with a grid and a cue in each track."""
    said = Annotations(grid=grid or TempoMap.constant(FIRST, BPM), cues=(THEIRS,))
    entries = [
        ExportTrack(Track(TrackId(n), str(path), "", SECONDS, title=path.stem), said)
        for n, path in enumerate(paths, start=1)
    ]
    exporter_named("rekordbox-xml").export(entries, folder / name)
    return folder / name


def shown(made, kind, qtbot):
    """The dialog on the window, once it has read what it was given."""
    dialog = made.window.findChild(kind)
    qtbot.waitUntil(lambda: not dialog.job.running, timeout=20_000)
    return dialog


def row(dialog, line):
    model = dialog.model
    return [model.index(line, column).data() for column in range(model.columnCount())]


def pressed(qtbot, dialog, button):
    """The dialog's work is done and the dialog gone."""
    with qtbot.waitSignal(dialog.destroyed, timeout=30_000):
        button.click()


def digest(path):
    return hashlib.blake2b(path.read_bytes()).hexdigest()


def labels_of(places):
    library = Library(places.library)
    try:
        return Labels(library).of(TRACK)
    finally:
        library.close()


def test_a_dropped_library_is_looked_at_and_then_taken_in(qtbot, full, places, tmp_path):
    kicks = tmp_path / "kicks.wav"
    before = digest(kicks)
    xml = rekordbox(tmp_path, kicks, tmp_path / "gone.mp3")
    drop(full.window, [xml])
    dialog = shown(full, ImportDialog, qtbot)
    told = dialog.sources.item(0).text()
    assert told.startswith("rekordbox.xml: rekordbox XML by ")
    assert told.endswith(", 1 of 2 tracks found")
    assert (row(dialog, 0)[NAME], row(dialog, 0)[FOUND]) == ("kicks", "by place")
    assert row(dialog, 0)[BESIDE] == "0 ms"
    assert (row(dialog, 1)[NAME], row(dialog, 1)[FOUND]) == ("gone", "not found")
    assert "1 of 1 grids that could be compared" in dialog.parts.summary.text()
    assert labels_of(places) == []
    pressed(qtbot, dialog, dialog.parts.agree)
    assert [cue.name for cue in held_in(places, TRACK).cues] == ["Theirs"]
    assert [cue.name for cue in full.studio.session.annotations.cues] == ["Theirs"]
    assert "1 grid, 1 cue" in full.window.said.text()
    assert digest(kicks) == before


def test_a_second_import_renews_the_first_and_leaves_corrections(qtbot, full, places, tmp_path):
    kicks = tmp_path / "kicks.wav"
    for _ in range(2):
        full.doors.exchange.take([rekordbox(tmp_path, kicks)])
        dialog = shown(full, ImportDialog, qtbot)
        pressed(qtbot, dialog, dialog.parts.agree)
    assert [said.source for said in labels_of(places)] == ["rekordbox"]
    mine = CuePoint(45.25, 9, CueKind.BREAK, "Mine", "C")
    full.studio.session.perform(PlaceCue(mine))
    full.doors.import_labels()
    full.window.findChild(ImportDialog).parts.again.click()
    dialog = shown(full, ImportDialog, qtbot)
    pressed(qtbot, dialog, dialog.parts.agree)
    assert [cue.name for cue in held_in(places, TRACK).cues] == ["Theirs", "Mine"]


def test_a_grid_beside_our_beats_is_nudged_onto_them(qtbot, full, places, tmp_path):
    late = TempoMap.constant(FIRST + 0.026, BPM)
    full.doors.exchange.take([rekordbox(tmp_path, tmp_path / "kicks.wav", grid=late)])
    dialog = shown(full, ImportDialog, qtbot)
    assert row(dialog, 0)[BESIDE] == "+26.0 ms"
    dialog.parts.zero.fields[""].setValue(-26.0)
    assert row(dialog, 0)[BESIDE] == "0 ms"
    assert row(dialog, 0)[MOVED] == "-26.0 ms"
    pressed(qtbot, dialog, dialog.parts.agree)
    held = held_in(places, TRACK)
    assert held.grid.beats(0.0, 1.0)[0] == pytest.approx(FIRST, abs=0.001)
    assert held.cues[0].seconds == pytest.approx(THEIRS.seconds - 0.026, abs=0.001)


def test_files_that_moved_are_found_below_a_folder(qtbot, empty, places, tmp_path):
    (tmp_path / "new" / "house").mkdir(parents=True)
    kicks = write_kicks(tmp_path / "new" / "house" / "kicks.wav", 8.0)
    empty.doors.exchange.take([rekordbox(tmp_path, tmp_path / "old" / "house" / "kicks.wav")])
    dialog = shown(empty, ImportDialog, qtbot)
    assert not dialog.parts.agree.isEnabled()
    dialog.relinking.find_below(tmp_path / "new")
    qtbot.waitUntil(lambda: not dialog.job.running, timeout=10_000)
    assert row(dialog, 0)[FOUND] == "by hand"
    pressed(qtbot, dialog, dialog.parts.agree)
    assert empty.studio.tracks.at(str(kicks)) is not None
    assert [said.source for said in labels_of(places)] == ["rekordbox"]


def test_a_library_brings_its_tracks_along(qtbot, empty, places, tmp_path):
    kicks = write_kicks(tmp_path / "kicks.wav", 8.0)
    before = digest(kicks)
    empty.first.labels.click()
    dialog = empty.window.findChild(ImportDialog)
    assert not dialog.parts.agree.isEnabled()
    drop(dialog, [rekordbox(tmp_path, kicks)])
    dialog = shown(empty, ImportDialog, qtbot)
    assert row(dialog, 0)[FOUND] == "on this disk, not yet added"
    assert dialog.parts.adopt.text() == "Add the 1 that are on this disk"
    dialog.parts.adopt.click()
    pressed(qtbot, dialog, dialog.parts.agree)
    qtbot.waitUntil(lambda: not empty.studio.work.running, timeout=60_000)
    assert empty.library.model.rowCount() == 1
    assert [cue.name for cue in held_in(places, TRACK).cues] == ["Theirs"]
    assert digest(kicks) == before


def test_a_damaged_library_is_one_sentence(qtbot, full, tmp_path):
    xml = rekordbox(tmp_path, tmp_path / "kicks.wav")
    xml.write_bytes(xml.read_bytes()[:-200])
    full.doors.exchange.import_labels([xml])
    dialog = shown(full, ImportDialog, qtbot)
    assert "damaged" in dialog.parts.told.text()
    assert not dialog.parts.agree.isEnabled()
    dialog.close()


def export_dialog(made, qtbot, format_title, scope="The whole library"):
    made.doors.export()
    dialog = shown(made, ExportDialog, qtbot)
    dialog.format.setCurrentText(format_title)
    there = dialog.tracks.findText(scope, Qt.MatchFlag.MatchStartsWith)
    assert there >= 0, scope
    dialog.tracks.setCurrentIndex(there)
    qtbot.waitUntil(lambda: bool(dialog.parts.counted.text()), timeout=20_000)
    return dialog


def test_what_is_lost_is_said_before_anything_leaves(qtbot, full, tmp_path):
    dialog = export_dialog(full, qtbot, "rekordbox XML")
    assert dialog.parts.counted.text() == "Written: 1 track, 1 grid, 3 cues, 1 key, 1 playlist."
    assert "Energy levels left behind: 1 (1 track)" in dialog.parts.lost.text()
    assert "New since the last export" in dialog.parts.how_to.text()
    dialog.target.setText(str(tmp_path / "out.xml"))
    assert not (tmp_path / "out.xml").exists()
    with qtbot.waitSignal(full.studio.exported, timeout=10_000):
        dialog.export.click()
    assert (tmp_path / "out.xml").exists()
    again = full.window.findChildren(ExportDialog)
    assert [each for each in again if each.isVisible()] == []


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
    assert cells(changes, 0) == ["Ann – Kicks", "cue 1", "empty", "0.250 s 1"]
    changes.reject()
    assert kicks.read_bytes() == before
    dialog.export.click()
    pressed(qtbot, dialog, shown_changes(qtbot, dialog).write)
    assert kicks.read_bytes() != before
    full.doors.restore_tags()
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
    full.doors.import_labels()
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
    return [changes.lines.item(line, column).text() for column in range(4)]


def test_everything_in_the_dialogs_has_a_name(qtbot, full, tmp_path):
    full.doors.exchange.import_labels([rekordbox(tmp_path, tmp_path / "kicks.wav")])
    imports = shown(full, ImportDialog, qtbot)
    exports = export_dialog(full, qtbot, "rekordbox XML")
    full.doors.restore_tags()
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
        made.doors.import_labels()
        dialog = made.window.findChild(ImportDialog)
        assert dialog.model.theme == made.looks.theme
        dialog.close()

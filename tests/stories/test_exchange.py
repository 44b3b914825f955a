"""A library of another program comes in by the window."""

import hashlib
from itertools import count
from time import sleep

import pytest

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.edits import PlaceCue
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.exchange.import_dialog import ImportDialog
from edmstudio.gui.exchange.import_table import BESIDE, FOUND, MOVED, NAME
from edmstudio.interchange.exporter import ExportTrack, exporter_named
from edmstudio.store.labels import Labels
from edmstudio.store.library import Library
from tests.gui.desks import BPM, FIRST, SECONDS, held_in, write_kicks
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
    assert (row(dialog, 0)[NAME], row(dialog, 0)[FOUND]) == ("kicks", "by file path")
    assert row(dialog, 0)[BESIDE] == "0.0\N{NO-BREAK SPACE}ms"
    assert (row(dialog, 1)[NAME], row(dialog, 1)[FOUND]) == ("gone", "not found")
    assert dialog.parts.summary.text().startswith("To import: 1 grid, 1 cue, 1 playlist.")
    assert dialog.parts.beats.text().startswith("1 of 1 imported grids lie")
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
    full.doors.exchange.import_labels()
    full.window.findChild(ImportDialog).parts.again.click()
    dialog = shown(full, ImportDialog, qtbot)
    pressed(qtbot, dialog, dialog.parts.agree)
    assert [cue.name for cue in held_in(places, TRACK).cues] == ["Theirs", "Mine"]


def test_a_grid_beside_our_beats_is_nudged_onto_them(qtbot, full, places, tmp_path):
    late = TempoMap.constant(FIRST + 0.026, BPM)
    full.doors.exchange.take([rekordbox(tmp_path, tmp_path / "kicks.wav", grid=late)])
    dialog = shown(full, ImportDialog, qtbot)
    assert row(dialog, 0)[BESIDE] == "+26.0\N{NO-BREAK SPACE}ms"
    assert "kicks lies 26.0\N{NO-BREAK SPACE}ms after our beats" in dialog.parts.beats.text()
    dialog.parts.zero.fields[""].setValue(-26.0)
    assert row(dialog, 0)[BESIDE] == "0.0\N{NO-BREAK SPACE}ms"
    assert row(dialog, 0)[MOVED] == "\N{MINUS SIGN}26.0\N{NO-BREAK SPACE}ms"
    assert "Amber" not in dialog.parts.beats.text()
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


def test_a_stopped_import_says_so_and_can_be_done_again(qtbot, full, places, tmp_path, monkeypatch):
    def endless(watch, requests, files):
        for done in count():
            watch.step(done)
            sleep(0.001)

    full.doors.exchange.take([rekordbox(tmp_path, tmp_path / "kicks.wav")])
    dialog = shown(full, ImportDialog, qtbot)
    monkeypatch.setattr(full.doors.exchange.exchange, "take_in", endless)
    dialog.parts.agree.click()
    dialog.job.stop.click()
    qtbot.waitUntil(lambda: not dialog.job.running, timeout=10_000)
    assert "Stopped" in dialog.parts.told.text()
    monkeypatch.undo()
    pressed(qtbot, dialog, dialog.parts.agree)
    assert [cue.name for cue in held_in(places, TRACK).cues] == ["Theirs"]


def test_a_damaged_library_is_one_sentence(qtbot, full, tmp_path):
    xml = rekordbox(tmp_path, tmp_path / "kicks.wav")
    xml.write_bytes(xml.read_bytes()[:-200])
    full.doors.exchange.import_labels([xml])
    dialog = shown(full, ImportDialog, qtbot)
    assert "damaged" in dialog.parts.told.text()
    assert not dialog.parts.agree.isEnabled()
    dialog.close()

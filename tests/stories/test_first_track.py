"""A file dropped on the window, its analysis, a cue moved by hand, and the way to rekordbox."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from edmstudio.domain.track import TrackId
from edmstudio.gui.exchange.export_dialog import ExportDialog
from edmstudio.jobs.executors import Processes
from tests.gui.desks import BAR, BPM, FIRST, held_in, window_on, write_kicks
from tests.gui.mouse import drag

NOTHING, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def drop(window, paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, at = Qt.DropAction.CopyAction, QPoint(200, 200)
    enters = QDragEnterEvent(at, copy, mime, LEFT, NOTHING)
    QApplication.sendEvent(window, enters)
    assert enters.isAccepted()
    drops = QDropEvent(QPointF(at), copy, mime, LEFT, NOTHING)
    QApplication.sendEvent(window, drops)


def test_a_dropped_folder_is_added_analysed_and_opened(qtbot, tmp_path, places):
    music = tmp_path / "music"
    music.mkdir()
    write_kicks(music / "kicks.wav")
    (music / "broken.mp3").write_text("no sound at all")
    said = []
    with window_on(places, Processes(1)) as made:
        assert made.window.pages.currentWidget() is made.first
        made.studio.said.connect(said.append)
        drop(made.window, [music])
        qtbot.waitUntil(lambda: made.progress.isVisible(), timeout=5000)
        qtbot.waitUntil(lambda: made.studio.session.prediction is not None, timeout=90_000)
        qtbot.waitUntil(lambda: not made.studio.work.running, timeout=30_000)
        assert made.studio.session.annotations.grid.bpm_over(0.0, 60.0) == pytest.approx(BPM, 1e-3)
        assert made.library.model.rowCount() == 1
        assert made.window.pages.currentWidget() is not made.first
        assert not made.progress.isVisible()
    assert any("left out" in sentence for sentence in said)


def test_a_cue_dragged_by_hand_is_in_the_file_and_on_the_screen(full, places):
    canvas = full.canvas
    full.studio.session.look_at(FIRST + 14 * BAR, FIRST + 24 * BAR)
    view = canvas.view()
    y = view.layout.boxes["waveform"].center().y()
    start, stop = FIRST + 16 * BAR, FIRST + 20 * BAR
    drag(canvas, QPointF(view.axis.x_at(start), y), QPointF(view.axis.x_at(stop), y))
    assert held_in(places, TrackId(1)).cue(3).seconds == pytest.approx(stop)
    full.canvas.settle()
    image = canvas.grab().toImage()
    ratio = image.devicePixelRatio()
    there = round(view.axis.x_at(stop) * ratio)
    column = {image.pixelColor(x, round(y * ratio)).name() for x in range(there - 12, there + 16)}
    assert len(column) > 1


def test_the_open_track_goes_to_rekordbox_with_its_cues(qtbot, full, tmp_path):
    full.doors.exchange.export()
    dialog = full.window.findChild(ExportDialog)
    dialog.format.setCurrentText("rekordbox XML")
    target = tmp_path / "out.xml"
    dialog.target.setText(str(target))
    with qtbot.waitSignal(full.studio.exported, timeout=10_000):
        dialog.export.click()
    (track,) = ElementTree.parse(target).getroot().iterfind("COLLECTION/TRACK")
    marks = {(float(mark.get("Start")), mark.get("Num")) for mark in track.iter("POSITION_MARK")}
    assert (FIRST + 16 * BAR, "3") in marks
    assert float(track.find("TEMPO").get("Bpm")) == BPM
    assert "Exported 1" in full.window.said.text()


def test_an_export_into_a_folder_that_is_not_there_cannot_be_asked_for(full):
    full.doors.exchange.export()
    dialog = full.window.findChild(ExportDialog)
    dialog.target.setText(str(Path("nowhere") / "at all" / "out.xml"))
    assert not dialog.export.isEnabled()
    assert "does not exist" in dialog.told.text()
    dialog.close()

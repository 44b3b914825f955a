"""What the person chose of how the timeline looks is there again after a restart."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from edmstudio.gui.canvas.canvas import Follow
from edmstudio.gui.canvas.pitch_scale import PitchScale
from edmstudio.gui.canvas.waveform_lane import Shape
from tests.gui.desks import press, window_on


def keys(made, *pressed):
    for key in pressed:
        press(made, key)


def test_the_mel_scale_is_two_keys_away_and_stays_chosen(full, places):
    keys(full, Qt.Key.Key_V, Qt.Key.Key_T)
    assert full.manner.pitch is PitchScale.MEL
    full.actions.refresh(["spectrogram.mel"])
    assert full.actions["spectrogram.mel"].isChecked()
    full.window.close()
    with window_on(places) as again:
        assert again.manner.pitch is PitchScale.MEL
        keys(again, Qt.Key.Key_V, Qt.Key.Key_T)
        assert again.manner.pitch is PitchScale.OCTAVES


def test_shape_and_following_stay_chosen(full, places):
    keys(full, Qt.Key.Key_V, Qt.Key.Key_U, Qt.Key.Key_V, Qt.Key.Key_G)
    full.window.close()
    with window_on(places) as again:
        assert (again.manner.shape, again.manner.follow) == (Shape.MIRRORED, Follow.PAGE)


def test_what_a_newer_version_wrote_is_taken_as_usual(full, places):
    full.remembered.setValue("window/pitch", "bark")
    full.manner.restore(full.remembered)
    assert full.manner.pitch is PitchScale.OCTAVES


def test_a_panel_and_a_lane_have_their_keys(full):
    shown = full.window.docks["history"].isVisible()
    keys(full, Qt.Key.Key_V, Qt.Key.Key_H)
    assert full.window.docks["history"].isVisible() is not shown
    keys(full, Qt.Key.Key_V, Qt.Key.Key_P)
    assert "spectrogram" not in full.lanes.wanted


def test_a_letter_written_with_altgr_is_typed_and_asks_for_nothing(full):
    search = full.library.bar.search
    search.setFocus()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    ran = []
    full.router.ran.connect(ran.append)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(search, QKeyEvent(kind, Qt.Key.Key_S, held, "ś"))
    QTest.qWait(1)
    assert search.text() == "ś"
    assert ran == []

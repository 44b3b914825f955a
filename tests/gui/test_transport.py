"""Playing: keys, loops, the big cue button; a silent output keeps the time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.desks import BAR, BEAT, FIRST, press

SPACE, CTRL = Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier


def test_space_plays_and_pauses_and_the_figures_follow(qtbot, full):
    transport = full.studio.transport
    press(full, SPACE)
    qtbot.waitUntil(lambda: transport.position > 0.1, timeout=5000)
    assert transport.playing
    press(full, SPACE)
    assert not transport.playing
    stood = transport.position
    QTest.qWait(50)
    assert transport.position == stood
    assert full.bar.time.text() != "0:00.000"


def test_arrows_step_by_beats_and_bars(full):
    full.studio.transport.seek(FIRST)
    press(full, Qt.Key.Key_Right)
    assert full.studio.transport.position == pytest.approx(FIRST + BEAT)
    press(full, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert full.studio.transport.position == pytest.approx(FIRST + BEAT + BAR)
    press(full, Qt.Key.Key_Right, CTRL)
    assert full.studio.transport.position == pytest.approx(FIRST + BEAT + 9 * BAR)
    press(full, Qt.Key.Key_Home)
    assert full.studio.transport.position == 0.0


def test_a_loop_of_two_bars_is_halved_and_dropped(full):
    full.studio.transport.seek(FIRST + 4 * BAR)
    press(full, Qt.Key.Key_L)
    loop = full.studio.transport.loop
    assert (loop.start, loop.end) == pytest.approx((FIRST + 4 * BAR, FIRST + 6 * BAR))
    press(full, Qt.Key.Key_Minus)
    assert full.studio.transport.loop.end == pytest.approx(FIRST + 5 * BAR)
    press(full, Qt.Key.Key_L)
    assert full.studio.transport.loop is None


def test_the_cue_button_sets_previews_while_held_and_returns(full):
    transport = full.studio.transport
    transport.seek(FIRST + 8 * BAR + 0.05)
    press(full, Qt.Key.Key_C)
    assert transport.cue_at == pytest.approx(FIRST + 8 * BAR)
    QTest.keyPress(full.canvas, Qt.Key.Key_C)
    assert transport.playing
    QTest.qWait(50)
    QTest.keyRelease(full.canvas, Qt.Key.Key_C)
    assert not transport.playing
    assert transport.position == pytest.approx(transport.cue_at)


def test_four_taps_make_a_grid(full):
    grid = full.studio.session.annotations.grid
    for tap in range(6):
        full.studio.transport.seek(10.0 + tap * 0.5)
        press(full, Qt.Key.Key_T)
    tapped = full.studio.session.annotations.grid
    assert tapped != grid
    assert tapped.anchors[0].bpm == pytest.approx(120.0, abs=0.01)
    assert tapped.snap(12.0) == pytest.approx(12.0, abs=0.01)

"""What is heard in the window: the model's grid, ticks, bands, previews, scrubbing, volumes."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest

from edmstudio.audio.bands import Band
from edmstudio.domain.grid_edits import ShiftGrid
from edmstudio.gui.canvas.layout import Lane
from tests.gui.desks import BAR, BEAT, FIRST, PLAIN, press
from tests.gui.mouse import LEFT, carry, send

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def orders(made):
    return made.studio.transport._player._deck.orders


def clicks(made):
    heard = orders(made)
    return heard.clicks.frames / heard.source.rate


def test_the_click_is_the_grid_that_holds_and_backslash_lets_the_models_be_heard(full):
    session = full.studio.session
    press(full, Qt.Key.Key_M)
    assert clicks(full)[0] == pytest.approx(FIRST, abs=1e-4)
    session.perform(ShiftGrid(0.010))
    assert clicks(full)[0] == pytest.approx(FIRST + 0.010, abs=1e-4)
    at = full.studio.transport.position
    QTest.keyPress(full.canvas, Qt.Key.Key_Backslash)
    assert clicks(full)[0] == pytest.approx(FIRST, abs=1e-4)
    QTest.keyRelease(full.canvas, Qt.Key.Key_Backslash)
    assert clicks(full)[0] == pytest.approx(FIRST + 0.010, abs=1e-4)
    assert full.studio.transport.position == at


def test_the_models_grid_is_heard_even_while_the_click_is_off(full):
    assert len(clicks(full)) == 0
    QTest.keyPress(full.canvas, Qt.Key.Key_Backslash)
    assert len(clicks(full)) > 100
    QTest.keyRelease(full.canvas, Qt.Key.Key_Backslash)
    assert len(clicks(full)) == 0


def test_cues_and_sections_tick(full):
    full.router.run(full.commands["click.ticks"])
    held = full.studio.session.annotations
    marks = {cue.seconds for cue in held.cues} | {each.start for each in held.sections}
    assert np.allclose(clicks(full), sorted(marks), atol=1e-4)


def test_a_pad_is_heard_while_its_key_is_down_and_the_playhead_returns(qtbot, full):
    transport = full.studio.transport
    transport.seek(5.0)
    QTest.keyPress(full.canvas, Qt.Key.Key_2, ALT)
    cue = next(cue for cue in full.studio.session.annotations.cues if cue.slot == "B")
    qtbot.waitUntil(lambda: transport.position > cue.seconds + 0.02, timeout=5000)
    assert transport.playing
    QTest.keyRelease(full.canvas, Qt.Key.Key_2, ALT)
    assert not transport.playing
    assert transport.position == 5.0


def test_a_beat_jump_while_playing_stays_in_time(qtbot, full):
    transport = full.studio.transport
    transport.seek(FIRST + 4 * BAR)
    press(full, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: transport.position > FIRST + 4 * BAR + 0.1, timeout=5000)
    press(full, Qt.Key.Key_Right, SHIFT)
    assert orders(full).by / orders(full).source.rate == pytest.approx(BAR, abs=1e-3)
    qtbot.waitUntil(lambda: transport.position > FIRST + 5 * BAR + 0.1, timeout=5000)
    press(full, Qt.Key.Key_Space)


def test_a_pad_pressed_while_playing_keeps_the_beat(qtbot, full):
    transport = full.studio.transport
    transport.seek(FIRST + 2 * BAR)
    press(full, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: transport.position > FIRST + 2 * BAR + 0.1, timeout=5000)
    press(full, Qt.Key.Key_2)
    beats = orders(full).by / orders(full).source.rate / BEAT
    assert beats == pytest.approx(round(beats), abs=1e-3)
    press(full, Qt.Key.Key_Space)


def test_one_band_is_heard_alone_and_the_next_track_is_whole_again(qtbot, full):
    listening, command = full.studio.transport.listening, full.commands["listen.low"]
    full.router.run(command)
    assert listening.band is Band.LOW
    assert command.checked()
    full.router.run(command)
    assert listening.band is None
    full.router.run(command)
    full.studio.open_track(full.studio.session.track.track_id)
    assert listening.band is None


def test_a_drag_on_the_ruler_is_heard_as_grains_and_lands_on_a_beat(full):
    full.studio.session.look_at(0.0, 62.0)
    transport, view = full.studio.transport, full.canvas.view()
    row = view.layout.box(Lane.RULER).center().y() - 8
    points = [QPointF(x, row) for x in range(80, 400)]
    begin = next(point for point in points if full.canvas.hit_at(point, PLAIN) is None)
    end = QPointF(view.axis.x_at(29.1), row)
    carry(full.canvas, begin, end)
    assert orders(full).scrub is not None
    send(full.canvas, QEvent.Type.MouseButtonRelease, end, LEFT, Qt.MouseButton.NoButton, PLAIN)
    assert orders(full).scrub is None
    grid = full.studio.session.annotations.grid
    assert transport.position == pytest.approx(grid.snap(29.1))


def test_settings_reach_the_player_at_once(full):
    settings = replace(full.studio.settings, click_volume=20, music_volume=50, display_offset=150)
    full.looks.take(settings)
    assert orders(full).volumes.click == pytest.approx(0.2)
    assert orders(full).volumes.music == pytest.approx(0.5)
    assert full.studio.transport._player._deck.offset == pytest.approx(0.15)


def test_dropouts_are_shown_where_there_were_some(full):
    assert full.bar.dropouts.isHidden()
    full.studio.transport._player.output.underflows = 3
    full.studio.transport.seek(1.0)
    assert not full.bar.dropouts.isHidden()
    assert full.bar.dropouts.text().startswith("3")


def test_a_loop_moves_by_its_own_length(full):
    transport = full.studio.transport
    transport.seek(FIRST + 4 * BAR)
    press(full, Qt.Key.Key_L)
    full.router.run(full.commands["loop.on"])
    loop = transport.loop
    assert (loop.start, loop.end) == pytest.approx((FIRST + 6 * BAR, FIRST + 8 * BAR))
    full.router.run(full.commands["loop.back"])
    assert transport.loop.start == pytest.approx(FIRST + 4 * BAR)


def test_the_section_under_the_playhead_loops(full):
    full.studio.transport.seek(FIRST + 10 * BAR)
    full.router.run(full.commands["loop.section"])
    loop = full.studio.transport.loop
    assert (loop.start, loop.end) == pytest.approx((FIRST + 8 * BAR, FIRST + 16 * BAR))

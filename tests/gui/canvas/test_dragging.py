import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt

from edmstudio.domain.cues import CuePoint
from edmstudio.domain.edits import PlaceCue
from edmstudio.domain.grid_edits import LockGrid
from edmstudio.domain.sections import is_partition
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.session import Selection
from tests.gui.mouse import (
    LEFT,
    MIDDLE,
    NONE,
    PLAIN,
    carry,
    click,
    double_click,
    drag,
    send,
    turn_wheel,
)

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_dragged_cue_snaps_to_a_beat_and_is_one_revision(canvas, at, committed, revisions):
    drag(canvas, at(16.0), at(22.2))
    assert committed().cue(2).seconds == pytest.approx(22.0)
    assert revisions() == ["edit", "edit"]


def test_undo_brings_a_dragged_cue_back(canvas, session, at, committed, revisions):
    drag(canvas, at(16.0), at(22.0))
    session.undo()
    assert committed().cue(2).seconds == 16.0
    assert revisions() == ["edit", "edit", "undo"]


def test_alt_moves_a_cue_freely(canvas, at, committed):
    drag(canvas, at(16.0), at(22.2), held=ALT)
    assert committed().cue(2).seconds == pytest.approx(22.2, abs=0.03)
    assert committed().cue(2).seconds != pytest.approx(22.0, abs=0.05)


def test_without_quantise_nothing_snaps(canvas, session, at, committed):
    session.set_quantise(False)
    drag(canvas, at(16.0), at(22.2))
    assert committed().cue(2).seconds == pytest.approx(22.2, abs=0.03)


def test_escape_drops_a_drag(qtbot, canvas, at, committed, revisions):
    carry(canvas, at(16.0), at(22.0))
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    send(canvas, QEvent.Type.MouseButtonRelease, at(22.0), LEFT, NONE, PLAIN)
    assert committed().cue(2).seconds == 16.0
    assert revisions() == ["edit"]


def test_a_change_from_elsewhere_drops_a_drag(canvas, session, at, revisions):
    carry(canvas, at(16.0), at(22.0))
    session.perform(PlaceCue(CuePoint(40.0, 99)))
    send(canvas, QEvent.Type.MouseButtonRelease, at(22.0), LEFT, NONE, PLAIN)
    assert session.annotations.cue(2).seconds == 16.0
    assert revisions() == ["edit", "edit"]


def test_while_dragging_the_picture_shows_what_a_release_would_leave(canvas, session, at):
    before = canvas.grab().toImage()
    carry(canvas, at(16.0), at(24.0))
    during = canvas.grab().toImage()
    assert session.annotations.cue(2).seconds == 16.0
    y = int(canvas.view().layout.box(Lane.CUES).top()) + 12
    assert before.pixelColor(int(at(16.0).x()) + 5, y) != during.pixelColor(
        int(at(16.0).x()) + 5, y
    )
    assert canvas.cancel_drag()
    assert canvas.grab().toImage() == before


def test_a_flag_is_as_good_a_handle_as_its_pole(canvas, at, committed):
    flag = at(16.0, Lane.CUES)
    flag = QPointF(flag.x() + 10, canvas.view().layout.box(Lane.CUES).top() + 12)
    drag(canvas, flag, flag + (at(24.0) - at(16.0)))
    assert committed().cue(2).seconds == pytest.approx(24.0)


def test_at_the_edge_the_view_goes_along(canvas, session, at, committed):
    edge = QPointF(canvas.width() - 4.0, at(16.0).y())
    drag(canvas, at(32.0), edge, steps=100)
    assert session.span.start > 4.0
    assert committed().cue(3).seconds > 48.0


def test_picked_cues_move_together_as_one_step(canvas, session, at, committed, revisions):
    session.select(Selection(cues=frozenset({2, 3})))
    drag(canvas, at(16.0), at(18.0))
    assert (committed().cue(2).seconds, committed().cue(3).seconds) == (18.0, 34.0)
    assert revisions() == ["edit", "edit"]


def test_a_loop_moves_whole_and_its_end_alone(canvas, session, at, committed):
    session.perform(PlaceCue(CuePoint(40.0, 50, end=44.0)))
    drag(canvas, at(44.0), at(46.0))
    assert (committed().cue(50).seconds, committed().cue(50).end) == (40.0, 46.0)
    drag(canvas, at(40.0), at(36.0))
    assert (committed().cue(50).seconds, committed().cue(50).end) == (36.0, 42.0)


def test_a_boundary_snaps_to_bars_and_both_neighbours_follow(canvas, at, committed):
    drag(canvas, at(16.0, Lane.SECTIONS), at(20.7, Lane.SECTIONS))
    left, right = committed().sections[:2]
    assert left.end == right.start == pytest.approx(20.0)
    assert is_partition(committed().sections)


def test_the_model_s_sections_cannot_be_dragged(canvas, session, at, revisions):
    drag(canvas, at(18.0, Lane.MODEL), at(24.0, Lane.MODEL))
    assert revisions() == ["edit"]


def test_ctrl_slips_the_whole_grid(canvas, at, committed):
    drag(canvas, at(10.0), at(10.2), held=CTRL)
    assert committed().grid.anchors[0].seconds == pytest.approx(0.2, abs=0.03)
    assert committed().grid.anchors[0].bpm == 120.0


def test_a_later_beat_on_the_ruler_stretches_the_tempo(canvas, session, at, committed):
    session.look_at(0.0, 12.0)
    drag(canvas, at(8.0, Lane.RULER), at(8.4, Lane.RULER))
    grid = committed().grid
    assert grid.seconds_at(0) == 0.0
    assert grid.seconds_at(16) == pytest.approx(8.4, abs=0.01)


def test_even_on_a_beat_the_row_of_times_scrubs_and_leaves_the_grid_alone(canvas, session, at):
    session.look_at(0.0, 12.0)
    heard, before = [], session.annotations.grid
    canvas.sought.connect(heard.append)
    drag(canvas, at(8.0, Lane.RULER) + QPointF(0, -8), at(9.0, Lane.RULER) + QPointF(0, -8))
    assert heard[-1] == pytest.approx(9.0, abs=0.05)
    assert session.annotations.grid == before


def test_a_locked_grid_refuses_and_says_so(qtbot, canvas, session, at, committed):
    session.perform(LockGrid())
    with qtbot.waitSignal(session.refused) as refused:
        drag(canvas, at(10.0), at(12.0), held=CTRL)
    assert "locked" in str(refused.args[0])
    assert committed().grid.anchors[0].seconds == 0.0


def test_a_click_seeks_to_the_nearest_beat(qtbot, canvas, at, revisions):
    with qtbot.waitSignal(canvas.sought) as sought:
        click(canvas, at(10.1))
    assert sought.args == [10.0]
    with qtbot.waitSignal(canvas.sought) as sought:
        click(canvas, at(10.15), held=ALT)
    assert sought.args[0] == pytest.approx(10.15, abs=0.03)
    assert revisions() == ["edit"]


def test_a_click_on_a_cue_picks_it_and_seeks_to_it(qtbot, canvas, session, at, revisions):
    with qtbot.waitSignal(canvas.sought) as sought:
        click(canvas, at(16.0) + QPointF(3, 0))
    assert sought.args == [16.0]
    assert session.selection == Selection(cues=frozenset({2}))
    assert revisions() == ["edit"]


def test_ctrl_adds_cues_to_the_pick_and_takes_them_out(canvas, session, at):
    place = canvas.view().layout.box(Lane.CUES).top() + 12
    for seconds in (16.0, 32.0):
        click(canvas, QPointF(at(seconds).x() + 8, place), held=CTRL)
    assert session.selection.cues == {2, 3}
    click(canvas, QPointF(at(16.0).x() + 8, place), held=CTRL)
    assert session.selection.cues == {3}


def test_a_click_on_a_section_picks_it_without_seeking(qtbot, canvas, session, at):
    with qtbot.assertNotEmitted(canvas.sought):
        click(canvas, at(24.0, Lane.SECTIONS))
    held = session.annotations.section_at(session.selection.section)
    assert held.start == 16.0


def test_dragging_on_the_ruler_scrubs(qtbot, canvas, at):
    heard = []
    canvas.sought.connect(heard.append)
    drag(canvas, at(5.0, Lane.RULER) + QPointF(0, -8), at(9.0, Lane.RULER) + QPointF(0, -8))
    assert len(heard) > 4
    assert heard[-1] == 9.0


def test_a_double_click_auditions(qtbot, canvas, at):
    with qtbot.waitSignal(canvas.auditioned) as auditioned:
        double_click(canvas, at(21.0))
    assert auditioned.args[0] == pytest.approx(21.0, abs=0.05)


def test_the_wheel_zooms_at_the_pointer(canvas, session, at):
    place = at(30.0)
    turn_wheel(canvas, place, QPoint(0, 240))
    assert session.span.seconds == pytest.approx(24.0, rel=0.25)
    assert canvas.view().axis.seconds_at(place.x()) == pytest.approx(30.0, abs=0.05)


def test_zooming_out_ends_at_the_whole_track(canvas, session, at):
    for _ in range(12):
        turn_wheel(canvas, at(20.0), QPoint(0, -120))
    assert (session.span.start, session.span.stop) == (0.0, 96.0)


@pytest.mark.parametrize(("turn", "held"), [(QPoint(-120, 0), PLAIN), (QPoint(0, -120), SHIFT)])
def test_sideways_or_with_shift_the_wheel_pans(canvas, session, at, turn, held):
    turn_wheel(canvas, at(20.0), turn, held)
    assert session.span.start > 3.0
    assert session.span.seconds == pytest.approx(48.0)


@pytest.mark.parametrize("button", [LEFT, MIDDLE])
def test_dragging_the_empty_lane_pans(canvas, session, at, button, revisions):
    drag(canvas, at(30.0), at(20.0), button=button)
    assert session.span.start == pytest.approx(10.0, abs=0.1)
    assert revisions() == ["edit"]


def test_nothing_can_be_done_to_no_track(qtbot, canvas, session, at):
    session.close()
    drag(canvas, QPointF(300, 200), QPointF(400, 200))
    turn_wheel(canvas, QPointF(300, 200), QPoint(0, 120))
    assert not canvas.grab().isNull()

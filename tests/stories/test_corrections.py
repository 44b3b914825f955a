"""How many keys a correction takes; each is seen, undone, redone, and there after a restart."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.panels.event_model import LABEL
from tests.gui import eyes, mouse
from tests.gui.desks import BAR, BEAT, FIRST, fill, held_in, press, window_on, write_kicks

Key, Held = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = Held.ControlModifier, Held.ShiftModifier, Held.AltModifier
TRACK = TrackId(1)


def go(made, seconds):
    made.studio.transport.seek(seconds)


def grid_seen(made):
    """The bar lines on the screen are those of the grid that holds."""
    span, grid = made.studio.session.span, made.studio.session.annotations.grid
    near = eyes.reach(made)
    stop = span.stop - 14 * near  # towards the edge the ruler fades
    lines = grid.downbeats(span.start + near, stop).tolist()
    seen = [line for line in eyes.bars(made) if span.start + near < line < stop]
    assert seen == pytest.approx(lines, abs=near)
    return seen


def sections_seen(made):
    """The blocks on the screen are the sections that hold."""
    span, near = made.studio.session.span, eyes.reach(made)
    held = made.studio.session.annotations.sections
    shown = [s for s in held if s.end > span.start + near and s.start < span.stop - near]
    seen = eyes.sections(made)
    assert [name for name, _ in seen] == [str(section.label) for section in shown]
    starts = [max(section.start, span.start) for section in shown]
    assert [start for _, start in seen] == pytest.approx(starts, abs=2 * near)
    return seen


def cues_seen(made):
    """The poles on the screen are the cues that hold, in their colours."""
    span, near = made.studio.session.span, eyes.reach(made)
    held = made.studio.session.annotations.cues
    shown = [c for c in held if span.start + near < c.seconds < span.stop - near]
    seen = eyes.poles(made)
    assert [colour for colour, _ in seen] == [cue.shown_colour.upper() for cue in shown]
    assert [at for _, at in seen] == pytest.approx([cue.seconds for cue in shown], abs=near)
    return seen


def stands(made, places, told, seen=None):
    """What `told` reads holds in the window, in the file, and comes back by undo and redo.

    So does what is to be seen: `seen` reads the pixels of the timeline.
    """
    made.studio.transport.seek(0.0)  # the playhead hides nothing
    after, looked = told(made.studio.session.annotations), seen and seen(made)
    before_undo, span = made.studio.session.undo_title, made.studio.session.span
    assert told(held_in(places, TRACK)) == after
    press(made, Key.Key_Z, CTRL)
    before, looked_before = told(made.studio.session.annotations), seen and seen(made)
    assert before != after
    assert not seen or looked_before != looked
    assert told(held_in(places, TRACK)) == before
    press(made, Key.Key_Z, CTRL | SHIFT)
    assert told(held_in(places, TRACK)) == after
    assert not seen or seen(made) == looked
    made.window.close()
    with window_on(places) as again:
        again.studio.open_track(TRACK)
        again.studio.session.show(span.start, span.seconds)
        assert told(again.studio.session.annotations) == after
        assert not seen or seen(again) == looked
        assert again.studio.session.undo_title == before_undo
        press(again, Key.Key_Z, CTRL)
        assert told(again.studio.session.annotations) == before
        assert not seen or seen(again) == looked_before


def test_a_grid_half_a_beat_off_takes_one_chord(full, places):
    press(full, Key.Key_Period, CTRL | ALT)
    beats = full.studio.session.annotations.grid.beats(0.0, 4.0)
    assert beats[0] == pytest.approx(FIRST - BEAT / 2, abs=1e-9) or beats[0] == pytest.approx(
        FIRST + BEAT / 2 - BEAT, abs=1e-9
    )
    stands(full, places, lambda held: held.grid, grid_seen)


def test_a_wrong_downbeat_takes_two_keys(full, places):
    before = full.studio.session.annotations.grid
    go(full, FIRST)
    press(full, Key.Key_Right)
    press(full, Key.Key_D)
    grid = full.studio.session.annotations.grid
    assert grid.downbeats(0.0, 3.0)[0] == pytest.approx(FIRST + BEAT)
    assert list(grid.beats(0.0, 60.0)) == pytest.approx(list(before.beats(0.0, 60.0)), abs=1e-9)
    stands(full, places, lambda held: held.grid, grid_seen)


def test_a_new_tempo_from_here_takes_three_keys_and_the_number(full, places):
    before = full.studio.session.annotations.grid.beats(0.0, FIRST + 16 * BAR)
    press(full, Key.Key_PageDown)
    press(full, Key.Key_PageDown)
    here = full.studio.transport.position
    press(full, Key.Key_G, CTRL)
    field = full.registering.number.field
    QTest.keyClicks(field, "130")
    QTest.keyClick(field, Key.Key_Return)
    grid = full.studio.session.annotations.grid
    assert [anchor.bpm for anchor in grid.anchors] == [128.0, 130.0]
    assert grid.anchors[1].seconds == pytest.approx(here)
    earlier = grid.beats(0.0, here - 0.01)
    assert list(earlier) == list(before[: len(earlier)])
    stands(full, places, lambda held: held.grid, grid_seen)


def test_a_tempo_that_changes_takes_three_keys_because_the_new_one_is_heard(
    qtbot, tmp_path, places
):
    turn = FIRST + 8 * BAR  # the first boundary of the sections
    fill(places, write_kicks(tmp_path / "turn.wav", turn=(turn, 131.5)))
    with window_on(places, audible=True) as made:
        made.studio.open_track(TRACK)
        qtbot.waitUntil(lambda: len(made.studio.opening.attacks(0.0, 60.0)) > 0, timeout=20_000)
        go(made, FIRST + BAR)
        press(made, Key.Key_PageDown)
        assert made.studio.transport.position == pytest.approx(turn)
        press(made, Key.Key_G, CTRL)
        QTest.keyClick(made.registering.number.field, Key.Key_Return)
        anchors = held_in(places, TRACK).grid.anchors
        assert [anchor.bpm for anchor in anchors] == [128.0, pytest.approx(131.5, abs=0.02)]
        assert anchors[1].seconds == pytest.approx(turn)
        stands(made, places, lambda held: held.grid, grid_seen)


def test_a_section_is_relabelled_with_one_key(full, places):
    press(full, Key.Key_F)  # the whole track in view
    go(full, FIRST + 18 * BAR)
    press(full, Key.Key_F6)
    assert [s.label for s in full.studio.session.annotations.sections][2] == "break"
    stands(full, places, lambda held: held.sections, sections_seen)


def test_a_boundary_a_bar_late_takes_one_key(full, places):
    press(full, Key.Key_F)  # the whole track in view
    boundary = full.studio.session.annotations.sections[2].start
    go(full, boundary)
    press(full, Key.Key_BracketLeft)
    sections = full.studio.session.annotations.sections
    assert sections[2].start == pytest.approx(boundary - BAR)
    assert sections[1].end == sections[2].start
    stands(full, places, lambda held: held.sections, sections_seen)


def pixel(made, seconds, lane):
    """Where a moment lies on the timeline, in the middle of a lane."""
    view = made.canvas.view()
    return QPointF(view.axis.x_at(seconds), view.layout.box(lane).center().y())


def test_a_boundary_is_dragged_by_the_mouse_and_the_neighbour_gives_way(full, places):
    here = FIRST + 8 * BAR
    full.studio.session.show(0.0, 40.0)
    stop = pixel(full, here + 2.2 * BAR, Lane.SECTIONS)
    mouse.drag(full.canvas, pixel(full, here, Lane.SECTIONS), stop)
    held = full.studio.session.annotations.sections
    assert held[1].start == pytest.approx(here + 2 * BAR)
    assert held[0].end == held[1].start
    stands(full, places, lambda held: held.sections, sections_seen)


def test_a_cue_is_dragged_by_the_mouse_to_a_beat(full, places):
    cue = full.studio.session.annotations.cues[1]
    full.studio.session.show(0.0, 40.0)
    stop = pixel(full, cue.seconds + 3.2 * BEAT, Lane.CUES)
    mouse.drag(full.canvas, pixel(full, cue.seconds, Lane.CUES) + QPointF(4, 0), stop)
    moved = next(c for c in full.studio.session.annotations.cues if c.cue_id == cue.cue_id)
    assert moved.seconds == pytest.approx(cue.seconds + 3 * BEAT)
    stands(full, places, lambda held: held.cues, cues_seen)


def test_a_false_cue_goes_with_one_key(full, places):
    press(full, Key.Key_F)  # the whole track in view
    press(full, Key.Key_2, SHIFT)
    assert [cue.slot for cue in full.studio.session.annotations.cues] == ["A", "D"]
    stands(full, places, lambda held: [cue.cue_id for cue in held.cues], cues_seen)


def test_a_cue_is_placed_on_the_beat_and_jumped_to(full, places):
    go(full, FIRST + 4 * BAR + 0.1)
    press(full, Key.Key_3)
    cue = full.studio.session.annotations.cues[1]
    assert (cue.slot, str(cue.by)) == ("C", "correction:ann")
    assert cue.seconds == pytest.approx(FIRST + 4 * BAR)
    go(full, 0.0)
    press(full, Key.Key_3)
    assert full.studio.transport.position == pytest.approx(cue.seconds)
    stands(full, places, lambda held: [(c.slot, c.seconds) for c in held.cues], cues_seen)


def test_a_cue_is_named_in_the_table_of_events(full, places):
    model, table = full.events.model, full.events.table
    line = next(at for at, event in enumerate(model.events) if event.kind == "Cue D")
    index = table.model().mapFromSource(model.index(line, LABEL))
    table.setCurrentIndex(index)
    table.edit(index)
    editor = table.viewport().findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "The big one")
    QTest.keyClick(editor, Key.Key_Return)
    QTest.qWait(1)
    assert full.studio.session.annotations.cue(3).name == "The big one"
    stands(full, places, lambda held: held.cue(3).name)


def test_several_cues_are_one_step(full, places):
    full.studio.session.set_quantise(False)
    press(full, Key.Key_A, CTRL)
    press(full, Key.Key_Delete)
    assert full.studio.session.annotations.cues == ()
    stands(full, places, lambda held: held.cues)


def test_a_locked_grid_says_so_and_stays(full):
    press(full, Key.Key_L, CTRL | SHIFT)
    before = full.studio.session.annotations.grid
    press(full, Key.Key_D)
    press(full, Key.Key_Period)
    assert full.studio.session.annotations.grid == before


def test_history_goes_back_with_one_click(full):
    states = []
    for key in (Key.Key_Period, Key.Key_Period, Key.Key_D):
        states.append(full.studio.session.annotations.grid)
        press(full, key, SHIFT if key == Key.Key_Period else Held.NoModifier)
        go(full, FIRST + BEAT)
    lines, table = full.history.model, full.history.table
    assert lines.rows() == 4
    table.clicked.emit(lines.index(2, 0))
    assert full.studio.session.annotations.grid == states[1]
    assert lines.rows() == 4
    assert [lines.text(row, 0).startswith("Undone: ") for row in range(4)] == [True] * 2 + [
        False
    ] * 2
    assert full.history.hint.text() == "Click an undone step to bring it back."
    table.clicked.emit(lines.index(0, 0))
    assert full.studio.session.redo_title is None


def test_a_cue_template_takes_one_chord_and_leaves_the_locked_cue(full, places):
    press(full, Key.Key_F)  # the whole track in view
    press(full, Key.Key_3)  # a cue of my own on pad C, at the start
    press(full, Key.Key_L, CTRL)
    mine = next(cue for cue in full.studio.session.annotations.cues if cue.slot == "C")
    press(full, Key.Key_T, CTRL)
    cues = full.studio.session.annotations.cues
    assert mine.locked
    assert mine in cues
    assert [(cue.slot, cue.name) for cue in cues if not cue.locked] == [
        ("A", "1"), ("", "Build 1"), ("D", "Drop 1"), ("H", "Mix out"),
    ]  # fmt: skip
    stands(full, places, lambda held: [(c.slot, c.name, c.seconds) for c in held.cues], cues_seen)


def test_a_loop_is_kept_with_one_chord(full, places):
    go(full, FIRST + 8 * BAR)
    press(full, Key.Key_L)
    press(full, Key.Key_L, SHIFT)
    loop = next(cue for cue in full.studio.session.annotations.cues if cue.end is not None)
    assert loop.end - loop.seconds == pytest.approx(2 * BAR)
    stands(full, places, lambda held: [(cue.seconds, cue.end) for cue in held.cues])


def test_key_and_energy_are_corrected_in_the_header(full, places):
    box = full.inspector.key
    box.setCurrentIndex(box.findText("5A", Qt.MatchFlag.MatchStartsWith))
    box.activated.emit(box.currentIndex())
    field = full.inspector.energy
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "9")
    QTest.keyClick(field, Key.Key_Return)
    held = full.studio.session.annotations
    assert (held.key.camelot, held.energy.level) == ("5A", 9)
    full.canvas.setFocus()
    stands(full, places, lambda held: held.energy.level)


def test_one_step_for_several_tracks_is_one_undo(full, places):
    other = full.studio.tracks.add(Track(TrackId(0), "/music/other.mp3", "beef", 100.0))
    full.studio.list_tracks()
    full.library.table.selectAll()
    full.router.run(full.commands["picked.key.5A"])
    both = (TRACK, other.track_id)
    assert [held_in(places, track).key.camelot for track in both] == ["5A", "5A"]
    assert full.studio.session.annotations.key.camelot == "5A"
    press(full, Key.Key_Z, CTRL)
    assert held_in(places, other.track_id).key is None
    assert held_in(places, TRACK).key.name == "A minor"
    press(full, Key.Key_Z, CTRL | SHIFT)
    assert [held_in(places, track).key.camelot for track in both] == ["5A", "5A"]
    press(full, Key.Key_Z, CTRL | ALT)
    assert held_in(places, other.track_id).key is None
    assert full.studio.session.annotations.key.name == "A minor"

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.grid_edits import (
    AlignGrid,
    BarFromHere,
    DownbeatHere,
    LockGrid,
    PlaceGrid,
    ShiftBeats,
    ShiftGrid,
)
from edmstudio.domain.refused import Refused
from edmstudio.domain.tempo_edits import DoubleTempo
from tests.domain.strategies import tempo_maps

END = 200.0
moments = st.floats(5, 150)


def beats(grid):
    return grid.beats(0, END)


def after(edit, grid):
    return edit.apply(Annotations(grid=grid)).grid


@given(tempo_maps(), st.floats(-0.5, 0.5))
def test_a_shift_and_its_opposite_give_the_same_beats(grid, seconds):
    there_and_back = after(ShiftGrid(-seconds), after(ShiftGrid(seconds), grid))
    assert np.allclose(
        there_and_back.seconds_of(np.arange(99)), grid.seconds_of(np.arange(99)), atol=1e-9
    )


@given(tempo_maps(), st.sampled_from([0.5, 1.0]))
def test_half_a_beat_there_and_back_gives_the_same_beats(grid, part):
    try:
        there_and_back = after(ShiftBeats(-part), after(ShiftBeats(part), grid))
    except Refused:
        assume(False)
    assert np.allclose(
        there_and_back.seconds_of(np.arange(99)), grid.seconds_of(np.arange(99)), atol=1e-9
    )


def test_whole_beats_move_the_bars_of_a_grid_of_two_tempi_and_tear_no_hole_into_it():
    grid = TempoMap((Anchor(0, 0.0, 120.0), Anchor(16, 8.0, 90.0)))
    changed = after(ShiftBeats(12.0), grid)
    assert beats(changed) == pytest.approx(beats(grid))
    assert changed.seconds_at(0) == grid.seconds_at(12)
    assert after(ShiftBeats(-12.0), changed) == grid


@given(tempo_maps(), moments)
def test_a_downbeat_here_moves_no_beat(grid, seconds):
    changed = after(DownbeatHere(seconds), grid)
    assert np.allclose(beats(changed), beats(grid), atol=1e-9)
    here = grid.seconds_at(round(grid.beat_at(seconds)))
    assert min(abs(changed.downbeats(-20, END) - here)) < 1e-6


def test_a_downbeat_on_the_beat_where_other_bars_begin_is_theirs():
    grid = TempoMap((Anchor(0, 0.0, 120.0), Anchor(17, 8.5, 90.0, 4, 1)))
    assert after(DownbeatHere(8.4), grid) == grid


@given(tempo_maps(), moments)
def test_aligning_puts_a_beat_at_the_playhead(grid, seconds):
    changed = after(AlignGrid(seconds), grid)
    assert min(abs(changed.beats(0, END) - seconds)) < 1e-6


@given(tempo_maps(), moments)
def test_a_bar_from_here_keeps_the_bars_before(grid, seconds):
    changed = after(BarFromHere(seconds), grid)
    here = grid.seconds_at(round(grid.beat_at(seconds)))
    assert np.array_equal(changed.downbeats(0, here), grid.downbeats(0, here))
    assert min(abs(changed.downbeats(here - 0.01, END + 9) - here)) < 1e-6


def test_a_bar_from_before_the_first_anchor_keeps_the_bars_before():
    grid = TempoMap.constant(10.0, 120.0)
    changed = after(BarFromHere(5.0), grid)
    assert changed.downbeats(0.0, 4.9) == pytest.approx(grid.downbeats(0.0, 4.9))
    assert changed.downbeats(4.9, 12.0) == pytest.approx([5.0, 7.0, 9.0, 11.0])


def test_a_bar_from_the_beat_on_which_the_tempo_changes_keeps_the_new_tempo():
    grid = TempoMap((Anchor(0, 0.0, 120.0), Anchor(18, 9.0, 90.0)))
    changed = after(BarFromHere(8.9), grid)
    assert changed.anchors == (Anchor(0, 0.0, 120.0), Anchor(18, 9.0, 90.0, 4, 2))


def test_a_bar_that_begins_here_already_is_left_as_it_is():
    grid = TempoMap.constant(10.0, 120.0)
    assert after(BarFromHere(14.1), grid) == after(BarFromHere(10.0), grid) == grid


def test_a_bar_from_here_leaves_bars_of_another_length_behind_it_alone():
    grid = TempoMap((Anchor(0, 0.0, 120.0), Anchor(8, 4.0, 110.0), Anchor(16, 9.0, 120.0, 3, 1)))
    changed = after(BarFromHere(1.0), grid)
    assert [anchor.shift for anchor in changed.anchors] == [0, 2, 2, 1]


@pytest.mark.parametrize(
    "edit", [ShiftGrid(0.01), DoubleTempo(), PlaceGrid(TempoMap.constant(0, 120))]
)
def test_a_locked_grid_refuses_every_grid_edit(edit):
    locked = LockGrid().apply(Annotations(grid=TempoMap.constant(0.0, 128.0)))
    with pytest.raises(Refused, match="locked"):
        edit.apply(locked)


def test_a_track_without_a_grid_says_so():
    with pytest.raises(Refused, match="no beat grid"):
        ShiftGrid(0.01).apply(Annotations())

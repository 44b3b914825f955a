import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.refused import Refused
from edmstudio.domain.tempo_edits import (
    DoubleTempo,
    HalveTempo,
    RemoveAnchor,
    SetTempo,
    StretchBeat,
    TempoFromHere,
)
from tests.domain.strategies import tempi, tempo_maps

END = 200.0
moments = st.floats(5, 150)


def beats(grid):
    return grid.beats(0, END)


def after(edit, grid):
    return edit.apply(Annotations(grid=grid)).grid


@given(tempo_maps())
def test_doubled_and_halved_again_is_the_same_grid(grid):
    again = after(HalveTempo(), after(DoubleTempo(), grid))
    assert np.allclose(again.seconds_of(np.arange(99)), grid.seconds_of(np.arange(99)), atol=1e-9)


@given(tempo_maps(), moments, tempi)
def test_a_tempo_from_here_leaves_earlier_beats_bit_identical(grid, seconds, bpm):
    changed = after(TempoFromHere(seconds, bpm), grid)
    here = grid.seconds_at(round(grid.beat_at(seconds)))
    assert np.array_equal(changed.beats(0, here), grid.beats(0, here))
    assert changed.anchor_at(here + 1e-6).bpm == bpm


@given(tempo_maps(most=1), st.integers(8, 200), st.floats(-0.2, 0.2))
def test_a_stretched_beat_lands_where_it_was_dragged(grid, beat, by):
    to = grid.seconds_at(beat) + by
    changed = after(StretchBeat(beat, to), grid)
    assert changed.seconds_at(beat) == pytest.approx(to, abs=1e-9)
    assert changed.seconds_at(0) == grid.seconds_at(0)


def test_between_two_anchors_a_stretch_keeps_the_beats_on_both_sides():
    grid = TempoMap((Anchor(0, 0.0, 120.0), Anchor(64, 32.0, 120.0)))
    changed = after(StretchBeat(32, 16.1), grid)
    assert [anchor.beat for anchor in changed.anchors] == [0, 32, 64]
    assert changed.seconds_at(64) == 32.0


def test_an_anchor_that_is_stretched_to_keeps_its_tempo_and_its_bars():
    grid = TempoMap((Anchor(0, 0.0, 120.0), Anchor(18, 9.0, 130.0, 4, 2)))
    changed = after(StretchBeat(18, 9.1), grid)
    assert changed.anchors[1:] == (Anchor(18, 9.1, 130.0, 4, 2),)
    followed = TempoMap((*grid.anchors, Anchor(50, 25.0, 128.0, 4, 2)))
    assert after(StretchBeat(18, 9.1), followed).anchors[1].shift == 2


def test_a_tempo_from_before_the_first_anchor_leaves_earlier_beats_where_they_are():
    grid = TempoMap.constant(10.0, 120.0)
    changed = after(TempoFromHere(5.0, 100.0), grid)
    assert changed.beats(0.0, 5.0) == pytest.approx(grid.beats(0.0, 5.0))
    assert changed.beats(5.0, 7.0) == pytest.approx([5.0, 5.6, 6.2, 6.8])
    assert len(after(TempoFromHere(0.0, 100.0), grid).anchors) == 2, "nothing lies before it"


@given(tempo_maps(), moments)
def test_removing_an_anchor_leaves_one_less(grid, seconds):
    assume(len(grid.anchors) > 1)
    assert len(after(RemoveAnchor(seconds), grid).anchors) == len(grid.anchors) - 1


@given(tempo_maps(), moments, tempi)
def test_another_tempo_keeps_every_anchor_in_its_place(grid, seconds, bpm):
    changed = after(SetTempo(bpm, seconds), grid)
    assert [a.seconds for a in changed.anchors] == [a.seconds for a in grid.anchors]


def test_a_tempo_that_is_no_music_is_refused_in_a_sentence():
    with pytest.raises(Refused, match="outside 20 to 400"):
        after(DoubleTempo(), TempoMap.constant(0.0, 250.0))

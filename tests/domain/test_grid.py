import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edmstudio.domain.grid import Anchor, TempoMap
from tests.domain.strategies import moments, tempo_maps


@given(tempo_maps(most=1), moments)
def test_with_one_tempo_a_moment_survives_the_way_to_beats_and_back(grid, seconds):
    assert grid.seconds_at(grid.beat_at(seconds)) == pytest.approx(seconds, abs=1e-9)


@given(tempo_maps(), st.integers(-20, 300))
def test_every_whole_beat_has_one_place_and_one_number(grid, beat):
    assert grid.beat_at(grid.seconds_at(beat)) == pytest.approx(beat, abs=1e-6)


@given(tempo_maps())
def test_beats_rise_and_bar_lines_are_among_them(grid):
    beats, bars = grid.beats(0, 200), grid.downbeats(0, 200)
    assert np.all(np.diff(beats) > 0)
    assert set(bars) <= set(beats)


@given(tempo_maps(), st.floats(0, 100), st.floats(0, 100))
@example(TempoMap.constant(0.0, 174.0), 0.0, 3.45e-10)
def test_two_neighbouring_spans_hold_the_beats_of_both_together(grid, one, other):
    first, middle = sorted((one, other))
    apart = [*grid.beats(first, middle), *grid.beats(middle, 150)]
    assert np.allclose(apart, grid.beats(first, 150), atol=1e-9)


@given(tempo_maps())
def test_the_bar_number_rises_by_one_at_each_bar_line(grid):
    numbers = grid.numbers(-5, 150)
    bars = np.array([grid.bar_at(int(beat)) for beat in numbers])
    lines = grid.positions(numbers[1:]) == 0
    assert np.array_equal(np.diff(bars), lines.astype(int))
    assert grid.bar_at(0) == 0


@given(tempo_maps(), moments)
def test_a_moment_snaps_to_the_nearest_bar_line(grid, seconds):
    lines = grid.downbeats(seconds - 30.0, seconds + 30.0)
    apart = abs(lines - seconds).min()
    assert abs(grid.snap_to_bar(seconds) - seconds) == pytest.approx(apart, abs=1e-6)


def test_a_bar_cut_short_is_snapped_to_from_both_sides():
    grid = TempoMap((Anchor(0, 0.0, 120.0), Anchor(18, 9.0, 120.0, 4, 2)))
    assert [grid.snap_to_bar(seconds) for seconds in (8.4, 8.75, 9.4)] == [8.0, 9.0, 9.0]


def test_a_two_four_bar_shifts_the_bars_behind_it():
    grid = TempoMap((Anchor(0, 0.0, 120.0), Anchor(6, 3.0, 120.0, 4, 2)))
    assert list(grid.downbeats(0, 8)) == [0.0, 2.0, 3.0, 5.0, 7.0]


@pytest.mark.parametrize(
    "anchors",
    [
        (),
        (Anchor(0, 0.0, 900.0),),
        (Anchor(0, float("nan"), 120.0),),
        (Anchor(4, 1.0, 120.0), Anchor(4, 2.0, 120.0)),
    ],
)
def test_what_is_no_grid_is_not_made(anchors):
    with pytest.raises(ValueError, match=r"anchor|music|moment"):
        TempoMap(anchors)

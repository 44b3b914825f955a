"""Sections are heard on bars of the usual octave, whoever counts the track at another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.decoding.heard_octave import in_heard_octave
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.tempo_edits import doubled, halved

SECONDS = 60.0
TEMPI = st.floats(80.0, 180.0)


def lines(grid):
    return grid.downbeats(0.0, SECONDS)


@given(TEMPI, st.floats(0.0, 2.0))
def test_a_grid_of_the_heard_octave_stays_as_it_is(bpm, first):
    grid = TempoMap.constant(first, bpm)
    assert in_heard_octave(grid, TempoMap.constant(0.3, bpm * 1.02), SECONDS) is grid


@given(TEMPI, st.floats(0.0, 2.0))
def test_who_counts_half_the_tempo_hears_sections_on_the_bars_of_the_whole(bpm, first):
    heard = TempoMap.constant(first, bpm)
    counted = halved(heard)
    assert lines(in_heard_octave(counted, heard, SECONDS)) == pytest.approx(lines(heard))


@given(TEMPI, st.floats(0.0, 2.0), st.booleans())
def test_of_twice_the_tempo_the_bar_lines_stay_that_are_heard(bpm, first, second):
    """Also where the person's first bar is the middle of a heard one."""
    heard = TempoMap.constant(first, bpm)
    counted = doubled(heard)
    if second:
        counted = TempoMap(
            tuple(Anchor(a.beat - 4, a.seconds, a.bpm, a.meter) for a in counted.anchors)
        )
    assert lines(in_heard_octave(counted, heard, SECONDS)) == pytest.approx(lines(heard))


def test_a_tempo_that_is_no_octave_away_stays():
    grid = TempoMap.constant(0.0, 90.0)
    assert in_heard_octave(grid, TempoMap.constant(0.0, 135.0), SECONDS) is grid


def test_what_would_be_no_music_at_the_other_tempo_stays():
    """A passage at 210 BPM can't be counted twice as fast, whatever the rest is heard at."""
    grid = TempoMap((Anchor(0, 0.0, 80.0), Anchor(64, 48.0, 210.0)))
    assert in_heard_octave(grid, TempoMap.constant(0.0, 160.0), SECONDS) is grid


def test_without_a_grid_there_is_none():
    assert in_heard_octave(None, TempoMap.constant(0.0, 120.0), SECONDS) is None
    grid = TempoMap.constant(0.0, 120.0)
    assert in_heard_octave(grid, None, SECONDS) is grid

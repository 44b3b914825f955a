"""Grids that lie beside our beats: told of single tracks, and of whole kinds of file."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.interchange.time_zero import Phase, check, phase_between
from tests.interchange.libraries import grids

LENGTH = 200.0
quick = settings(max_examples=40, deadline=None)


@quick
@given(grid=grids(), shift=st.floats(-0.06, 0.06))
def test_a_grid_that_is_late_has_to_move_back_by_as_much(grid, shift):
    found = phase_between(grid.shifted(shift), grid, LENGTH)
    assert found == pytest.approx(-shift, abs=0.001)


@quick
@given(bpm=st.floats(70, 180), shift=st.floats(-0.06, 0.06), half=st.booleans(), fast=st.booleans())
def test_half_and_double_tempo_and_off_beats_do_not_hide_a_shift(bpm, shift, half, fast):
    heard = TempoMap.constant(0.5, bpm * 2 if fast else bpm / 2)
    said = TempoMap.constant(0.5 + shift + (30.0 / bpm if half else 0.0), bpm)
    wanted = -shift
    if abs(shift) < 7.0 / bpm:  # a half beat is nearer than that otherwise
        assert phase_between(said, heard, LENGTH) == pytest.approx(wanted, abs=0.001)


@pytest.mark.parametrize(
    "said",
    [
        TempoMap.constant(0.5, 128.4),  # drifts away
        TempoMap.constant(0.5, 96.0),  # another tempo altogether
        TempoMap((Anchor(0, 0.5, 128.0), Anchor(200, 94.4, 128.0))),  # a break in the middle
    ],
)
def test_what_does_not_run_with_our_beats_tells_no_shift(said):
    assert phase_between(said, TempoMap.constant(0.5, 128.0), LENGTH) is None
    assert phase_between(TempoMap.constant(0.5, 128.0), TempoMap.constant(0.5, 128.0), 2.0) is None


def library(count, seed, *, late=0.0, case="D"):
    """Phases as right grids have them: most within a millisecond, a few up to six off."""
    chance = np.random.default_rng(seed)
    usual, far = chance.normal(0, 0.0008, count), chance.uniform(-0.0058, 0.0058, count)
    values = np.where(chance.random(count) < 0.12, far, usual) - late
    return [Phase(f"{case}{n}", case, float(value)) for n, value in enumerate(values)]


def told(checked):
    keys = [key for shift in checked.shifts for key in shift.keys]
    return {*keys, *(phase.key for phase in checked.single)}


@pytest.mark.parametrize("seed", range(5))
def test_planted_shifts_are_told_and_right_tracks_are_not(seed):
    chance = np.random.default_rng(seed)
    right = library(200, seed)
    assert len(told(check(right))) <= 0.02 * 200
    late = [
        Phase(f"late{n}", "D", phase.seconds - float(chance.uniform(0.010, 0.060)))
        for n, phase in enumerate(library(60, seed + 100))
    ]
    found = told(check([*right, *late]))
    assert len(found & {phase.key for phase in late}) >= 0.95 * 60
    assert len(found - {phase.key for phase in late}) <= 0.02 * 200


def test_a_kind_of_file_that_is_late_alike_is_one_shift_with_its_tracks():
    checked = check([*library(80, 1), *library(40, 2, late=0.026, case="C")])
    (shift,) = checked.shifts
    assert (shift.case, shift.of, shift.concerns_all) == ("C", 40, True)
    assert shift.seconds == pytest.approx(-0.026, abs=0.0005)
    assert len(shift.keys) >= 36
    assert checked.compared == 120
    assert "of 40 MP3s of case C" in str(shift)
    assert "+26 ms" in str(shift)


def test_some_of_a_kind_that_agree_are_a_shift_of_their_own():
    checked = check([*library(100, 3), *library(20, 4, late=0.026)])
    (shift,) = checked.shifts
    assert (shift.of, shift.concerns_all) == (120, False)
    assert 17 <= len(shift.keys) <= 22


def test_few_tracks_are_told_one_by_one():
    checked = check([*library(100, 5), Phase("x", "D", -0.026), Phase("y", "D", 0.013)])
    assert checked.shifts == ()
    assert {phase.key for phase in checked.single} == {"x", "y"}
    assert check([]).compared == 0

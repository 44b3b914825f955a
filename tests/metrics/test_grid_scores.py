"""The metrics of a DJ: what makes a grid usable untouched."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.metrics.dj import Beats, distances, grid_scores, tempo_scores
from edmstudio.metrics.intervals import mean_interval, paired


def beats(bpm, *, start=0.0, seconds=120.0, first=0):
    times = np.arange(start, seconds, 60.0 / bpm)
    return Beats(times, times[first::4], bpm)


def test_the_same_grid_is_usable_in_every_way():
    found = grid_scores(beats(128.0), beats(128.0))
    assert found.gu10 is found.gu25 is found.grid_usable is True
    assert found.gpe_max_ms == found.grid_ms == 0.0
    assert found.octave == 1.0
    assert found.half_beat_flip is False


@pytest.mark.parametrize(("shift", "gu10", "gu25"), [(0.008, True, True), (0.02, False, True)])
def test_a_late_grid_is_usable_within_its_limit(shift, gu10, gu25):
    found = grid_scores(beats(120.0), beats(120.0, start=shift))
    assert (found.gu10, found.gu25) == (gu10, gu25)
    assert found.gpe_max_ms == pytest.approx(shift * 1000.0)


def test_drift_shows_at_the_end():
    found = grid_scores(beats(128.0, seconds=360.0), beats(128.04, seconds=361.0))
    assert found.gpe_max_ms == pytest.approx(112.5, abs=1.0)
    assert found.grid_usable is False
    assert found.tempo.exact is True
    assert found.tempo.hundredth is False


def test_a_flip_by_half_a_beat_is_named():
    found = grid_scores(beats(120.0), beats(120.0, start=0.25))
    assert found.half_beat_flip is True
    assert found.gu25 is False


@pytest.mark.parametrize("seconds", [120.0, 120.5])
def test_half_the_tempo_is_no_flip_however_many_beats_there_are(seconds):
    assert grid_scores(beats(120.0, seconds=seconds), beats(60.0)).half_beat_flip is False
    between = beats(60.0, start=0.25)
    assert grid_scores(beats(120.0, seconds=seconds), between).half_beat_flip is True


def test_a_wrong_one_is_a_wrong_bar_phase_whatever_the_beats():
    found = grid_scores(beats(120.0), beats(120.0, first=1))
    assert found.bar_phase_right is False
    assert found.gu25 is False
    assert abs(found.first_downbeat_ms) == pytest.approx(500.0)
    unsure = grid_scores(beats(120.0), beats(120.0, first=1), bars=False)
    assert unsure.gu10 is True


@pytest.mark.parametrize(("factor", "octave"), [(0.5, 0.5), (2.0, 2.0), (1.5, 1.5), (1.1, None)])
def test_the_octave_is_the_ratio_of_the_tempi(factor, octave):
    assert grid_scores(beats(100.0), beats(100.0 * factor)).octave == octave


def test_half_the_tempo_is_measured_on_every_second_beat():
    assert grid_scores(beats(140.0), beats(70.0)).gpe_max_ms == pytest.approx(0.0, abs=1e-6)


def test_nothing_found_is_wrong_and_no_crash():
    nothing = Beats(np.zeros(0), np.zeros(0), None)
    found = grid_scores(beats(120.0), nothing)
    assert found.tempo.acc2 is False
    assert found.grid_ms is None
    assert not found.grid_usable


@given(true=st.floats(60.0, 200.0), factor=st.sampled_from([1.0, 2.0, 3.0, 0.5, 1 / 3]))
def test_an_octave_error_is_forgiven_by_the_second_accuracy_only(true, factor):
    found = tempo_scores(true, true * factor)
    assert found.acc2 is True
    assert found.acc1 is (factor == 1.0)


@given(st.lists(st.floats(0, 100), min_size=1), st.lists(st.floats(0, 100), min_size=1))
def test_a_distance_is_to_the_nearest(reference, estimate):
    true, found = np.sort(reference), np.sort(estimate)
    slow = [np.abs(found - beat).min() for beat in true]
    assert distances(true, found) == pytest.approx(slow)


def test_an_interval_holds_the_mean_and_narrows_with_more_tracks():
    rng = np.random.default_rng(0)
    few, many = rng.normal(0.9, 0.1, 10), rng.normal(0.9, 0.1, 1000)
    assert mean_interval(few).low < few.mean() < mean_interval(few).high
    assert np.diff([mean_interval(many).low, mean_interval(many).high]) < 0.02
    assert mean_interval(few) == mean_interval(few)


def test_a_small_gain_on_every_track_is_sure_where_the_means_overlap():
    rng = np.random.default_rng(1)
    theirs = rng.uniform(0.3, 0.9, 20)
    found = paired(theirs + rng.uniform(0.005, 0.02, 20), theirs)
    assert found.better > 0.99
    assert paired(theirs, theirs).better == 0.5
    with pytest.raises(ValueError, match="tracks"):
        paired(theirs, theirs[1:])

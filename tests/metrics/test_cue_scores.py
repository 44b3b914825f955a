"""A cue counts once, and only near a true one."""

import mir_eval
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.metrics.cues import cue_scores
from edmstudio.metrics.hits import matched_pairs

GRID = TempoMap.constant(0.0, 120.0)  # half a beat is 0.25 s


def cues(*seconds, kind=CueKind.DROP):
    return tuple(CuePoint(moment, number, kind) for number, moment in enumerate(seconds, 1))


def test_half_a_beat_off_still_counts_and_more_does_not():
    scores = cue_scores(cues(10.0, 20.0), cues(10.25, 20.26), GRID)

    assert scores.half_beat.recall == 0.5
    assert scores.beat.recall == 1.0


def test_two_cues_at_one_true_cue_count_once():
    scores = cue_scores(cues(10.0), cues(9.9, 10.0, 10.1), GRID)

    assert scores.half_beat.recall == 1.0
    assert scores.half_beat.precision == pytest.approx(1 / 3)


def test_tolerance_follows_the_tempo():
    slow = TempoMap.constant(0.0, 60.0)

    assert cue_scores(cues(10.0), cues(10.4), slow).half_beat.f == 1.0
    assert cue_scores(cues(10.0), cues(10.4), GRID).half_beat.f == 0.0


def test_a_cue_of_another_kind_is_found_but_of_the_wrong_kind():
    scores = cue_scores(cues(10.0), cues(10.0, kind=CueKind.BREAK), GRID)

    assert scores.half_beat.f == 1.0
    assert scores.kind_accuracy == 0.0


def test_without_a_grid_a_quarter_of_a_second_is_the_measure():
    assert cue_scores(cues(10.0), cues(10.25), None).half_beat.f == 1.0
    assert cue_scores(cues(10.0), cues(10.3), None).half_beat.f == 0.0


times = st.lists(st.integers(0, 3000).map(lambda ms: ms / 100), max_size=25).map(sorted)


@given(times, times, st.sampled_from([0.1, 0.5, 2.0]))
def test_the_matching_is_as_large_as_mir_evals(reference, estimate, tolerance):
    ours = matched_pairs(reference, estimate, tolerance)

    theirs = mir_eval.util.match_events(np.array(reference), np.array(estimate), tolerance)
    assert len(ours) == len(theirs)


@given(times, times, st.data())
def test_nothing_is_matched_twice_and_nothing_beyond_its_own_tolerance(reference, estimate, data):
    reach = data.draw(st.lists(st.floats(0, 3), min_size=len(reference), max_size=len(reference)))

    pairs = matched_pairs(reference, estimate, reach)

    assert len(set(pairs[:, 0])) == len(set(pairs[:, 1])) == len(pairs)
    assert all(abs(reference[i] - estimate[j]) <= reach[i] + 1e-9 for i, j in pairs)

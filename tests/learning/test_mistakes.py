"""Mistakes that are planted to learn from."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.domain.grid import FASTEST, SLOWEST, TempoMap
from edmstudio.domain.track import TrackId
from edmstudio.learning.mistakes import planted
from edmstudio.review.case import Case
from tests.review import libraries

SAID, EVIDENCE = libraries.truth(3), libraries.evidence(3)


@given(
    st.floats(SLOWEST, FASTEST) | st.sampled_from([SLOWEST, FASTEST]),
    st.floats(0.5, 4000.0) | st.just(0.5),
    st.integers(0, 1000),
)
@settings(max_examples=200, deadline=None)
def test_any_tempo_in_a_track_of_any_length_can_be_spoilt(bpm, seconds, seed):
    held = replace(SAID, grid=TempoMap.constant(0.1, bpm))
    case = Case(TrackId(3), seconds, held, (("rekordbox", held),), libraries.predicted(3), EVIDENCE)
    assert planted(case, np.random.default_rng(seed)).case.held.grid is not None

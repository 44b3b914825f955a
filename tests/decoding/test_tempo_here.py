import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.decoding.tempo_here import tempo_here


def struck(bpm, here, *, per_beat=1, seconds=40.0, seed=0, spread=0.0, lost=0.0):
    """Attacks of a steady part from `here` on, some of them lost, each a little off."""
    generator = np.random.default_rng(seed)
    moments = here + np.arange(0.0, seconds, 60.0 / bpm / per_beat)
    kept = moments[generator.random(len(moments)) >= lost]
    return np.sort(kept + generator.normal(0.0, spread, len(kept)))


@given(
    st.floats(80.0, 180.0),
    st.floats(-0.12, 0.12),
    st.floats(0.0, 300.0),
    st.sampled_from([1, 2, 3, 4]),
    st.integers(0, 99),
)
def test_a_new_tempo_is_found_to_a_hundredth(bpm, change, here, per_beat, seed):
    new = bpm * (1 + change)
    attacks = struck(new, here, per_beat=per_beat, seed=seed, spread=0.002, lost=0.2)
    assert tempo_here(attacks, here, bpm) == pytest.approx(new, rel=1e-3)


def test_what_lies_before_does_not_count():
    attacks = np.concatenate([struck(128.0, 0.0, seconds=60.0), struck(131.5, 60.0)])
    assert tempo_here(attacks, 60.0, 128.0) == pytest.approx(131.5, abs=0.01)


@pytest.mark.parametrize(
    "attacks", [np.zeros(0), np.array([61.0, 62.0]), struck(128.0, 0.0, seconds=50.0)]
)
def test_with_too_little_to_hear_it_says_nothing(attacks):
    assert tempo_here(attacks, 60.0, 128.0) is None


def test_noise_that_meets_no_comb_well_still_gives_a_tempo_near_the_old_one_or_none():
    noise = np.sort(np.random.default_rng(1).uniform(0.0, 30.0, 40))
    found = tempo_here(noise, 0.0, 128.0)
    assert found is None or 128.0 * 0.8 < found < 128.0 * 1.25

"""The calibration error is small for honest confidences and large for boasting ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.metrics.reliability import reliability


def test_honest_confidences_have_almost_no_error():
    rng = np.random.default_rng(0)
    confidence = rng.random(200_000)
    right = rng.random(200_000) < confidence

    assert reliability(confidence, right).error < 0.01


def test_boasting_is_measured():
    found = reliability(np.full(100, 0.9), np.arange(100) < 60)

    assert found.error == pytest.approx(0.3)


def test_two_bins_by_hand():
    found = reliability([0.2, 0.4, 0.8, 1.0], [0, 1, 1, 1], bins=2)

    assert list(found.counts) == [2, 2]
    assert found.confidence == pytest.approx([0.3, 0.9])
    assert found.share_right == pytest.approx([0.5, 1.0])
    assert found.error == pytest.approx(0.5 * 0.2 + 0.5 * 0.1)


def test_empty_bins_have_no_mean_and_no_answers_no_error():
    assert np.isnan(reliability([0.9], [1]).confidence[0])
    assert reliability([], []).error == 0.0


def test_what_is_no_probability_is_refused():
    with pytest.raises(ValueError, match="0 to 1"):
        reliability([1.2], [1])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_every_answer_lies_in_one_bin_and_the_error_is_a_share(answers):
    confidence, right = zip(*answers, strict=True)

    found = reliability(confidence, right)

    assert found.counts.sum() == len(answers)
    assert 0.0 <= found.error <= 1.0

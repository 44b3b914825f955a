"""Templates are learnt from examples, and the shipped ones fit the evidence they weigh."""

import numpy as np
import pytest

from edmstudio.classic.bar_templates import STEPS, bar_scores, profile, turned, weights
from edmstudio.classic.sixteenths import KINDS
from edmstudio.classic.template_fit import Example, fit_templates


def example(begin, rng):
    bar = rng.normal(0.0, 0.3, (2, STEPS))
    bar[0, begin] += 2.0
    right = np.arange(STEPS) == begin
    return Example(turned(bar), np.zeros(STEPS), right, np.zeros(STEPS, dtype=bool), 1.0)


def test_the_accent_that_tells_the_bar_gets_the_weight():
    rng = np.random.default_rng(0)
    learnt = fit_templates([example(int(rng.integers(STEPS)), rng) for _ in range(60)], 0.1)
    assert np.unravel_index(learnt.argmax(), learnt.shape) == (0, 0)
    assert np.abs(learnt[1]).max() < learnt[0, 0] / 2


def test_there_is_a_weight_for_each_kind_of_evidence():
    assert weights().shape == (len(KINDS), STEPS)
    assert np.isfinite(weights()).all()


@pytest.mark.parametrize("shift", [0, 1, 4, 8, 15])
def test_scores_turn_with_the_music(shift):
    values = np.random.default_rng(5).uniform(0.0, 1.0, (len(KINDS), STEPS * 8))
    moved = np.roll(values, shift, axis=1)
    assert np.roll(bar_scores(values), shift) == pytest.approx(bar_scores(moved))


def test_a_profile_of_less_than_a_bar_says_nothing_of_the_rest():
    bar = profile(np.ones((len(KINDS), 5)))
    assert bar == pytest.approx(np.zeros((len(KINDS), STEPS)), abs=1e-5)

"""What a fit says of itself, and how far it is believed."""

from dataclasses import replace

import numpy as np
import pytest

from edmstudio.decoding.grid_fit import GridFit, fit_grid
from edmstudio.decoding.grid_trust import grid_trust
from tests.decoding.test_grid_fit import activations


@pytest.fixture(scope="module")
def fit() -> GridFit:
    found = fit_grid(activations(np.arange(0.2, 90.0, 60.0 / 125.0), 90.0))
    return replace(found, attack=1.8)  # as drums have it


def part_with(fit, **pulse):
    (part,) = fit.parts
    moved = replace(part.passage.pulse, **pulse)
    return replace(part, passage=replace(part.passage, pulse=moved))


def test_a_sure_fit_is_trusted(fit):
    trust = grid_trust(fit)
    assert trust.grid > 0.8
    assert 0.5 < trust.downbeat <= trust.grid


def test_without_a_pulse_nothing_is_trusted(fit):
    assert grid_trust(replace(fit, parts=(part_with(fit, clarity=0.2),))).grid < 0.1


@pytest.mark.parametrize(
    "worse",
    [
        lambda fit: replace(fit, residual=0.005),
        lambda fit: replace(fit, attack=fit.attack * 0.2),
        lambda fit: replace(fit, parts=fit.parts * 2),
        lambda fit: replace(
            fit, parts=(replace(fit.parts[0], phase=replace(fit.parts[0].phase, probability=0.4)),)
        ),
    ],
    ids=["a loose line", "soft attacks", "several passages", "unsure beats"],
)
def test_every_doubt_lowers_the_trust(fit, worse):
    assert grid_trust(worse(fit)).grid < grid_trust(fit).grid - 0.01


def test_unsure_bars_leave_the_beats_trusted(fit):
    (part,) = fit.parts
    unsure = replace(fit, parts=(replace(part, bars=np.array([0.3, 0.25, 0.25, 0.2])),))
    assert grid_trust(unsure).grid == grid_trust(fit).grid
    assert grid_trust(unsure).downbeat < 0.6 * grid_trust(fit).downbeat

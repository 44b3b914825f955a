"""The semi-Markov path is the best of all paths, and its probabilities sum over all of them."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from edmstudio.decoding.semi_markov import Lattice, Segment, best_path, draws, posterior

score = st.floats(-4, 4).map(lambda value: round(value, 3))


@st.composite
def lattices(draw):
    bars, labels = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    longest = draw(st.integers(1, 5))
    shapes = ((bars, labels), bars, longest, (labels, labels), labels, labels)
    return Lattice(*(draw(arrays(np.float64, shape, elements=score)) for shape in shapes))


def every_path(lattice):
    """All ways to cut and label the bars, each with its score."""
    bars, labels = lattice.emission.shape
    for cuts in product([False, True], repeat=bars - 1):
        lines = [0, *(place for place, cut in enumerate(cuts, start=1) if cut), bars]
        spans = list(pairwise(lines))
        if all(stop - first <= len(lattice.length) for first, stop in spans):
            for names in product(range(labels), repeat=len(spans)):
                path = tuple(Segment(*span, name) for span, name in zip(spans, names, strict=True))
                yield path, score_of(path, lattice)


def score_of(path, lattice):
    total = lattice.begins[path[0].label] + lattice.ends[path[-1].label]
    for segment in path:
        total += lattice.emission[segment.first : segment.stop, segment.label].sum()
        total += lattice.length[segment.stop - segment.first - 1]
        total += lattice.start[segment.first] if segment.first else 0.0
    for left, right in pairwise(path):
        total += lattice.follows[left.label, right.label]
    return total


@given(lattices())
@settings(max_examples=60)
def test_the_best_path_scores_as_high_as_any(lattice):
    best = max(score for _, score in every_path(lattice))

    assert score_of(best_path(lattice), lattice) == pytest.approx(best)


@given(lattices())
@settings(max_examples=60)
def test_posteriors_are_those_of_counting_every_path(lattice):
    paths = list(every_path(lattice))
    weights = np.exp([score for _, score in paths])
    label = np.zeros(lattice.emission.shape)
    start = np.zeros(len(lattice.emission))
    for (path, _), weight in zip(paths, weights / weights.sum(), strict=True):
        for segment in path:
            label[segment.first : segment.stop, segment.label] += weight
            start[segment.first] += weight

    found = posterior(lattice)

    assert found.label == pytest.approx(label, abs=1e-9)
    assert found.start == pytest.approx(start, abs=1e-9)
    assert found.evidence == pytest.approx(np.log(weights.sum()))


@given(lattices())
@settings(max_examples=15)
def test_paths_are_drawn_as_often_as_they_are_probable(lattice):
    found = draws(lattice, 600)
    label, start = np.zeros(lattice.emission.shape), np.zeros(len(lattice.emission))
    for path in found:
        for segment in path:
            label[segment.first : segment.stop, segment.label] += 1 / len(found)
            start[segment.first] += 1 / len(found)

    assert label == pytest.approx(posterior(lattice).label, abs=0.1)
    assert start == pytest.approx(posterior(lattice).start, abs=0.1)
    assert draws(lattice, 5) == found[:5]


def test_long_tracks_do_not_overflow():
    rng = np.random.default_rng(1)
    lattice = Lattice(
        emission=rng.normal(-50.0, 20.0, (3000, 10)),
        start=rng.normal(0.0, 30.0, 3000),
        length=np.log(np.full(64, 1 / 64)),
        follows=rng.normal(0.0, 5.0, (10, 10)),
        begins=np.zeros(10),
        ends=np.zeros(10),
    )

    found = posterior(lattice)

    assert np.isfinite(found.label).all()
    assert found.label.sum(axis=1) == pytest.approx(np.ones(3000))

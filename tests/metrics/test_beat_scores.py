"""Our beat metrics against mir_eval's, on its own fixtures and on made sequences."""

import io
import tarfile
import warnings
from pathlib import Path

import mir_eval
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.metrics.beats import continuity, f_measure, trimmed

FIXTURES = Path(__file__).parents[2] / "../shared/data/annotations/mir_eval_fixtures/beat.tar.gz"


def same(reference, estimate):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = mir_eval.beat.continuity(reference, estimate)
        assert f_measure(reference, estimate) == pytest.approx(
            mir_eval.beat.f_measure(reference, estimate)
        )
    ours = continuity(reference, estimate)
    assert (ours.cmlc, ours.cmlt, ours.amlc, ours.amlt) == pytest.approx(theirs)


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    ratio=st.sampled_from([0.5, 1.0, 1.0, 1.5, 2.0]),
    phase=st.sampled_from([0.0, 0.05, 0.25, 0.5]),
    missing=st.floats(0.0, 0.4),
)
def test_scores_equal_mir_eval_on_made_beats(seed, ratio, phase, missing):
    rng = np.random.default_rng(seed)
    reference = np.cumsum(rng.uniform(0.45, 0.55, int(rng.integers(2, 60))))
    count = max(int(len(reference) * ratio), 2)
    estimate = reference[0] + (np.arange(count) / ratio + phase) * 0.5 + rng.normal(0, 0.02, count)
    kept = rng.uniform(size=count) >= missing
    same(reference, np.unique(np.maximum(estimate[kept], 0.0)))


def test_scores_equal_mir_eval_on_its_fixtures():
    if not FIXTURES.exists():
        pytest.skip("mir_eval's fixtures are not beside this checkout")
    held = {}
    with tarfile.open(FIXTURES) as archive:
        for member in archive.getmembers():
            if member.name.endswith(".txt"):
                text = archive.extractfile(member).read().decode()
                held[Path(member.name).stem] = np.atleast_1d(np.loadtxt(io.StringIO(text)))
    numbers = [name[3:] for name in held if name.startswith("ref")]
    assert numbers
    for number in numbers:
        same(trimmed(held[f"ref{number}"]), trimmed(held[f"est{number}"]))


def test_a_side_without_beats_scores_nothing():
    beats = np.arange(5.0)
    assert f_measure(beats, np.zeros(0)) == f_measure(np.zeros(0), beats) == 0.0
    assert continuity(beats, beats[:1]).amlt == 0.0

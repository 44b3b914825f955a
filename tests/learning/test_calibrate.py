import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.learning.calibrate import calibrate
from edmstudio.learning.judges import Judged
from edmstudio.learning.targets import Truths
from edmstudio.model.arrange import pooled

BARS = 400


def a_track(seed, *, network=2.0, classic=2.0, labels=True):
    """Two judges who hear the truth with noise, each louder than they should be."""
    random = np.random.default_rng(seed)
    boundary = (random.random(BARS) < 0.1).astype(np.float32)
    label = random.integers(10, size=BARS)
    true = {"boundary": boundary, "cue": np.tile(boundary[:, None], 7), "label": np.eye(10)[label]}

    def judge(strength):
        said = {}
        for head, rows in true.items():
            noise = random.normal(0.0, 1.0, rows.shape)
            said[head] = 3.0 * (strength * (rows - 0.5) + noise) - 2.0
        return said

    allowed = np.eye(10, dtype=bool)[label] if labels else np.ones((BARS, 10), dtype=bool)
    nothing = np.full(BARS, np.nan, dtype=np.float32)
    activity = np.full((BARS, 4), np.nan, dtype=np.float32)
    truth = Truths(boundary, allowed, true["cue"], nothing, activity)
    return Judged(judge(network), judge(classic), truth)


def unlikely(head, track, pool):
    """Mean log-loss of marks."""
    odds = pooled(head, track.network, track.classic, {head: pool})
    marks = getattr(track.truth, head)
    return float(np.mean(np.logaddexp(0.0, odds) - marks * odds))


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1000), network=st.floats(0.5, 2.0), classic=st.floats(0.5, 2.0))
def test_on_tracks_it_never_saw_the_pool_is_no_worse_than_the_better_judge(seed, network, classic):
    habits = {"network": network, "classic": classic}
    pools = calibrate([a_track(seed + 5000 + part, **habits) for part in range(4)])
    unseen = a_track(seed, **habits)
    for head in ("boundary", "cue"):
        together = unlikely(head, unseen, pools[head].weights)
        assert together < 1.1 * unlikely(head, unseen, (1.0, 0.0, 0.0))
        assert together < 1.1 * unlikely(head, unseen, (0.0, 1.0, 0.0))


def test_who_only_guesses_is_not_asked():
    pools = calibrate([a_track(seed, classic=0.0) for seed in range(4)])
    assert abs(pools["boundary"].classic) < 0.1 * pools["boundary"].network
    assert pools["label"].classic < 0.1 * pools["label"].network


def test_the_odds_mean_what_they_say_afterwards():
    pools = calibrate([a_track(seed) for seed in range(4)])
    for pool in pools.values():
        assert pool.after < 0.03 < pool.before


def test_a_track_that_weighs_nothing_changes_nothing():
    tracks = [a_track(seed) for seed in range(3)]
    liar = a_track(9, network=-3.0)
    silent = Judged(liar.network, liar.classic, liar.truth, weight=0.0)
    with_it, without = calibrate([*tracks, silent]), calibrate(tracks)
    for head, pool in without.items():
        assert with_it[head].weights == pytest.approx(pool.weights, abs=1e-3)


def test_labels_nobody_knows_are_not_calibrated():
    assert "label" not in calibrate([a_track(1, labels=False)])


def test_keys_are_pooled_where_they_are_known():
    random = np.random.default_rng(4)
    tracks = []
    for seed in range(30):
        track, key = a_track(seed), int(random.integers(24))
        right = np.eye(24)[key]
        track.network["key"] = 2.0 * right + random.normal(0.0, 0.5, 24)
        track.classic["key"] = random.normal(0.0, 0.5, 24)
        tracks.append(Judged(track.network, track.classic, track.truth, key=key))
    pool = calibrate(tracks)["key"]
    assert pool.network > 3.0 * pool.classic

"""Tracks that are the same recording, or unlike all others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.learning import suspect_track
from edmstudio.learning.suspect_track import BLOCK, LENGTH, NEAR, near_pairs, suspect_tracks
from edmstudio.review.trace import Trace


def trace(number, voiceprint, trust=0.95):
    course = np.random.default_rng(number).random(64).astype(np.float32)
    nothing = np.zeros(0, np.float32)
    return Trace(number, 300.0 + number, voiceprint.astype(np.float32), course, trust, nothing)


@given(st.integers(0, 100), st.sampled_from([0, 1, 2, 30, BLOCK, 2 * BLOCK + 7]))
def test_every_two_that_are_near_and_as_long_are_found_once(seed, count):
    chance = np.random.default_rng(seed)
    prints = chance.normal(size=(count, 3)) * 0.7
    lengths = chance.choice([100.0, 101.0, 103.0, 250.0, 251.0], count)
    found = {(pair.first, pair.second): pair.apart for pair in near_pairs(prints, lengths)}
    assert len(found) == len(list(near_pairs(prints, lengths)))
    one, other = np.triu_indices(count, 1)
    apart = np.linalg.norm(prints[one] - prints[other], axis=1)
    short, long = np.minimum(lengths[one], lengths[other]), np.maximum(lengths[one], lengths[other])
    sure = (apart < NEAR - 1e-6) & (short > long * (1.0 - LENGTH))
    assert {(int(a), int(b)) for a, b in zip(one[sure], other[sure], strict=True)} <= set(found)
    assert all(distance < NEAR + 1e-6 for distance in found.values())


def circle(odd):
    """Tracks whose sounds lie on a circle, and some that are far off its plane."""
    chance = np.random.default_rng(0)
    turns = np.linspace(0.0, 2.0 * np.pi, 120)
    usual = 3.0 * np.column_stack([np.cos(turns), np.sin(turns)]) @ chance.normal(size=(2, 12))
    tracks = [trace(n, row + 0.1 * chance.normal(size=12)) for n, row in enumerate(usual)]
    return [*tracks, *(trace(n, 5.0 * chance.normal(size=12), p) for n, p in odd.items())]


@pytest.mark.parametrize("compared", [5000, 60])
def test_who_sounds_otherwise_is_found_among_few_and_among_drawn_ones_alike(compared, monkeypatch):
    monkeypatch.setattr(suspect_track, "COMPARED", compared)
    asked = suspect_tracks(circle({999: 0.95}))
    (odd,) = (each for each in asked if each.track_id == 999)
    assert odd.doubt == "outlier"
    assert odd.score == max(each.score for each in asked)


def test_what_has_a_beat_is_other_music_and_what_has_none_is_no_music():
    asked = suspect_tracks(circle({998: 0.95, 999: 0.1}))
    strange = {each.track_id: (each.doubt, each.score) for each in asked if each.track_id > 900}
    assert strange[998][0] == "outlier"
    assert strange[999][0] == "not-music"
    assert min(score for _, score in strange.values()) > 0.9

"""Pulses through onsets of known times, and what has none."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.decoding.first_sound import first_sound
from edmstudio.decoding.periods import tempo_stretches
from edmstudio.decoding.pulse import steady_pulse
from edmstudio.decoding.pulse_fit import fit_pulse
from edmstudio.decoding.round_tempo import rounded
from edmstudio.decoding.tempo_changes import find_passages

HZ = 1000.0


def onsets(seconds, length, heights=None, jitter=0.0):
    envelope = np.zeros(int(length * HZ))
    rng = np.random.default_rng(0)
    places = np.rint((seconds + rng.normal(0, 1, len(seconds)) * jitter) * HZ).astype(int)
    inside = (places >= 0) & (places < len(envelope))
    weights = np.ones(len(seconds)) if heights is None else heights
    np.add.at(envelope, places[inside], weights[inside])
    return np.convolve(envelope, [0.5, 1.0, 0.5], "same")


def sixteenths(bpm, length, start=0.0):
    step = 15.0 / bpm
    seconds = start + np.arange(int((length - start) / step)) * step
    return seconds, np.tile([1.0, 0.1, 0.5, 0.2], len(seconds) // 4 + 1)[: len(seconds)]


def octave_ratio(pulse, bpm):
    return 2.0 ** (np.log2(60.0 / pulse.period / bpm) % 1.0)


@settings(max_examples=25, deadline=None)
@given(bpm=st.floats(60.0, 200.0), start=st.floats(0.0, 0.9), jitter=st.floats(0.0, 0.004))
def test_a_steady_pulse_is_within_three_milliseconds_over_two_minutes(bpm, start, jitter):
    seconds, heights = sixteenths(bpm, 120.0, start)
    passages = find_passages(onsets(seconds, 120.0, heights, jitter), HZ)
    assert len(passages) == 1
    ratio = octave_ratio(passages[0].pulse, bpm)
    drift = min(abs(ratio - 1.0), abs(ratio - 2.0) / 2.0)
    assert drift * 120.0 < 0.003


def test_onsets_at_random_moments_have_no_clear_pulse():
    seconds = np.sort(np.random.default_rng(1).uniform(0.0, 120.0, 600))
    (passage, *_) = find_passages(onsets(seconds, 120.0), HZ)
    assert passage.pulse.clarity < 0.35


def test_a_break_without_onsets_does_not_cut_the_pulse():
    seconds, heights = sixteenths(128.0, 180.0)
    kept = (seconds < 60.0) | (seconds > 110.0)
    passages = find_passages(onsets(seconds[kept], 180.0, heights[kept]), HZ)
    assert len(passages) == 1
    assert passages[0].pulse.steady


def test_two_tempi_are_two_passages_cut_between_their_onsets():
    first, low = sixteenths(120.0, 40.0)
    second, high = sixteenths(147.0, 40.0)
    seconds = np.concatenate([first, 40.0 + second])
    passages = find_passages(onsets(seconds, 80.0, np.concatenate([low, high])), HZ)
    assert len(passages) == 2
    assert passages[0].stop == passages[1].start == pytest.approx(40.0, abs=0.15)


def test_stretches_cover_the_track_without_gap():
    seconds, heights = sixteenths(140.0, 61.0)
    envelope = onsets(seconds, 61.0, heights)[: 61000 // 10 * 10].reshape(-1, 10).sum(axis=1)
    found = tempo_stretches(envelope, 100.0)
    assert found[0].start == 0.0
    assert found[-1].stop == pytest.approx(61.0)
    assert all(left.stop == right.start for left, right in pairwise(found))


def test_beats_and_seconds_of_a_moving_pulse_are_inverse():
    knots = np.cumsum(np.random.default_rng(2).uniform(0.9, 1.1, 12))
    beats = np.arange(12.0) * 2.0
    pulse = type(steady_pulse(0.0, 0.5))(knots, beats)
    asked = np.linspace(-3.0, 30.0, 50)
    assert pulse.beats_at(pulse.seconds_at(asked)) == pytest.approx(asked)


@pytest.mark.parametrize(
    ("bpm", "expected"),
    [(127.9997, 128.0), (127.5001, 127.5), (128.0493, 128.0493), (100.0004, 100.0)],
)
def test_a_tempo_is_rounded_only_where_nobody_can_hear_it(bpm, expected):
    pulse = rounded(steady_pulse(0.2, 60.0 / bpm), 0.0, 240.0)
    assert 60.0 / pulse.period == pytest.approx(expected, abs=0.0012)
    moved = pulse.seconds_at(np.array([0.0, 500.0])) - steady_pulse(0.2, 60.0 / bpm).seconds_at(
        np.array([0.0, 500.0])
    )
    assert np.abs(moved).max() < 0.004


def test_a_moving_pulse_keeps_its_tempi():
    stretch = tempo_stretches(np.ones(3000), 100.0)[0]
    pulse = fit_pulse(np.zeros(30000), HZ, stretch)
    assert pulse.clarity == 0.0


def test_the_first_sound_is_the_first_that_is_loud_for_the_track():
    envelope = onsets(np.arange(5.0, 60.0, 0.5), 60.0)
    envelope[1000] = 0.05
    assert first_sound(envelope, HZ) == pytest.approx(5.0, abs=0.002)
    assert first_sound(np.zeros(100), HZ) == 0.0

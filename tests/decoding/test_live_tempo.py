"""Tempi that wander, change a little, or are swung: pulses through onsets of known times."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.decoding.knots import thinned
from edmstudio.decoding.periods import tempo_stretches
from edmstudio.decoding.pulse import Pulse
from edmstudio.decoding.repetition import repetition
from edmstudio.decoding.tempo_changes import find_passages

HZ = 1000.0
HEIGHTS = [1.0, 0.1, 0.5, 0.2]


def onsets(beats, *, swing=0.0, accents=(1.0,)):
    """Sixteenths between the given beats; `swing` is the share by which every second is late."""
    count = len(beats) * 4 - 4
    places = np.arange(count) / 4.0 + np.arange(count) % 2 * swing / 4.0
    seconds = np.interp(places, np.arange(len(beats)), beats)
    envelope = np.zeros(int((beats[-1] + 0.1) * HZ))
    heights = np.resize(HEIGHTS, count) * np.repeat(np.resize(accents, len(beats)), 4)[:count]
    np.add.at(envelope, np.rint(seconds * HZ).astype(int), heights)
    return np.convolve(envelope, [0.5, 1.0, 0.5], "same")


def pooled(envelope):
    """At a hundred frames a second."""
    return np.sqrt(envelope[: len(envelope) // 10 * 10].reshape(-1, 10).sum(axis=1))


def live(bpm, seed, deviation, count=280):
    """Beats of a player: the period wanders with a memory of sixteen beats."""
    rng = np.random.default_rng(seed)
    pull, held, walk = np.exp(-1 / 16), 0.0, []
    for step in rng.standard_normal(count):
        held = held * pull + step * deviation * np.sqrt(1 - pull**2)
        walk.append(held)
    return 0.2 + np.concatenate([[0.0], np.cumsum(60.0 / bpm * (1.0 + np.array(walk)))])


def off(pulse, beats):
    """Seconds by which beats lie off their places in the pulse, up to its octave."""
    places = pulse.beats_at(beats)
    step = min((0.25, 0.5, 1.0, 2.0), key=lambda s: abs(np.log(np.median(np.diff(places)) / s)))
    rest = places - np.arange(len(beats)) * step
    return np.abs(rest - np.median(rest)) * pulse.period


@settings(max_examples=6, deadline=None)
@given(bpm=st.floats(90.0, 150.0), seed=st.integers(0, 50), deviation=st.floats(0.002, 0.005))
def test_a_player_is_followed_to_a_fiftieth_of_a_second(bpm, seed, deviation):
    beats = live(bpm, seed, deviation)
    (passage,) = find_passages(onsets(beats), HZ)
    assert np.median(off(passage.pulse, beats)) < 0.006
    assert np.percentile(off(passage.pulse, beats), 95) < 0.020


def test_a_steady_track_stays_one_line():
    beats = 0.3 + np.arange(250) * 60.0 / 127.0
    (passage,) = find_passages(onsets(beats), HZ)
    assert passage.pulse.steady


def test_a_change_of_two_percent_is_followed_with_few_knots():
    beats = np.arange(0.2, 70.0, 60 / 126)
    beats = np.concatenate([beats, beats[-1] + np.arange(1, 110) * 60.0 / 123.75])
    (passage,) = find_passages(onsets(beats), HZ)
    assert off(passage.pulse, beats).max() < 0.025
    assert 3 <= len(passage.pulse.beats) <= 12


def test_a_quick_ramp_ends_in_the_new_tempo():
    periods = np.concatenate([
        np.full(130, 60 / 128.0), 60 / np.linspace(128.0, 141.0, 16), np.full(140, 60 / 141.0)
    ])  # fmt: skip
    beats = 0.1 + np.concatenate([[0.0], np.cumsum(periods)])
    passages = find_passages(onsets(beats), HZ)
    last = beats[-100:]
    assert off(passages[-1].pulse, last).max() < 0.010
    first = beats[:120]
    assert off(passages[0].pulse, first).max() < 0.010


@pytest.mark.parametrize("bpm", [98.0, 131.0])
def test_a_swung_rhythm_is_not_heard_at_two_thirds_or_three_halves(bpm):
    beats = 0.1 + np.arange(int(1.6 * bpm)) * 60.0 / bpm
    # Triplet swing puts as much on thirds of a beat as on halves; only bars repeat.
    envelope = onsets(beats, swing=0.33, accents=(1.0, 0.4, 0.9, 0.6))
    (stretch,) = tempo_stretches(pooled(envelope), HZ / 10)
    ratio = 2.0 ** ((np.log2(stretch.frequency * 60.0 / bpm) + 0.5) % 1.0 - 0.5)
    assert ratio == pytest.approx(1.0, abs=0.02)


def test_music_repeats_after_its_own_beats_only():
    beats = np.arange(0.0, 90.0, 60.0 / 124.0)
    envelope = pooled(onsets(beats, accents=(1.0, 0.3, 0.8, 0.5)))
    right, wrong = repetition(envelope, HZ / 10, np.array([124.0, 93.0]) / 60.0)
    assert right > wrong + 0.5
    assert not repetition(np.zeros(0), 100.0, np.array([2.0])).any()


@settings(max_examples=20, deadline=None)
@given(corners=st.lists(st.floats(0.4, 0.6), min_size=2, max_size=4), seed=st.integers(0, 9))
def test_what_is_left_of_a_pulse_lies_within_its_noise(corners, seed):
    beats = np.arange(0.0, 40.0 * len(corners) + 1.0)
    seconds = np.concatenate([[0.0], np.cumsum(np.repeat(corners, 40))])
    noise = np.random.default_rng(seed).normal(0.0, 0.0008, len(beats))
    pulse = thinned(Pulse(seconds + noise, beats))
    assert len(pulse.beats) <= 3 * len(corners) + 2
    assert np.abs(pulse.seconds_at(beats) - seconds).max() < 0.008

"""The grid that the analysis without a network puts on drum loops of known beats."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edmstudio.classic.analyse import CHECKPOINT, analyse
from edmstudio.classic.onset_envelope import activations_of
from edmstudio.decoding.grid_fit import fit_grid
from edmstudio.domain.waveform import Waveform
from edmstudio.features.bands import band_levels
from edmstudio.features.resample import rhythm_signal
from edmstudio.features.transients import transients
from tests.classic.drums import Loop

SLOW = settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def fit_of(waveform):
    signal = rhythm_signal(waveform)
    return fit_grid(activations_of(transients(signal), band_levels(signal)))


def grid_of(waveform):
    return fit_of(waveform).grid


def worst(grid, seconds):
    return np.abs(
        grid.seconds_of(np.rint([grid.beat_at(s) for s in seconds]).astype(int)) - seconds
    )


@SLOW
@given(
    bpm=st.floats(100.0, 172.0),
    start=st.floats(0.0, 1.5),
    swing=st.sampled_from([0.0, 0.15]),
    bass=st.sampled_from([0.0, 0.4]),
)
def test_every_beat_of_a_loop_is_within_five_milliseconds(bpm, start, swing, bass):
    loop = Loop(bpm=bpm, start=start, swing=swing, offbeat_bass=bass)
    grid = grid_of(loop.waveform())
    assert grid.anchors[0].bpm == pytest.approx(bpm, abs=0.05)
    assert worst(grid, loop.beats).max() < 0.005


def test_bars_begin_where_the_chord_changes_and_claps_are_on_two_and_four():
    loop = Loop(bpm=126.0, start=0.31)
    found = grid_of(loop.waveform()).downbeats(0.0, 46.0)
    assert np.abs(found[: len(loop.downbeats)] - loop.downbeats).max() < 0.01


def test_a_bass_between_the_beats_that_is_louder_than_the_kick_does_not_turn_the_beat():
    loop = Loop(bpm=130.0, offbeat_bass=1.2)
    assert worst(grid_of(loop.waveform()), loop.beats).max() < 0.01


def test_a_whole_tempo_is_found_exactly():
    assert grid_of(Loop(bpm=174.0, bars=40).waveform()).anchors[0].bpm == 174.0


def test_a_hard_cut_to_another_tempo_gives_a_second_anchor_on_the_cut():
    first, second = Loop(bpm=124.0, bars=16), Loop(bpm=150.0, bars=20)
    samples = np.concatenate([first.waveform().samples, second.waveform().samples])
    cut = 16 * 4 * 60.0 / 124.0
    grid = grid_of(Waveform(samples, 22050))
    assert [round(anchor.bpm) for anchor in grid.anchors] == [124, 150]
    assert grid.anchors[1].seconds == pytest.approx(cut, abs=0.02)
    assert worst(grid, np.concatenate([first.beats, cut + second.beats])).max() < 0.01


def test_a_ramp_is_followed_beat_by_beat():
    loop = Loop(bpm=125.0, bars=40)
    even = loop.waveform().samples[:, 0]
    length = len(even) / 22050
    # Played from 4 % slow to 4 % fast: where a sample comes from, as a function of when it sounds.
    clock = np.arange(len(even)) / 22050
    source = clock * (0.96 + 0.04 * clock / length)
    bent = np.interp(source, clock, even).astype(np.float32)
    grid = grid_of(Waveform(bent[:, None], 22050))
    beats = np.interp(loop.beats, source, clock)
    inside = beats[(loop.beats < source[-1]) & (beats > 3.0)]
    assert len(grid.anchors) > 5
    assert np.median(worst(grid, inside)) < 0.008
    assert worst(grid, inside).max() < 0.035


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(22050 * 20),
        np.random.default_rng(3).normal(size=22050 * 60) * 0.1,
        0.3 * np.sin(2 * np.pi * 220 * np.arange(22050 * 40) / 22050),
    ],
    ids=["silence", "noise", "a drone"],
)
def test_what_has_no_beat_gets_no_trusted_grid(samples):
    waveform = Waveform(samples.astype(np.float32)[:, None], 22050)
    assert analyse(waveform).annotations.trust.grid < 0.1


def test_sounds_at_random_moments_are_not_trusted():
    rng = np.random.default_rng(4)
    samples = np.zeros(22050 * 90)
    for moment in np.cumsum(rng.exponential(0.3, 250)):
        first = int(moment * 22050)
        if first < len(samples) - 4000:
            burst = rng.normal(size=4000) * np.exp(-np.arange(4000) / 800)
            samples[first : first + 4000] += burst * rng.uniform(0.05, 0.5)
    fit = fit_of(Waveform(samples.astype(np.float32)[:, None], 22050))
    assert fit.grid is None or fit.beat_probability < 0.2


def test_a_loop_is_trusted_and_signed_by_the_checkpoint():
    prediction = analyse(Loop(bars=32).waveform())
    assert prediction.checkpoint == CHECKPOINT == prediction.annotations.grid_by.source
    assert prediction.annotations.trust.grid > 0.7
    assert prediction.annotations.sections


@pytest.mark.parametrize("frames", [1, 100, 22050, int(1.3 * 22050)])
def test_the_shortest_sounds_are_answered(frames):
    samples = Loop(bars=2).waveform().samples[:frames]
    prediction = analyse(Waveform(samples, 22050))
    assert prediction.annotations.trust.grid < 0.5


@pytest.mark.parametrize("rate", [8000, 11025, 48000, 96000])
def test_the_rate_of_a_file_moves_no_beat(rate):
    loop = Loop(bpm=140.0, bars=16, rate=rate)
    assert worst(grid_of(loop.waveform()), loop.beats).max() < 0.006


def test_samples_that_are_no_numbers_are_silence():
    samples = Loop(bars=12).waveform().samples.copy()
    samples[1000:1100] = np.nan
    samples[5000] = np.inf
    assert grid_of(Waveform(samples, 22050)).anchors[0].bpm == pytest.approx(128.0, abs=0.05)

"""The decoder on activations as a good network would write them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.decoding.grid_fit import fit_grid
from edmstudio.decoding.grid_trust import grid_trust
from edmstudio.domain.activations import BeatActivations

HZ, FINE = 50.0, 1000.0


def activations(beats, length, *, meter=4, upbeats=0, height=0.9, frames_off=0.0):
    """Peaks at the beats, each `meter`th of them a downbeat, with onsets on the eighths."""
    beat, down = (np.zeros(int(length * HZ) + 1, np.float32) for _ in range(2))
    onset = np.zeros(int(length * FINE) + 1, np.float32)
    for number, seconds in enumerate(beats):
        frame = round((seconds + frames_off / HZ) * HZ)
        if 0 <= frame < len(beat):
            beat[frame] = height
            beat[[max(frame - 1, 0), min(frame + 1, len(beat) - 1)]] = height / 2
            down[frame] = height if (number - upbeats) % meter == 0 else 0.02
    eighths = np.interp(np.arange(0, len(beats) - 1, 0.5), np.arange(len(beats)), beats)
    places = np.rint(eighths * FINE).astype(int)
    onset[places[places < len(onset)]] = np.resize([1.0, 0.6], len(places))[places < len(onset)]
    return BeatActivations(HZ, beat, down, FINE, onset)


def off(grid, beats):
    numbers = np.rint([grid.beat_at(seconds) for seconds in beats]).astype(int)
    return np.abs(grid.seconds_of(numbers) - beats)


@settings(max_examples=20, deadline=None)
@given(bpm=st.floats(72.0, 178.0), start=st.floats(0.1, 0.8), upbeats=st.integers(0, 3))
def test_the_grid_of_a_constant_tempo_has_one_anchor_and_every_beat(bpm, start, upbeats):
    beats = np.arange(start, 90.0, 60.0 / bpm)
    grid = fit_grid(activations(beats, 90.0, upbeats=upbeats)).grid
    assert len(grid.anchors) == 1
    assert off(grid, beats).max() < 0.005
    assert grid.seconds_at(0) == pytest.approx(beats[upbeats], abs=0.005)


def test_what_the_frames_are_off_is_taken_from_the_onsets():
    beats = np.arange(0.5, 100.0, 60.0 / 126.0)
    grid = fit_grid(activations(beats, 100.0, frames_off=1.0)).grid
    assert off(grid, beats).max() < 0.005


def test_beats_on_every_second_pulse_only_are_read_at_half_the_tempo():
    beats = np.arange(0.2, 90.0, 60.0 / 160.0)
    held = activations(beats, 90.0)
    slow = activations(beats[::2], 90.0)
    grid = fit_grid(BeatActivations(HZ, slow.beat, slow.downbeat, FINE, held.onset)).grid
    assert grid.anchors[0].bpm == pytest.approx(80.0, abs=0.05)


def test_no_activation_is_no_grid_and_no_trust():
    beats = np.arange(0.2, 60.0, 0.5)
    held = activations(beats, 60.0)
    silent = np.zeros_like(held.beat)
    fit = fit_grid(BeatActivations(HZ, silent, silent, FINE, held.onset))
    assert fit.grid is None
    assert grid_trust(fit).grid == 0.0


def test_no_onsets_are_no_grid():
    beats = np.arange(0.2, 60.0, 0.5)
    held = activations(beats, 60.0)
    empty = BeatActivations(HZ, held.beat, held.downbeat, FINE, np.zeros_like(held.onset))
    assert fit_grid(empty).grid is None


def test_a_new_tempo_keeps_the_bars_going():
    first = np.arange(0.0, 40.0 - 1e-6, 0.5)
    second = np.arange(40.0, 85.0, 60.0 / 140.0)
    held = activations(np.concatenate([first, second]), 85.0)
    grid = fit_grid(held).grid
    assert [round(anchor.bpm) for anchor in grid.anchors] == [120, 140]
    assert off(grid, np.concatenate([first, second])).max() < 0.02
    bars = np.concatenate([first, second])[::4]
    assert np.abs(grid.downbeats(0.0, 85.0)[: len(bars)] - bars).max() < 0.02


def test_sure_activations_are_trusted_more_than_doubtful_ones():
    beats = np.arange(0.2, 90.0, 0.48)
    sure = grid_trust(fit_grid(activations(beats, 90.0, height=0.95)))
    doubtful = grid_trust(fit_grid(activations(beats, 90.0, height=0.2)))
    assert sure.grid > doubtful.grid
    assert 0.0 <= doubtful.downbeat <= doubtful.grid <= 1.0

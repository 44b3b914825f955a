import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.synth.clock import Pace, choose_bar_beats, choose_pace, wind
from edmstudio.synth.streams import Streams


def paced(seed):
    chance = Streams(seed).stream("test")
    bars = int(chance.integers(4, 60))
    bar_beats = choose_bar_beats(chance, bars, waltz=0.3)
    starts = np.concatenate([[0], np.cumsum(bar_beats)])
    pace = choose_pace(chance, float(chance.uniform(70, 185)), starts[:-1:4])
    return wind(pace, bar_beats, chance)


@given(st.integers(0, 2**31))
def test_the_tempo_map_says_where_every_beat_and_bar_line_is(seed):
    clock = paced(seed)
    grid = clock.tempo_map()
    beats, lines = clock.beat_seconds(), clock.bar_seconds()[:-1]
    first = lines[lines >= -1e-7][0]
    beats, lines = beats[beats >= first - 1e-7], lines[lines >= -1e-7]
    numbers = np.arange(len(beats))
    assert np.abs(grid.seconds_of(numbers) - beats).max() < 1e-6
    on_line = np.isclose(beats[:, None], lines[None, :], atol=1e-6).any(axis=1)
    assert np.array_equal(grid.positions(numbers) == 0, on_line)


@given(st.integers(0, 2**31))
def test_time_runs_forward_at_a_musical_pace(seed):
    steps = np.diff(paced(seed).seconds)
    assert (steps > 60 / 250).all()
    assert (steps < 60 / 50).all()


def test_a_machine_needs_one_anchor_and_a_ramp_one_for_each_of_its_beats():
    bars = np.full(32, 4)
    chance = Streams(1).stream("x")
    assert len(wind(Pace(128.0), bars, chance).tempo_map().anchors) == 1
    ramp = wind(Pace(128.0, ((64, 120.0, 16),)), bars, chance).tempo_map()
    assert 16 <= len(ramp.anchors) <= 18
    assert ramp.anchors[-1].bpm == pytest.approx(120.0)


def test_live_drift_stays_near_its_tempo():
    clock = wind(Pace(124.0, drift=0.004), np.full(200, 4), Streams(2).stream("x"))
    periods = np.diff(clock.beat_seconds())
    assert 0.001 < periods.std() / periods.mean() < 0.01
    assert periods.mean() == pytest.approx(60 / 124, rel=0.005)


def test_odd_starts_tempo_changes_and_odd_bars_all_happen():
    clocks = [paced(seed) for seed in range(300)]
    starts = np.array([clock.bar_seconds()[0] for clock in clocks])
    anchors = np.array([len(clock.tempo_map().anchors) for clock in clocks])
    assert (starts < 0).mean() > 0.04
    assert (starts > 1.0).mean() > 0.08
    assert 0.08 < (anchors > 1).mean() < 0.3
    assert any((clock.bar_beats == 3).all() for clock in clocks)
    assert any(2 in clock.bar_beats for clock in clocks)

"""Taps of an unsteady hand become the grid of what was tapped to."""

import numpy as np
import pytest

from edmstudio.audio.attacks import find_attacks
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.gui.track.tapping import Taps

RATE, BPM, FIRST = 22050, 126.0, 0.31
BEAT = 60.0 / BPM


def music(seconds=40.0):
    """Kicks on the beat, hats on every sixteenth, a little noise."""
    generator = np.random.default_rng(5)
    times = np.arange(round(seconds * RATE)) / RATE
    beat, sixteenth = (times - FIRST) % BEAT, (times - FIRST) % (BEAT / 4)
    kick = np.exp(-beat * 25) * np.sin(2 * np.pi * 55 * beat)
    hat = generator.normal(0, 0.15, len(times)) * np.exp(-sixteenth * 90)
    return (0.8 * kick + hat + generator.normal(0, 0.001, len(times))).astype(np.float32)[:, None]


@pytest.fixture(scope="module")
def attacks():
    return find_attacks(music(), RATE) / RATE


def tapped(seed, late=0.0, beats=16):
    taps = Taps()
    spread = np.random.default_rng(seed).normal(late, 0.030, beats)
    for number in range(beats):
        taps.add(FIRST + (8 + number) * BEAT + float(spread[number]))
    return taps


def off(grid):
    """Seconds between each true beat of the stretch that was tapped and the grid's nearest."""
    true = FIRST + np.arange(8, 24) * BEAT
    return np.abs([moment - grid.snap(moment) for moment in true])


def test_95_of_100_beats_lie_within_10_ms_after_snapping(attacks):
    found = np.concatenate([off(tapped(seed).grid(None, attacks)) for seed in range(60)])
    alone = np.concatenate([off(tapped(seed).grid(None)) for seed in range(60)])
    assert np.mean(found <= 0.010) >= 0.95
    assert np.median(found) < np.median(alone) / 4


def test_a_hand_that_is_always_late_is_forgiven(attacks):
    found = np.concatenate(
        [off(tapped(seed, late=0.035).grid(None, attacks)) for seed in range(30)]
    )
    assert np.mean(found <= 0.010) >= 0.9


def test_without_sound_the_taps_stand_as_they_are():
    taps = Taps()
    for number in range(6):
        taps.add(1.0 + number * 0.5)
    grid = taps.grid(None)
    assert grid.anchors[0].bpm == pytest.approx(120.0)
    assert grid.snap(1.0) == pytest.approx(1.0)


def test_a_missed_tap_counts_and_bars_stay():
    before = TempoMap.constant(0.0, 120.0)
    taps = Taps()
    for number in (0, 1, 2, 4, 5):
        taps.add(4.5 + number * 0.5)
    grid = taps.grid(before)
    assert grid.anchors[0].bpm == pytest.approx(120.0)
    assert grid.snap_to_bar(4.1) == pytest.approx(4.0)


def test_bars_of_three_and_bars_that_were_put_elsewhere_stay_too():
    before = TempoMap((Anchor(0, 0.0, 120.0), Anchor(7, 3.5, 120.0, 3, 1)))
    taps = Taps()
    for number in range(5):
        taps.add(4.0 + number * 0.5)
    grid = taps.grid(before)
    assert grid.downbeats(4.0, 8.0) == pytest.approx(before.downbeats(4.0, 8.0))


def test_three_taps_say_nothing_and_a_pause_begins_anew():
    taps = Taps()
    for moment in (1.0, 1.5, 2.0, 9.0):
        taps.add(moment)
        assert taps.grid(None) is None

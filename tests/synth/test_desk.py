from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.synth.dynamics import duck_curve, ducked, limited, split
from edmstudio.synth.loudness import loudness_of
from edmstudio.synth.mix import choose_mix
from edmstudio.synth.mix_bus import mastered
from edmstudio.synth.placing import RATE
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES


def noisy(seed, seconds=4, level=0.2):
    chance = np.random.default_rng(seed)
    return chance.normal(0, level, (2, seconds * RATE)).astype(np.float32)


@given(st.integers(0, 1000), st.floats(0.05, 8.0), st.floats(0.3, 1.0))
@settings(max_examples=20, deadline=None)
def test_nothing_passes_the_limiter(seed, level, ceiling):
    both = limited(noisy(seed, seconds=1, level=level), ceiling=ceiling)
    assert np.abs(both).max() <= ceiling + 1e-6


def test_the_limiter_leaves_quiet_music_alone():
    quiet = noisy(1, level=0.02)
    assert np.allclose(limited(quiet, ceiling=0.9), quiet, atol=1e-6)


@pytest.mark.parametrize("level", [1.0, 0.1])
def test_a_tone_has_the_loudness_that_the_standard_says(level):
    tone = level * np.sin(2 * np.pi * 997 * np.arange(5 * RATE) / RATE)
    both = np.stack([tone, tone]).astype(np.float32)
    assert loudness_of(both) == pytest.approx(20 * np.log10(level), abs=0.15)


def test_silence_has_no_loudness():
    assert loudness_of(np.zeros((2, RATE), dtype=np.float32)) == -90.0


@pytest.mark.parametrize("style", ["downtempo", "house", "hardstyle"])
def test_a_master_reaches_its_loudness(style):
    chance = Streams(3).stream(style)
    mix = replace(choose_mix(STYLES[style], chance), raw=False)
    pulse = noisy(2, seconds=8) * (0.3 + np.sin(np.arange(8 * RATE) * 2e-4) ** 2)
    master = mastered(pulse.astype(np.float32), mix, chance, corner=Streams(4).stream(style))
    assert loudness_of(master) == pytest.approx(mix.loudness, abs=1.5)


def test_bands_add_up_to_the_whole():
    both = noisy(5)
    assert np.allclose(np.sum(split(both, 180.0, 2500.0), axis=0), both, atol=1e-5)


def test_a_ducked_stem_is_quietest_behind_the_kick_and_comes_back():
    curve = duck_curve(np.array([0.5]), RATE, seconds=0.2)
    stem = ducked(np.ones(RATE, dtype=np.float32), curve, 12.0)
    assert stem[: RATE // 2].min() == 1.0
    assert 20 * np.log10(stem.min()) == pytest.approx(-12.0, abs=0.3)
    assert np.argmin(stem) / RATE == pytest.approx(0.5, abs=0.003)
    assert stem[int(0.71 * RATE) :].min() == 1.0

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.synth.corners import cornered
from edmstudio.synth.dynamics import duck_curve, ducked, expanded, limited, split
from edmstudio.synth.loudness import loudness_of
from edmstudio.synth.mix import choose_mix, leaning
from edmstudio.synth.mix_bus import mastered
from edmstudio.synth.placing import RATE
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES
from edmstudio.synth.tone import band_shares


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


def test_some_masters_lie_in_a_corner_of_the_spectrum():
    both = noisy(1, seconds=1)
    plain = band_shares(both)
    shares = [band_shares(cornered(both, Streams(seed).stream("corner"))) for seed in range(80)]
    changes = np.array(shares) - plain
    moved = np.abs(changes).max(axis=1) > 1.0
    assert 0.15 < moved.mean() < 0.5
    assert changes[:, 5].min() < -15  # no air
    assert changes[:, 2].min() < -3  # no low middle
    assert changes[:, 1].max() > 6  # mostly bass


def test_what_is_quiet_gets_quieter_and_what_is_loud_stays():
    both = noisy(3)
    both[:, RATE : 2 * RATE] *= np.float32(0.1)
    wide = expanded(both, 1.5)
    assert 20 * np.log10(wide[:, RATE + 8000 : 2 * RATE].std() / both[:, :RATE].std()) < -26
    assert wide[:, : RATE // 2].std() == pytest.approx(both[:, : RATE // 2].std(), rel=0.1)
    assert expanded(both, 1.0) is both


def test_in_some_mixes_the_kick_is_quieter_than_what_lies_between():
    plain = [choose_mix(STYLES["house"], Streams(seed).stream("mix")) for seed in range(300)]
    leant = [leaning(mix, Streams(seed).stream("leaning")) for seed, mix in enumerate(plain)]
    assert (
        0.1
        < np.mean(
            [a.gains["kick"] < b.gains["kick"] - 2 for a, b in zip(leant, plain, strict=True)]
        )
        < 0.3
    )
    assert 0.02 < np.mean([mix.expansion > 1.0 for mix in leant]) < 0.12
    assert 0.02 < np.mean([mix.loudness > -4.7 for mix in leant]) < 0.12


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

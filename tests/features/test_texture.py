"""The slow dimensions measure what they are named after."""

import numpy as np
import pytest

from edmstudio.domain.waveform import Waveform
from edmstudio.features.resample import RATE, rhythm_signal
from edmstudio.features.texture import HZ, texture

TIME = np.arange(RATE * 6) / RATE


def measured(*channels, rate=RATE):
    held = Waveform(np.stack(channels, axis=1).astype(np.float32), rate)
    return texture(held, rhythm_signal(held))


def sine(hertz, peak=0.5):
    return peak * np.sin(2 * np.pi * hertz * TIME)


@pytest.mark.parametrize(("hertz", "band"), [(40, 0), (100, 1), (600, 2), (5000, 3)])
def test_a_tone_sounds_in_its_own_band_at_its_own_level(hertz, band):
    bands = measured(sine(hertz)).bands[20:-20].mean(axis=0)

    assert bands[band] == pytest.approx(20 * np.log10(0.5 / np.sqrt(2)), abs=0.5)
    assert all(other < bands[band] - 20 for place, other in enumerate(bands) if place != band)


def test_loudness_of_a_full_scale_tone_is_that_of_the_standard():
    """BS.1770-4: a 997 Hz sine at full scale in one channel reads -3.01 LUFS."""
    assert measured(sine(997, 1.0)).loudness[20:-20].mean() == pytest.approx(-3.01, abs=0.1)


def test_deep_bass_is_less_loud_than_a_tone_of_the_same_level():
    assert measured(sine(30)).loudness[30] < measured(sine(1000)).loudness[30] - 3


def test_noise_is_flat_and_a_tone_is_not():
    noise = np.random.default_rng(0).normal(0, 0.1, len(TIME))

    assert measured(noise).flatness[30] > 0.4
    assert measured(sine(1000)).flatness[30] < 0.01


def test_the_centroid_is_in_octaves_above_20_hz():
    assert measured(sine(640)).centroid[30] == pytest.approx(5.0, abs=0.05)


def test_a_riser_rises():
    noise = np.diff(np.random.default_rng(0).normal(0, 0.1, len(TIME) + 1))

    assert measured(noise * np.linspace(0.02, 1.0, len(TIME))).rise[-5] > 4.0
    assert abs(measured(noise).rise[-5]) < 0.5


def test_width_is_none_in_mono_and_one_for_two_strangers():
    one, other = np.random.default_rng(0).normal(0, 0.1, (2, len(TIME)))

    assert measured(one).width.max() == 0.0
    assert measured(one, one).width.max() == 0.0
    assert measured(one, other).width[5:-5].mean() == pytest.approx(1.0, abs=0.1)
    assert measured(one, -one).width[5:-5].min() == 2.0


def test_frames_lie_a_tenth_of_a_second_apart_over_the_whole_track():
    assert len(measured(sine(100)).loudness) == pytest.approx(6 * HZ, abs=1)

"""Where the features say that a sound begins."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.domain.waveform import Waveform
from edmstudio.features.bands import band_levels
from edmstudio.features.flux import rises
from edmstudio.features.resample import RATE, rhythm_signal
from edmstudio.features.transients import transients


def click(seconds, rate=RATE, length=2.0):
    samples = np.zeros(int(length * rate), np.float32)
    first = round(seconds * rate)
    samples[first : first + rate // 50] = 0.5 * (-1.0) ** np.arange(rate // 50)
    return samples


@settings(max_examples=30, deadline=None)
@given(moment=st.floats(0.05, 1.8))
def test_a_click_rises_within_four_milliseconds_before_it_and_none_behind(moment):
    found = transients(click(moment))
    first = np.flatnonzero(found.rise > 0.5 * found.rise.max())[0] / found.hz
    assert moment - 0.004 <= first <= moment + 0.0015


def test_the_flux_of_a_click_peaks_within_two_frames_of_it():
    bands = band_levels(click(1.0))
    flux = rises(bands.levels).mean(axis=1)
    assert abs(flux.argmax() / bands.hz - 1.0) < 0.025


def test_a_glide_from_band_to_band_is_less_of_an_onset_than_a_new_note():
    t = np.arange(RATE * 2) / RATE
    glide = np.sin(2 * np.pi * np.cumsum(400.0 * 2.0 ** (t / 2.0)) / RATE).astype(np.float32) * 0.3
    note = np.where(t < 1.0, 0.0, np.sin(2 * np.pi * 600.0 * t)).astype(np.float32) * 0.3
    hz = band_levels(note).hz
    middle = slice(int(0.8 * hz), int(1.2 * hz))
    glides, notes = (rises(band_levels(x).levels).mean(axis=1)[middle].max() for x in (glide, note))
    assert glides < notes / 3


def test_silence_rises_nowhere():
    silent = np.zeros(RATE, np.float32)
    assert not transients(silent).rise.any()
    assert not band_levels(silent).levels.any()


def test_blocks_join_without_a_seam():
    noise = np.random.default_rng(0).normal(size=RATE * 40).astype(np.float32) * 0.1
    whole = band_levels(noise).levels
    part = band_levels(noise[220 * 1500 :]).levels
    assert whole[1510:3000] == pytest.approx(part[10:1500], abs=1e-3)


@pytest.mark.parametrize("rate", [8000, 44100, 96000])
def test_resampling_keeps_a_sound_in_its_place(rate):
    t = np.arange(rate) / rate
    hump = np.exp(-0.5 * ((t - 0.7) / 0.002) ** 2).astype(np.float32)
    at = rhythm_signal(Waveform(hump[:, None], rate))
    assert at.argmax() / RATE == pytest.approx(0.7, abs=0.0001)


def test_a_level_lies_in_the_band_of_its_frequency():
    tone = (0.5 * np.sin(2 * np.pi * 1000.0 * np.arange(RATE) / RATE)).astype(np.float32)
    bands = band_levels(tone)
    loudest = bands.centres[bands.levels[50].argmax()]
    assert loudest == pytest.approx(1000.0, rel=0.08)
    assert list(bands.between(0, 110)) == [i for i, c in enumerate(bands.centres) if c < 110]

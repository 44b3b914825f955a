import numpy as np
import pytest

from edmstudio.domain.key import NAMES
from edmstudio.domain.waveform import Waveform
from edmstudio.features.logfreq import LOWEST, logfreq
from edmstudio.features.logmel import HZ, logmel, mel_filters
from edmstudio.features.model_input import model_input
from edmstudio.features.resample import RATE


def click_at(second, seconds=3.0):
    signal = np.zeros(round(seconds * RATE), dtype=np.float32)
    signal[round(second * RATE)] = 1.0
    return signal


def test_mel_filters_are_librosas():
    librosa_filters = pytest.importorskip("librosa.filters")
    theirs = librosa_filters.mel(sr=RATE, n_fft=1024, n_mels=128, fmin=30, fmax=11000, norm=None)
    assert np.allclose(mel_filters(), theirs.T, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("second", [0.5, 1.0, 1.74])
def test_a_click_is_loudest_in_the_frame_at_its_second(second):
    loudness = logmel(click_at(second)).sum(axis=1)
    assert np.argmax(loudness) == round(second * HZ)


def test_the_loudest_bin_of_a_tone_is_its_note():
    for semitone in range(12, 48, 5):
        tone = np.sin(2 * np.pi * LOWEST * 2 ** (semitone / 12) * np.arange(4 * RATE) / RATE)
        loudest = int(np.argmax(logfreq(tone.astype(np.float32))[10]))
        assert NAMES[loudest // 2 % 12] == NAMES[semitone % 12]


@pytest.mark.parametrize("samples", [0, 1, 500, 44100])
def test_the_two_views_have_ten_to_one_frames_whatever_the_length(samples):
    heard = model_input(Waveform(np.zeros((samples, 2), dtype=np.float32), 44100))
    assert len(heard.mel) == pytest.approx(10 * len(heard.notes), abs=10)
    assert len(heard.notes) == len(heard.place)
    assert np.isfinite(heard.place).all()


def test_a_wide_track_says_so_and_a_mono_one_too():
    noise = np.random.default_rng(0).normal(0, 0.1, (44100, 1)).astype(np.float32)
    mono, wide = np.repeat(noise, 2, axis=1), np.concatenate([noise, -noise], axis=1)
    width = [model_input(Waveform(sound, 44100)).place[2, 1] for sound in (mono, wide)]
    assert width == pytest.approx([0.0, 1.0], abs=1e-3)

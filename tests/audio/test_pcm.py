"""Samples come back as they were, to half a step of 16 bits, and silence around them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.audio.pcm import Pcm
from edmstudio.domain.waveform import Waveform

SAMPLES = np.random.default_rng(0).uniform(-1, 1, (5000, 2)).astype(np.float32)


def test_samples_come_back_from_disk(tmp_path):
    Pcm.build(Waveform(SAMPLES, 48000)).save(tmp_path / "a.pcm")
    loaded = Pcm.load(tmp_path / "a.pcm")
    assert loaded.rate == 48000
    assert loaded.seconds == 5000 / 48000
    np.testing.assert_allclose(loaded.frames(0, 5000), SAMPLES, atol=0.51 / 32767)


@given(start=st.integers(-6000, 6000), count=st.integers(0, 9000))
def test_any_stretch_is_the_track_with_silence_around_it(start, count):
    pcm = Pcm.build(Waveform(SAMPLES, 44100))
    around = np.concatenate([np.zeros((6000, 2)), pcm.samples / 32767, np.zeros((11000, 2))])
    expected = around[6000 + start : 6000 + start + count]
    np.testing.assert_allclose(pcm.frames(start, count), expected, atol=1e-6)


def test_louder_than_full_scale_is_clipped_not_wrapped():
    loud = Pcm.build(Waveform(np.array([[2.0], [-2.0]], np.float32), 44100))
    assert loud.frames(0, 2).tolist() == [[1.0], [-1.0]]

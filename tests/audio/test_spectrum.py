"""A tone lights the row of its pitch, a click the column of its moment, at every zoom."""

import numpy as np
import pytest

from edmstudio.audio.peaks import Peaks
from edmstudio.audio.spectrum import ROWS, Spectrum, row_hz
from edmstudio.domain.refused import Refused
from edmstudio.domain.waveform import Waveform

RATE = 44100


def tone(hz: float, rate: int = RATE, seconds: float = 3.0) -> Waveform:
    time = np.arange(int(seconds * rate)) / rate
    samples = 0.5 * np.sin(2 * np.pi * hz * time)
    return Waveform(samples.astype(np.float32)[:, None], rate)


@pytest.mark.parametrize("rate", [11025, 44100, 48000, 96000])
@pytest.mark.parametrize("hz", [100.0, 440.0, 3000.0, 5000.0])
def test_a_tone_lights_its_own_row(rate, hz):
    picture = Spectrum.build(tone(hz, rate)).image(1, 2, 50)
    loudest = row_hz()[::-1][picture[:, 25].argmax()]
    assert abs(np.log2(loudest / hz)) < (0.25 if hz < 200 else 0.1)


def test_a_click_lights_its_own_column():
    samples = np.zeros((RATE * 4, 2), np.float32)
    samples[RATE * 2] = 1
    spectrum = Spectrum.build(Waveform(samples, RATE))
    for start, stop, width in ((1, 3, 200), (0, 4, 100), (1.9, 2.1, 400)):
        energy = spectrum.image(start, stop, width).astype(float).sum(axis=0)
        lit = np.flatnonzero(energy == energy.max())
        centre = start + (lit.mean() + 0.5) * (stop - start) / width
        assert centre == pytest.approx(2, abs=max(0.012, (stop - start) / width))


def test_coarser_levels_are_at_least_as_bright():
    sound = np.random.default_rng(0).normal(0, 0.1, (RATE * 60, 1)).astype(np.float32)
    spectrum = Spectrum.build(Waveform(sound, RATE))
    assert len(spectrum.levels) > 1
    for fine, coarse in zip(spectrum.levels, spectrum.levels[1:], strict=False):
        assert coarse.max(axis=0).tolist() == fine.max(axis=0).tolist()
        assert len(coarse) == -(-len(fine) // 4)


def test_silence_and_what_is_off_the_track_are_black():
    spectrum = Spectrum.build(Waveform(np.zeros((RATE, 2), np.float32), RATE))
    assert spectrum.image(0, 1, 30).max() == 0
    loud = Spectrum.build(tone(440))
    assert loud.image(-3, -1, 30).max() == loud.image(4, 5, 30).max() == 0


@pytest.mark.parametrize("frames", [1, 2, 511, 512, 513])
def test_a_track_may_be_shorter_than_a_window(frames):
    sound = Waveform(np.full((frames, 2), 0.5, np.float32), RATE)
    assert Spectrum.build(sound).image(0, sound.seconds, 7).shape == (ROWS, 7)


def test_a_saved_file_shows_the_same(tmp_path):
    spectrum = Spectrum.build(tone(440))
    spectrum.save(tmp_path / "a")
    loaded = Spectrum.load(tmp_path / "a")
    assert np.array_equal(loaded.image(0.5, 2, 99), spectrum.image(0.5, 2, 99))
    assert (loaded.seconds, loaded.hz) == (spectrum.seconds, spectrum.hz)


def test_a_file_of_another_kind_is_refused(tmp_path):
    Peaks.build(tone(440)).save(tmp_path / "a")
    with pytest.raises(Refused):
        Spectrum.load(tmp_path / "a")

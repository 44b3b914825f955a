import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.audio.spectrum import HIGHEST, LOWEST, Spectrum
from edmstudio.domain.waveform import Waveform
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.pitch_scale import PitchScale
from edmstudio.gui.canvas.spectrogram_lane import SpectrogramLane
from edmstudio.gui.look.theme import luminance
from edmstudio.gui.look.tokens import DARK
from tests.gui.canvas.test_painting import picture, pixels

HEIGHT, RATE = 240, 44100
scales = pytest.mark.parametrize("scale", PitchScale)


@given(st.sampled_from(PitchScale), st.floats(0.0, 1.0))
def test_a_height_says_a_pitch_and_the_pitch_that_height(scale, height):
    assert scale.height(scale.hz(height)) == pytest.approx(height, abs=1e-9)
    assert LOWEST - 1e-6 <= scale.hz(height) <= HIGHEST + 1e-6


def test_octaves_are_all_as_high_and_mel_gives_the_upper_ones_more():
    bounds = [125.0 * 2**octave for octave in range(7)]
    octaves, mel = (np.diff(scale.height(bounds)) for scale in PitchScale)
    assert octaves == pytest.approx(np.full(6, octaves[0]))
    assert (np.diff(mel) > 0).all()


@scales
@pytest.mark.parametrize("hz", [120.0, 1000.0, 6000.0])
def test_a_tone_is_drawn_at_the_height_of_its_pitch(scale, hz):
    time = np.arange(RATE) / RATE
    tone = Waveform(np.sin(2 * np.pi * hz * time).astype(np.float32)[:, None] * 0.5, RATE)
    image = SpectrogramLane(Spectrum.build(tone), DARK, scale).paint(0.3, 0.7, 32, HEIGHT)
    light = [luminance(image.pixelColor(16, y).name()) for y in range(HEIGHT)]
    rows = np.flatnonzero(np.array(light) == max(light))
    assert 1 - (rows.mean() + 0.5) / HEIGHT == pytest.approx(scale.height(hz), abs=0.02)


def test_switching_the_scale_draws_the_lane_and_its_marks_anew_and_nothing_else(canvas):
    octaves = picture(canvas)
    canvas.set_pitch(PitchScale.MEL)
    mel = picture(canvas)
    changed = (pixels(octaves, canvas.rect()) != pixels(mel, canvas.rect())).any(axis=(1, 2))
    box = canvas.view().layout.box(Lane.SPECTROGRAM)
    rows = np.flatnonzero(changed)
    assert rows.min() >= box.top()
    assert rows.max() < box.bottom()
    canvas.set_pitch(PitchScale.OCTAVES)
    assert picture(canvas) == octaves

"""Energy rises with what sounds, stays on its scale, and forgives silence."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.classic.hearing import hear
from edmstudio.classic.loudness import energy_of
from edmstudio.domain.waveform import Waveform
from tests.classic.arranged import BAR, RATE, arranged


def energy(waveform):
    return energy_of(hear(waveform))


def level(layers):
    return energy(arranged(((12, layers),))).level


def test_more_layers_drive_harder():
    assert level("pad") < level("kick hat") < level("kick hat bass pad")


def test_the_curve_has_a_point_a_second_and_follows_the_arrangement():
    held = arranged(((8, "pad"), (8, "kick hat bass pad")))

    found = energy(held)

    assert len(found.curve) == int(np.ceil(held.seconds))
    turn = int(8 * BAR)
    assert max(found.curve[: turn - 1]) < min(found.curve[turn + 1 : -1])


def test_silence_around_a_track_changes_nothing_of_its_level():
    music = arranged(((12, "kick hat bass pad"),)).samples
    quiet = np.zeros((60 * RATE, 1), np.float32)

    padded = energy(Waveform(np.concatenate([quiet, music, quiet]), RATE))

    assert padded.level == energy(Waveform(music, RATE)).level
    assert padded.curve[30] == 0.0


def test_quieter_is_calmer_but_never_off_the_scale():
    loud = arranged(((12, "kick hat bass pad"),)).samples

    levels = [energy(Waveform(loud * gain, RATE)).level for gain in (1.0, 0.2, 0.01)]

    assert levels == sorted(levels, reverse=True)
    assert levels[0] > levels[2] >= 1


@given(st.integers(0, 3 * RATE), st.floats(0.0, 4.0), st.integers(1, 2))
@settings(max_examples=25, deadline=None)
def test_whatever_sounds_is_on_the_scale(frames, gain, channels):
    samples = np.random.default_rng(frames).normal(0, gain, (frames, channels))

    found = energy(Waveform(samples.astype(np.float32), RATE))

    assert 1 <= found.level <= 10
    assert all(0.0 <= value <= 1.0 for value in found.curve)


def test_a_mono_track_drives_as_hard_as_the_same_in_stereo():
    mono, stereo = (arranged(((8, "kick hat bass"),), channels=count) for count in (1, 2))

    assert energy(mono).curve == pytest.approx(energy(stereo).curve, abs=1e-3)

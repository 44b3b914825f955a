"""The key follows the chords, whatever the tuning and the drums."""

import numpy as np
import pytest

from edmstudio.classic.hearing import hear
from edmstudio.classic.key_profile import chroma_scores
from edmstudio.decoding.key_choice import choose_key
from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.domain.waveform import Waveform
from edmstudio.features.chroma import chroma
from tests.classic.arranged import BAR, MAJOR, MINOR, RATE, arranged, put, tone

PROGRESSIONS = {  # steps of the roots from the tonic, one chord a bar
    MINOR: ((0, MINOR), (0, MINOR), (5, MINOR), (7, MINOR)),
    MAJOR: ((0, MAJOR), (0, MAJOR), (5, MAJOR), (7, MAJOR)),
}


def progression(key, bars=8, cents=0.0):
    """Chords of a key, one a bar, over their roots in the bass."""
    out = np.zeros(round(bars * BAR * RATE), np.float32)
    time = np.arange(round(BAR * RATE)) / RATE * 2 ** (cents / 1200)
    chords = PROGRESSIONS[MINOR if key.minor else MAJOR]
    for bar in range(bars):
        step, chord = chords[bar % 4]
        root = key.pitch + step
        sound = 0.1 * tone(36 + root % 12, time, 3)
        sound = sound + 0.06 * sum(tone(60 + (root + part) % 12, time, 4) for part in chord)
        put(out, bar * BAR, sound)
    return out


def key_scores(waveform):
    return chroma_scores(hear(waveform).chroma)


def heard_key(samples, rate=RATE):
    return choose_key(key_scores(Waveform(samples[:, None].astype(np.float32), rate))).key


@pytest.mark.parametrize("key", ALL_KEYS, ids=lambda key: key.classic)
def test_the_key_follows_the_chords_wherever_they_are_transposed(key):
    assert heard_key(progression(key)) == key


@pytest.mark.parametrize("cents", [-40.0, -20.0, 30.0])
def test_a_track_that_is_out_of_tune_keeps_its_key(cents):
    samples = progression(Key.parse("Am"), cents=cents)

    assert chroma(samples).tuning == pytest.approx(cents / 100, abs=0.06)
    assert heard_key(samples) == Key.parse("Am")


def test_drums_do_not_change_the_key():
    drums = arranged(((8, "kick hat"),)).samples[:, 0]
    chords = progression(Key.parse("Fm"))

    assert heard_key(chords + drums[: len(chords)]) == Key.parse("Fm")


def test_silence_in_most_of_a_track_does_not_change_its_key():
    quiet = np.zeros(RATE * 60, np.float32)

    assert heard_key(np.concatenate([quiet, progression(Key.parse("Dm"))])) == Key.parse("Dm")


@pytest.mark.parametrize("samples", [np.zeros((0, 1)), np.zeros((RATE, 1)), np.ones((1, 1))])
def test_without_sound_there_is_no_key(samples):
    scores = key_scores(Waveform(samples.astype(np.float32), RATE))

    assert not scores.any()
    assert choose_key(scores).key is None


def test_noise_is_trusted_less_than_chords():
    noise = np.random.default_rng(0).normal(0, 0.1, RATE * 15)
    sure = choose_key(key_scores(Waveform(progression(Key.parse("Am"))[:, None], RATE)))
    vague = choose_key(key_scores(Waveform(noise[:, None].astype(np.float32), RATE)))

    assert vague.confidence < 0.6 < sure.confidence

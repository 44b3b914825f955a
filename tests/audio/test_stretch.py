"""Slower and faster at the same pitch: beats stay where they are, attacks keep their force."""

import numpy as np
import pytest

from edmstudio.audio.attacks import find_attacks
from edmstudio.audio.orders import RAMP
from edmstudio.audio.player import Loop
from tests.audio.decks import RATE, Desk

FADE = round(RAMP * RATE)
BPM, FIRST, SECONDS = 128.0, 0.1, 12.0
BEATS = np.arange(FIRST, SECONDS - 0.5, 60 / BPM)
SHORT = round(0.02 * RATE)  # frames that are called the attack
SPEEDS = (0.25, 0.5, 0.75, 0.9, 1.1, 1.5, 2.0)


def drums(rate=RATE):
    """Kicks that fall in pitch, hats between them, a bass that never rests."""
    times = np.arange(round(SECONDS * rate)) / rate
    since = (times - FIRST) % (60 / BPM)
    fall = 2 * np.pi * (48 * since + 6 * (1 - np.exp(-since * 60)))
    kick = 0.6 * np.exp(-since * 14) * np.sin(fall) * np.minimum(since * 2000, 1)
    between = (times - FIRST - 30 / BPM) % (60 / BPM)
    hat = np.random.default_rng(0).normal(0, 0.1, len(times)) * np.exp(-between * 90)
    bass = 0.2 * np.sin(2 * np.pi * 55 * times)
    return ((kick + hat) * (times >= FIRST) + bass).astype(np.float32)[:, None]


DRUMS = drums()


def stretched(samples, speed, seconds, *, attacks=True):
    desk = Desk(samples)
    desk.player.set_speed(speed)
    if attacks:
        desk.run(0)
        desk.player._reel.finish()
        desk.run(0)
    desk.player.play()
    for _ in range(round(seconds / 0.05)):
        desk.run(0.05)
    desk.close()
    return desk.heard[FADE:, 0].astype(float)


def found(sound, wanted, near):
    """Frame within 15 ms of `near` where `sound` is most like `wanted`, and how like."""
    first = max(near - 660, 0)
    part = sound[first : near + 660 + len(wanted)]
    power = np.sqrt(np.convolve(part**2, np.ones(len(wanted)), "valid"))
    likeness = np.correlate(part, wanted, "valid") / (power * np.linalg.norm(wanted) + 1e-12)
    return first + int(np.argmax(likeness)), float(likeness.max())


@pytest.mark.parametrize("speed", SPEEDS)
def test_beats_stay_within_5_ms_and_attacks_within_a_tenth(speed):
    sound = stretched(DRUMS, speed, min((SECONDS - 1) / speed, 14))
    strayed, force = [], []
    for beat in BEATS:
        frame, expected = round(beat * RATE), round(beat / speed * RATE)
        if expected + 4000 > len(sound):
            break
        attack = DRUMS[frame : frame + SHORT, 0].astype(float)
        at, _ = found(sound, attack, expected)
        strayed.append((at - expected) / RATE)
        force.append(np.abs(sound[at : at + SHORT]).max() / np.abs(attack).max())
    assert len(strayed) >= 6
    assert np.abs(strayed).max() <= 0.005
    assert min(force) >= 0.9
    assert max(force) <= 1.1


@pytest.mark.parametrize("speed", SPEEDS)
def test_every_attack_is_heard_once(speed):
    clicks = np.random.default_rng(3).normal(0, 1e-3, (RATE * 4, 1)).astype(np.float32)
    clicks[1000::7000] = 0.9
    sound = stretched(clicks, speed, 3)
    expected = np.arange(1000, len(clicks), 7000) / speed
    expected = expected[expected < len(sound) - 2000]
    heard = np.flatnonzero(np.abs(sound[: round(expected[-1]) + 2000]) > 0.05)
    assert len(heard) == len(expected)
    assert np.abs(heard - expected).max() <= 0.0015 * RATE
    assert np.abs(sound[heard]).min() > 0.89


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.5])
def test_the_pitch_stays(speed):
    times = np.arange(RATE * 6) / RATE
    tone = (0.5 * np.sin(2 * np.pi * 220 * times)).astype(np.float32)[:, None]
    sound = stretched(tone, speed, 3)[2000:]
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    assert np.argmax(spectrum) * RATE / len(sound) == pytest.approx(220, abs=1)
    level = np.sqrt(np.convolve(sound**2, np.ones(2205) / 2205, "valid"))
    assert level.min() > 0.9 * 0.5 / np.sqrt(2)


def test_without_known_attacks_the_sound_still_never_strays_far():
    chance = np.random.default_rng(3)
    clicks = np.zeros((RATE * 4, 1), np.float32)
    clicks[::8820] = 0.9
    clicks += chance.normal(0, 1e-3, clicks.shape).astype(np.float32)
    sound = stretched(clicks, 0.8, 3, attacks=False)
    for at in np.flatnonzero(np.abs(sound) > 0.5):
        nearest = round(at * 0.8 / 8820) * 8820
        assert abs(at * 0.8 - nearest) <= 0.035 * RATE


def test_a_loop_at_half_speed_comes_round_in_twice_the_time_with_its_kick_intact():
    desk = Desk(DRUMS)
    desk.player.set_speed(0.5)
    desk.run(0)
    desk.player._reel.finish()
    start, end = BEATS[4], BEATS[6]
    desk.player.set_loop(Loop(start, end))
    desk.player.seek(start)
    desk.player.play()
    for _ in range(400):
        desk.run(0.02)
    desk.close()
    sound = desk.heard[FADE:, 0].astype(float)
    frame, period = round(start * RATE), 2 * (round(end * RATE) - round(start * RATE))
    attack = DRUMS[frame : frame + SHORT, 0].astype(float)
    for turn in range(4):
        at, likeness = found(sound, attack, turn * period)
        assert abs(at - turn * period) <= 2
        assert likeness > 0.999


def test_attacks_are_found_where_drums_are_struck():
    struck = find_attacks(DRUMS, RATE) / RATE
    expected = np.sort(np.concatenate([BEATS, BEATS + 30 / BPM]))
    for beat in expected[expected < SECONDS - 0.1]:
        assert -0.002 <= (beat - struck)[np.argmin(np.abs(beat - struck))] <= 0.002


def test_silence_and_a_steady_tone_have_no_attacks_but_the_first():
    assert len(find_attacks(np.zeros((RATE, 2), np.float32), RATE)) == 0
    times = np.arange(RATE * 2) / RATE
    tone = np.rint(20_000 * np.sin(2 * np.pi * 440 * times)).astype(np.int16)[:, None]
    assert len(find_attacks(tone, RATE)) <= 1

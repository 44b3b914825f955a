"""What is heard: clicks on their frames, loops and seeks without a step, a true playhead."""

import os

import numpy as np
import pytest

from edmstudio.audio.bands import Band, only
from edmstudio.audio.clicks import ClickKind, click_sounds
from edmstudio.audio.orders import RAMP, Volumes
from edmstudio.audio.player import Loop
from edmstudio.domain.grid import TempoMap
from tests.audio.decks import RATE, Desk, silence, slope

FADE = round(RAMP * RATE)
STEEPEST = np.pi / 2 / FADE  # of a fade from silence to full scale, in a frame


@pytest.fixture
def desk():
    made = []

    def make(*given, **named):
        made.append(Desk(*given, **named))
        return made[-1]

    yield make
    for each in made:
        each.close()


USUAL = Volumes()


def onsets(sound, kind=ClickKind.BEAT, gain=USUAL.click):
    """Frames where a click begins, found by the click's own first samples."""
    wanted = click_sounds(RATE)[kind][:400, 0] * gain
    likeness = np.correlate(sound[:, 0], wanted, "valid") / (wanted @ wanted)
    return [
        int(at)
        for at in np.flatnonzero(likeness > 0.99)
        if np.abs(sound[at : at + 400, 0] - wanted).max() < 1e-4
    ]


def where_one(sound):
    """First frame after each rise from nothing."""
    loud = np.abs(sound[:, 0]) > 0
    return np.flatnonzero(loud[1:] & ~loud[:-1]) + 1


def test_a_track_plays_as_it_is(desk):
    chance = np.random.default_rng(0)
    samples = chance.uniform(-0.5, 0.5, (RATE, 2)).astype(np.float32)
    played = desk(samples)
    played.player.play()
    played.run(1.2)
    heard = played.heard
    assert np.array_equal(heard[FADE : FADE + RATE], samples)
    assert not heard[FADE + RATE :].any()
    assert not played.player.playing


def test_whole_numbers_of_16_bits_are_heard_as_they_are(desk):
    samples = np.arange(-3000, 3000, dtype=np.int16)[:, None]
    played = desk(samples)
    played.player.play()
    played.run(0.2)
    expected = samples[:, 0] * np.float32(1 / 32767)
    assert np.array_equal(played.heard[FADE : FADE + 6000, 0], expected)
    assert np.array_equal(played.heard[:, 0], played.heard[:, 1])


@pytest.mark.parametrize("block", [1, 64, 441, 1024, 4099])
def test_clicks_begin_on_the_frames_of_the_grid(desk, block):
    grid = TempoMap.constant(0.1234567, 174.3)
    seconds = 1.0 if block == 1 else 3.0
    played = desk(silence(seconds))
    beats = grid.beats(0.0, seconds)
    played.player.click(beats, np.zeros(0))
    played.player.play()
    for _ in range(round(seconds * RATE / block) + 2):
        played.run(0, frames=block)
    expected = np.rint(beats * RATE).astype(int) + FADE
    assert onsets(played.heard) == [at for at in expected if at + 400 < len(played.heard)]


def test_a_downbeat_sounds_other_than_a_beat_and_a_tick_other_than_both(desk):
    played = desk(silence(2.0))
    played.player.click(
        np.array([0.0, 0.5, 1.0, 1.5]),
        np.array([0.0, 1.0]),
        cues=np.array([0.25]),
        sections=np.array([0.75]),
    )
    played.player.play()
    played.run(2.0)
    tick = USUAL.tick
    frames = {
        ClickKind.BEAT: onsets(played.heard),
        ClickKind.DOWNBEAT: onsets(played.heard, ClickKind.DOWNBEAT),
        ClickKind.CUE: onsets(played.heard, ClickKind.CUE, tick),
        ClickKind.SECTION: onsets(played.heard, ClickKind.SECTION, tick),
    }
    seconds = {kind: [(at - FADE) / RATE for at in found] for kind, found in frames.items()}
    assert seconds == {
        ClickKind.BEAT: [0.5, 1.5],
        ClickKind.DOWNBEAT: [0.0, 1.0],
        ClickKind.CUE: [0.25],
        ClickKind.SECTION: [0.75],
    }


def test_clicks_stay_with_the_track_at_another_speed(desk):
    played = desk(silence(4.0))
    played.player.click(np.arange(0.0, 4.0, 0.5), np.zeros(0))
    played.player.set_speed(0.8, keep_pitch=False)
    played.player.play()
    played.run(4.9)
    gaps = np.diff(onsets(played.heard))
    assert len(gaps) == 7
    assert np.abs(gaps - 0.5 / 0.8 * RATE).max() <= 1


def test_a_loop_comes_round_to_the_sample_and_its_click_with_it(desk):
    played = desk(silence(10.0))
    grid = TempoMap.constant(0.0, 127.3)
    played.player.click(grid.beats(0.0, 10.0), np.zeros(0))
    start, end = grid.seconds_at(4), grid.seconds_at(6)
    played.player.set_loop(Loop(start, end))
    played.player.seek(start)
    played.player.play()
    for _ in range(400):
        played.run(0.016)
    period = round(end * RATE) - round(start * RATE)
    middle = round(grid.seconds_at(5) * RATE) - round(start * RATE)
    expected = [FADE + turn * period + part for turn in range(10) for part in (0, middle)]
    found = onsets(played.heard)
    assert found == expected[: len(found)]
    assert len(found) >= 12


def test_a_loop_plays_its_whole_sound_again_and_again(desk):
    chance = np.random.default_rng(1)
    samples = chance.uniform(-0.5, 0.5, (RATE, 2)).astype(np.float32)
    played = desk(samples)
    first, last = 12_000, 21_000
    played.player.set_loop(Loop(first / RATE, last / RATE))
    played.player.seek(first / RATE)
    played.player.play()
    played.run(2.0)
    heard = played.heard[FADE:]
    period = last - first
    for turn in range(5):
        once = heard[turn * period : (turn + 1) * period - FADE]
        assert np.array_equal(once, samples[first : last - FADE])


def test_a_seam_makes_no_step(desk):
    played = desk(slope(4.0))
    played.player.set_loop(Loop(0.5, 3.5))
    played.player.seek(3.0)
    played.player.play()
    played.run(3.0)
    assert np.abs(np.diff(played.heard, axis=0)).max() <= STEEPEST * 0.75 + 1e-5


def test_loops_that_are_moved_and_resized_keep_the_beat(desk):
    played = desk(silence(20.0))
    played.player.click(np.arange(0.0, 20.0, 0.5), np.zeros(0))
    played.player.set_loop(Loop(4.0, 8.0))
    played.player.seek(4.0)
    played.player.play()
    for loop in (Loop(4.0, 8.0), Loop(4.0, 6.0), Loop(4.0, 5.0), Loop(8.0, 9.0), Loop(7.0, 9.0)):
        played.player.set_loop(loop)
        for _ in range(137):
            played.run(0.0171)
        assert loop.start <= played.player.position() < loop.end
    gaps = np.diff(onsets(played.heard))
    assert set(gaps) == {RATE // 2}


def test_halving_a_loop_behind_its_new_end_comes_back_at_the_same_phase(desk):
    played = desk(silence(20.0))
    played.player.set_loop(Loop(4.0, 8.0))
    played.player.seek(7.25)
    played.player.play()
    played.run(0, frames=FADE)
    played.player.set_loop(Loop(4.0, 6.0))
    assert played.run(0, frames=RATE // 4) == pytest.approx(5.5, abs=1 / RATE)


def test_another_grid_clicks_at_the_same_phase_of_the_track(desk):
    played = desk(silence(6.0))
    ours, theirs = TempoMap.constant(0.2, 120.0), TempoMap.constant(0.23, 121.0)
    played.player.play()
    expected = []
    for turn in range(10):
        grid = (ours, theirs)[turn % 2]
        played.player.click(grid.beats(0.0, 6.0), np.zeros(0))
        frames = np.rint(grid.beats(0.0, 6.0) * RATE).astype(int) + FADE
        begun = turn * 22_050
        expected += [at for at in frames if begun <= at < begun + 22_050]
        played.run(0, frames=22_050)
    found = onsets(played.heard)
    assert found == expected[: len(found)]
    assert len(found) >= 9


def test_a_leap_loses_no_time(desk):
    played = desk(slope(20.0))
    played.player.play()
    played.run(1.0)
    before = played.run(0)
    played.player.leap(4.0)
    assert played.run(1.0) == pytest.approx(before + 5.0, abs=1 / RATE)
    assert np.abs(np.diff(played.heard, axis=0)).max() <= STEEPEST * 0.5 + 1e-5


def test_a_jump_waits_for_its_moment_and_happens_once(desk):
    played = desk(silence(20.0))
    played.player.click(np.arange(0.0, 20.0, 0.5), np.zeros(0))
    played.player.play()
    played.run(0.8)
    played.player.jump(1.0, 10.0)
    played.run(0.1)
    assert played.player.position() < 1.0
    assert played.run(0.5) == pytest.approx(10.4 - RAMP, abs=2 / RATE)
    played.run(1.0)
    assert set(np.diff(onsets(played.heard))) == {RATE // 2}


def test_what_lies_at_the_playhead_is_struck_with_all_its_force(desk):
    samples = silence(2.0)
    samples[RATE : RATE + 50] = 0.9
    played = desk(samples)
    played.player.seek(1.0)
    played.player.play()
    played.run(0.1)
    assert np.array_equal(played.heard[FADE : FADE + 100], samples[RATE : RATE + 100])


def test_a_stop_fades_and_the_playhead_rests_where_it_was_asked_to(desk):
    played = desk(np.full((RATE * 4, 1), 0.8, np.float32))
    played.player.seek(1.0)
    played.player.play()
    at = played.run(1.0)
    played.player.pause()
    assert played.run(0.5) == at
    assert not played.player.playing
    assert not played.player.moving
    heard = played.heard
    assert heard[-1, 0] == 0
    assert np.abs(np.diff(heard, axis=0)).max() <= STEEPEST * 0.8 + 1e-5
    played.player.play()
    assert played.run(0.5) == pytest.approx(at + 0.5 - RAMP, abs=1 / RATE)


def test_the_playhead_is_what_is_heard_over_a_minute_of_loops_and_seeks(desk):
    """Each frame of the track carries its own number, so the sound itself says where it is."""
    frames = 30 * RATE
    numbers = np.arange(frames, dtype=np.int64)
    samples = np.stack([numbers >> 11, numbers & 2047], axis=1).astype(np.int16)
    played, chance = desk(samples), np.random.default_rng(2)
    played.player.play()
    checked = 0
    for tick in range(60 * 60):
        shown = played.run(1 / 60 + 1e-4 * chance.standard_normal())
        if tick % 50 == 7:
            start = chance.uniform(0, 25)
            played.player.set_loop(Loop(start, start + chance.uniform(0.1, 4)))
        if tick % 90 == 11:
            played.player.seek(chance.uniform(0, 28))
        if not played.player.playing:
            played.player.play()
        high, low = np.rint(played._kept[-1][-1] * 32767)
        number = int(high) * 2048 + int(low)
        if 0 < number < frames and samples[number, 1] == low and tick % 90 not in (11, 12):
            near = abs(shown * RATE - 1 - number)
            if near < 2048:  # else the frame lies within a fade, where two numbers are mixed
                checked += 1
                assert near <= 1
    assert checked > 3000


def test_a_device_of_another_rate_plays_the_same_pitch_in_the_same_time(desk):
    times = np.arange(RATE * 3) / RATE
    samples = (0.5 * np.sin(2 * np.pi * 997 * times)).astype(np.float32)[:, None]
    played = desk(samples, output_rate=48_000)
    played.player.play()
    assert played.run(2.0) == pytest.approx(2.0 - RAMP, abs=1 / RATE)
    heard = played.heard[1000:91_000, 0].astype(float)
    expected = 0.5 * np.sin(2 * np.pi * 997 * (np.arange(1000, 91_000) / 48_000 - RAMP))
    assert np.abs(heard - expected).max() < 2e-3


def test_a_turntable_changes_the_pitch_with_the_speed(desk):
    times = np.arange(RATE * 4) / RATE
    samples = (0.5 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)[:, None]
    played = desk(samples)
    played.player.set_speed(1.5, keep_pitch=False)
    played.player.play()
    assert played.run(1.0) == pytest.approx(1.5 * (1 - RAMP), abs=2 / RATE)
    spectrum = np.abs(np.fft.rfft(played.heard[1000:, 0] * np.hanning(len(played.heard) - 1000)))
    loudest = np.argmax(spectrum) * RATE / (len(played.heard) - 1000)
    assert loudest == pytest.approx(660, abs=2)


def test_scrubbing_is_heard_while_the_pointer_moves_and_silent_while_it_stands(desk):
    played = desk(np.full((RATE * 10, 1), 0.5, np.float32))
    for tick in range(30):
        played.player.scrub(2.0 + tick * 0.05)
        assert played.run(0.016) == pytest.approx(2.0 + tick * 0.05)
    moving = played.heard
    assert np.abs(moving).max() > 0.4
    assert np.abs(np.diff(moving, axis=0)).max() <= np.pi / 2 / (0.02 * RATE) * 0.5 + 1e-5
    played.run(0.1)
    played.run(0.2)
    assert not played.heard[-1000:].any()
    played.player.scrub(None)
    assert played.run(0.1) == pytest.approx(3.45)
    assert not played.player.playing


def test_a_track_that_plays_goes_on_where_the_scrub_let_go(desk):
    played = desk(slope(10.0))
    played.player.play()
    played.run(0.5)
    played.player.scrub(4.0)
    played.run(0.1)
    played.player.scrub(5.0)
    played.run(0.1)
    played.player.scrub(None)
    assert played.run(1.0) == pytest.approx(6.0, abs=0.05)


def test_a_window_that_closes_may_still_ask_where_the_playhead_is(desk):
    played = desk(silence(10.0))
    played.player.seek(3.0)
    played.player.close()
    played.player.set_speed(0.5)
    assert played.player.position() == 3.0


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="no way to ask for room")
def test_a_band_is_made_in_memory_where_the_disk_promises_no_room(monkeypatch):
    samples = np.random.default_rng(0).normal(0, 0.1, (RATE, 2)).astype(np.float32)
    usual = only(Band.LOW, samples, RATE)

    asked = []

    def full(file, offset, size):
        asked.append(size)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.posix_fallocate", full)
    assert np.array_equal(only(Band.LOW, samples, RATE), usual)
    assert asked == [RATE * 2 * 2], "a mapped page without room would end the process"


@pytest.mark.parametrize(("band", "kept", "gone"), [("low", 60, 5000), ("high", 5000, 60)])
def test_one_band_can_be_heard_alone(desk, band, kept, gone):
    times = np.arange(RATE * 4) / RATE
    sounds = {hz: 0.3 * np.sin(2 * np.pi * hz * times) for hz in (kept, gone)}
    played = desk(sum(sounds.values()).astype(np.float32)[:, None])
    played.player.solo(band)
    played.player._reel.finish()
    played.player.play()
    played.run(2.0)
    heard = played.heard[FADE + 4000 : FADE + 80_000, 0]
    assert np.abs(heard - sounds[kept][4000:80_000]).max() < 2e-3
    played.player.solo(None)
    played.run(0.1)
    played.run(0.5)
    at = round(played.player.position() * RATE)
    expected = sum(sounds.values())[at - 1000 : at]
    assert np.abs(played.heard[-1000:, 0] - expected).max() < 1e-4


def test_volumes_change_in_a_ramp(desk):
    played = desk(np.full((RATE * 4, 1), 0.8, np.float32))
    played.player.seek(1.0)
    played.player.play()
    played.run(0.5)
    played.player.set_volumes(Volumes(music=0.25))
    played.run(0.5)
    assert played.heard[-1, 0] == pytest.approx(0.2)
    assert np.abs(np.diff(played.heard, axis=0)).max() <= STEEPEST * 0.8 + 1e-5


def test_the_end_of_the_track_stops_and_playing_again_begins_at_its_start(desk):
    played = desk(silence(2.0))
    played.player.seek(1.5)
    played.player.play()
    assert played.run(1.0) == 2.0
    assert not played.player.playing
    played.player.play()
    assert played.run(0.5) == pytest.approx(0.5 - RAMP, abs=1 / RATE)


def test_sound_that_comes_late_is_heard_from_where_the_playhead_is(desk):
    played = desk()
    played.player.lasts(4.0)
    played.player.play()
    assert played.run(1.0) == pytest.approx(1.0 - RAMP, abs=1 / RATE)
    samples = slope(4.0, 22_050)
    played.player.load(samples, 22_050)
    played.run(0.5)
    at = played.player.position()
    assert at == pytest.approx(1.5 - 2 * RAMP, abs=2 / RATE)
    assert played.heard[-1, 0] == pytest.approx(at / 4, abs=1e-3)


def test_the_display_offset_shows_what_a_slow_headphone_plays(desk):
    played = desk(silence(4.0))
    played.player.play()
    played.run(1.0)
    shown = played.run(0)
    played.player.set_offset(0.2)
    assert played.run(0) == pytest.approx(shown - 0.2, abs=1 / RATE)

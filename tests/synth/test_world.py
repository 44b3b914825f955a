"""Rooms, echoes, sweeps, tapes and wear do to a track what they are named after, and keep time."""

from dataclasses import replace

import numpy as np
import pytest

from edmstudio.synth.clock import Pace, wind
from edmstudio.synth.dynamics import compressor_gain
from edmstudio.synth.family_a import tape, transitions
from edmstudio.synth.family_a.grammar import plan
from edmstudio.synth.family_a.kit import make_kit
from edmstudio.synth.family_a.rhythm import Rhythm
from edmstudio.synth.family_b.brake import brake
from edmstudio.synth.family_b.drums import Feel
from edmstudio.synth.family_b.form import KICK
from edmstudio.synth.family_b.grammar import grow
from edmstudio.synth.mix import choose_mix
from edmstudio.synth.mix_bus import widened
from edmstudio.synth.performance import Stems
from edmstudio.synth.placing import RATE
from edmstudio.synth.space import echo, reverb
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES
from edmstudio.synth.sweeps import phased, sweep, swept_mix
from edmstudio.synth.wear import aged, crackle, faded, worn


def chance(seed, name="test"):
    return Streams(seed).stream(name)


def hiss(seconds=4.0, seed=1):
    return np.random.default_rng(seed).normal(0, 0.2, (2, int(seconds * RATE))).astype(np.float32)


def at_120(bars):
    return wind(Pace(120.0), np.full(bars, 4), chance(0))


def decibels(sound):
    return 10 * np.log10(np.square(sound).mean() + 1e-12)


@pytest.mark.parametrize("seconds", [0.5, 1.5, 3.0])
def test_a_room_falls_by_60_decibels_in_its_time(seconds):
    wet = np.zeros((2, 4 * RATE), dtype=np.float32)
    wet[:, 100] = 1.0
    room = reverb(wet, seconds, chance(2))
    early = decibels(room[:, int(0.1 * seconds * RATE) : int(0.2 * seconds * RATE)])
    late = decibels(room[:, int(0.6 * seconds * RATE) : int(0.7 * seconds * RATE)])
    assert early - late == pytest.approx(30.0, abs=3.0)
    assert np.corrcoef(room)[0, 1] < 0.6


def test_an_echo_repeats_on_time_and_swaps_the_sides():
    wet = np.zeros((2, 2 * RATE), dtype=np.float32)
    wet[0, 0] = 1.0
    out = echo(wet, 0.375, 0.3)
    step = int(0.375 * RATE)
    assert out[1, step] == pytest.approx(0.3)
    assert out[0, 2 * step] == pytest.approx(0.18)
    assert np.count_nonzero(out) == 3


def test_a_compressor_holds_down_what_is_loud():
    loud = hiss()
    loud[:, : RATE * 2] *= np.float32(0.1)
    gain = compressor_gain(loud, ratio=4.0, attack=0.005, release=0.1)
    assert gain[RATE : 2 * RATE].min() > 0.99
    assert 20 * np.log10(gain[3 * RATE :].mean()) == pytest.approx(-4.5, abs=1.0)


@pytest.mark.parametrize("width", [0.0, 1.0, 1.6])
def test_the_sides_are_as_wide_as_the_mix_says_and_absent_below(width):
    mix = replace(choose_mix(STYLES["house"], chance(1)), width=width, mono_below=150.0)
    both = widened(hiss(), mix)
    side, plain = both[0] - both[1], hiss()[0] - hiss()[1]
    power = np.square(np.abs(np.fft.rfft(side))) + 1e-9
    before = np.square(np.abs(np.fft.rfft(plain)))
    hz = np.fft.rfftfreq(len(side), 1 / RATE)
    assert np.sqrt(power[hz > 1000].sum() / before[hz > 1000].sum()) == pytest.approx(
        width, abs=0.02
    )
    assert power[hz < 40].sum() < 0.05 * width**2 * before[hz < 40].sum() + 1e-3


def test_a_quarter_of_all_tracks_has_filters_that_turn():
    clock = at_120(24)
    moved = 0
    for seed in range(40):
        both = np.zeros((2, 48 * RATE), dtype=np.float32)
        both[:, ::5000] = 1.0
        moved += not np.array_equal(swept_mix(both.copy(), clock, chance(seed)), both)
    assert 0.1 < moved / 40 < 0.45


def test_a_sweep_takes_one_end_of_the_spectrum_away_and_leaves_the_rest_of_the_track():
    for seed in range(6):
        both = hiss()
        sweep(both, RATE, 3 * RATE, chance(seed))
        halves = [slice(RATE, 2 * RATE), slice(2 * RATE, 3 * RATE)]
        powers = [
            np.square(np.abs(np.fft.rfft(both[0, half]))) / np.square(np.abs(np.fft.rfft(plain)))
            for half in halves
            for plain in [hiss()[0, half]]
        ]
        shut = min(10 * np.log10(np.median(p[band])) for p in powers
                   for band in (slice(30, 80), slice(12000, 18000)))  # fmt: skip
        assert shut < -6
        assert np.array_equal(both[:, :RATE], hiss()[:, :RATE])
        assert np.array_equal(both[:, 3 * RATE :], hiss()[:, 3 * RATE :])


def test_a_phaser_wanders_through_what_is_played_in_some_tracks():
    moved, plain = 0, hiss(12.0)
    for seed in range(60):
        both = plain.copy()
        phased(both, chance(seed))
        if np.array_equal(both, plain):
            continue
        moved += 1
        parts = [slice(k * RATE, (k + 1) * RATE) for k in range(0, 12, 2)]
        ratios = np.array([
            np.abs(np.fft.rfft(both[0, p])) / (np.abs(np.fft.rfft(plain[0, p])) + 1e-6)
            for p in parts
        ])[:, 200:8000]  # fmt: skip
        assert np.abs(np.log(np.median(ratios.reshape(6, -1, 200), axis=2))).max() > 0.3
    assert 0.05 < moved / 60 < 0.3


def test_most_tracks_are_worn_a_little_and_never_past_full_scale():
    both = hiss(3.0)
    found = [worn(both.copy(), Streams(seed), end=2.5) for seed in range(60)]
    assert all(np.abs(one.both).max() <= 1.0 for one in found)
    lengths = {one.both.shape[1] for one in found}
    assert {one.rate for one in found} >= {44100, 48000, 22050}
    assert len(lengths) > 3


def test_fades_lead_in_and_out_and_some_files_are_quiet():
    loud = np.full((2, 30 * RATE), 0.5, dtype=np.float32)
    kinds = {"in": 0, "out": 0, "quiet": 0}
    for seed in range(60):
        sound = faded(loud, chance(seed))
        kinds["in"] += sound[0, 0] == 0.0
        kinds["out"] += sound[0, -1] == 0.0
        kinds["quiet"] += np.ptp(sound) == 0.0
    assert sum(kinds.values()) == 60
    assert min(kinds.values()) > 5


def test_age_narrows_the_band_the_bits_or_the_stage():
    both = hiss()
    kinds = [aged(both, chance(seed)) for seed in range(40)]
    assert any(np.array_equal(one[0], one[1]) for one in kinds)  # mono
    assert any(len(np.unique(one)) < 2500 for one in kinds)  # few bits
    assert any(decibels(one) < decibels(both) - 3 for one in kinds)  # dull


def test_dust_lies_on_both_sides_of_a_record_and_under_it_rumbles_the_platter():
    dust = crackle(20 * RATE, chance(3))
    assert (np.abs(dust) > 0.01).sum(axis=1).min() > 5
    spectrum = np.abs(np.fft.rfft(dust[0]))
    hz = np.fft.rfftfreq(dust.shape[1], 1 / RATE)
    assert spectrum[(hz > 10) & (hz < 60)].mean() > 5 * spectrum[(hz > 2000)].mean()


def test_a_tape_that_stops_sinks_in_pitch_and_leaves_the_next_beat_where_it_was():
    rhythm = Rhythm(at_120(4), 0.5, 0.0)
    stems = Stems.silent(8 * RATE)
    stems.music[:] = np.sin(2 * np.pi * 440 * np.arange(8 * RATE) / RATE)
    before = stems.music.copy()
    tape.slow_down(stems, rhythm, [(6.0, 8.0)])
    sung = stems.music[0, 3 * RATE : 4 * RATE]
    turns = np.flatnonzero(np.diff(np.signbit(sung)))
    first, last = np.diff(turns)[:10].mean(), np.diff(turns)[-10:].mean()
    assert first == pytest.approx(RATE / 880, rel=0.1)
    assert last > 3 * first
    assert np.abs(sung[-200:]).max() < 0.05
    assert np.array_equal(stems.music[:, 4 * RATE :], before[:, 4 * RATE :])
    assert np.array_equal(stems.music[:, : 3 * RATE], before[:, : 3 * RATE])


def test_tapes_stop_before_loud_sections_and_where_nothing_changes_in_few_tracks():
    stopped, strays = 0, 0
    for seed in range(500):
        whole = plan(STYLES["house"], chance(seed, "form"), longest=120)
        habits = transitions.choose_habits(chance(seed, "habits"), announced=whole.announced)
        rhythm = Rhythm(at_120(whole.bars), 0.5, 0.0)
        gaps = transitions.gaps(whole, habits, rhythm, chance(seed, "effects"))
        stops = tape.choose_stops(whole, habits, rhythm, gaps, chance(seed, "tape"))
        stopped += bool(stops)
        strays += len(set(stops) - set(gaps))
    assert 0.005 < stopped / 500 < 0.1
    assert strays > 0


def test_a_hand_on_the_platter_takes_the_kicks_of_the_beat_with_it():
    held = 0
    for seed in range(120):
        form = grow(STYLES["house"], chance(seed, "form"), longest=30)
        clock = at_120(form.bars)
        stems = Stems.silent(form.bars * 2 * RATE)
        stems.kick[:] = 1.0
        levels = form.layers.copy()
        for begin, end in brake(stems, Feel(clock, np.zeros(16)), form=form, chance=chance(seed)):
            first, last = int(begin * RATE / 2), int(end * RATE / 2)
            assert end - begin == 1.0
            assert stems.kick[first + 1000 : last].max() < 1e-6
            assert stems.kick[last] == 1.0
            bar = int(end / 4) - 1
            assert form.layers[bar, KICK] == pytest.approx(0.75 * levels[bar, KICK])
            held += 1
    assert held > 0


def test_a_roll_doubles_and_doubles_again():
    rhythm = Rhythm(at_120(8), 0.5, 0.0)
    kit = make_kit(chance(0), "four", 0.5)
    where = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transitions, "place", lambda stem, sound, frame, gain: where.append(frame))
        transitions.roll(Stems.silent(1), kit, rhythm, span=(0, 8), chance=chance(1))
    apart = np.diff(where) / RATE
    assert (np.diff(apart) < 0.002).all()
    assert apart[0] / apart[-1] == pytest.approx(8.0, rel=0.01)

"""Sounds placed by the clock are found in the audio at the samples that the labels say."""

import numpy as np
import pytest

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.clock import Pace, wind
from edmstudio.synth.mix_bus import mixed
from edmstudio.synth.performance import LAYERS, Activity, KeySpan, Performance, Span, Stems
from edmstudio.synth.placing import RATE, frames_of, place, place_many
from edmstudio.synth.render import FAMILIES, labelled
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES
from edmstudio.synth.wear import Worn, converted, cut_off, turned


def clicking(bpm=126.37, bars=12, start=0.4123):
    """A performance of nothing but clicks on its beats."""
    clock = wind(Pace(bpm, start=start), np.full(bars, 4), Streams(0).stream("x"))
    stems = Stems.silent(int((clock.bar_seconds()[-1] + 1.0) * RATE))
    click = (0.7 ** np.arange(40)).astype(np.float32)
    place_many(stems.kick, click, frames_of(clock.beat_seconds()), np.ones(4 * bars))
    silent = np.zeros(bars, dtype=np.float32)
    layers = np.zeros((bars, len(LAYERS)), dtype=np.float32)
    layers[:, 0] = 1.0
    return Performance(
        clock=clock, stems=stems, kicks=clock.beat_seconds(),
        spans=(Span(SectionLabel.INTRO, 0), Span(SectionLabel.DROP, 4)),
        activity=Activity(layers, silent, silent), keys=(KeySpan(None, 0),),
    )  # fmt: skip


def found_near(sound, frames, reach=400):
    """The steepest rise near each frame."""
    rise = np.abs(np.diff(sound, prepend=0.0))
    return np.array([f - reach + np.argmax(rise[f - reach : f + reach]) for f in frames])


@pytest.mark.parametrize("style", ["house", "dubstep", "downtempo", "hardstyle"])
def test_the_desk_leaves_every_click_at_its_sample(style):
    performance = clicking()
    both = mixed(performance, STYLES[style], Streams(5).within(style))
    frames = frames_of(performance.clock.beat_seconds())
    assert np.abs(found_near(both.mean(axis=0), frames) - frames).max() <= 2


def kicks_alone(family, style, seed):
    """A track's kick stem, and the labelled kicks before which it is silent."""
    performance = FAMILIES[family](STYLES[style], Streams(seed).within(family, style), 0.6)
    frames = frames_of(performance.kicks)
    frames = frames[(frames > 300) & (frames < len(performance.stems.kick) - 300)]
    sound = np.abs(performance.stems.kick)
    return sound, [f for f in frames if sound[f - 200 : f].max() < 1e-7]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("style", ["techno", "drum and bass"])
def test_each_kick_begins_at_the_sample_that_its_label_says(family, style):
    tracks = (kicks_alone(family, style, seed) for seed in range(20, 60))
    sound, alone = next(track for track in tracks if len(track[1]) > 10)
    for frame in alone:
        assert np.flatnonzero(sound[frame : frame + 300] > 1e-7)[0] <= 1


def test_wow_moves_the_labels_with_the_sound():
    performance = clicking(bars=24)
    both = np.repeat(performance.stems.kick[None], 2, axis=0)
    chance = Streams(8).stream("wear")
    bent, warp = turned(both, chance)
    moved = warp(performance.clock.beat_seconds())
    assert np.abs(moved - performance.clock.beat_seconds()).max() > 2e-5
    assert np.abs(found_near(bent.mean(axis=0), frames_of(moved)) - frames_of(moved)).max() <= 2


def test_some_recordings_stop_with_the_last_bar_and_some_go_on_in_silence():
    both = np.ones((2, 5 * RATE), dtype=np.float32)
    cut = [cut_off(both, 2.5, Streams(seed).stream("end")) for seed in range(200)]
    seconds = np.array([sound.shape[1] / RATE for sound in cut])
    assert 0.1 < (seconds == 2.5).mean() < 0.3
    assert 0.03 < (seconds > 5.0).mean() < 0.2
    assert all((sound[:, 5 * RATE :] == 0).all() for sound in cut)


def test_another_sample_rate_leaves_the_seconds_alone():
    performance = clicking(bars=1)
    both = np.repeat(performance.stems.kick[None], 2, axis=0)
    rates = set()
    for seed in range(250):
        sound, rate = converted(both, Streams(seed).stream("rate"))
        if rate in rates:
            continue
        rates.add(rate)
        frames = np.rint(performance.clock.beat_seconds() * rate).astype(int)
        assert np.abs(found_near(sound.mean(axis=0), frames) - frames).max() <= 2
    assert rates == {44100, 48000, 32000, 22050}


def test_labels_stand_on_the_finished_audio_and_follow_a_codecs_delay():
    performance = clicking()
    both = np.repeat(performance.stems.kick[None], 2, axis=0)
    labels = labelled(Worn(both, RATE, lambda t: t), performance, STYLES["house"]).labels
    later = labels.later(1105 / RATE)
    assert later.beats == pytest.approx(labels.beats + 1105 / RATE)
    assert later.tempo_map.anchors[0].seconds == pytest.approx(0.4123 + 1105 / RATE)
    assert later.sections[0].start == 0.0
    assert later.sections[1].start == pytest.approx(labels.sections[1].start + 1105 / RATE)


def test_a_sound_that_begins_before_the_track_is_cut_not_moved():
    stem = np.zeros(10, dtype=np.float32)
    place(stem, np.arange(6, dtype=np.float32), -2)
    place(stem, np.ones(6, dtype=np.float32), 7, 10.0)
    assert stem.tolist() == [2, 3, 4, 5, 0, 0, 0, 10, 10, 10]

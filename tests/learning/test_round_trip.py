from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from edmstudio.domain.waveform import Waveform
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.learning import corpus
from edmstudio.learning.corpus import Order, make
from edmstudio.learning.round_trip import CODECS, choose_codec, through
from edmstudio.synth.render import render

SEED, STYLE = 3, "uk garage"


@pytest.fixture(scope="module")
def rendering():
    return render(SEED, STYLE, minutes=0.4)


def clicking(rendering):
    """The same rendering with nothing but a click on each of its beats."""
    rate = rendering.waveform.rate
    samples = np.zeros_like(rendering.waveform.samples)
    burst = np.hanning(12)[:, None] * 0.7 * np.cos(np.arange(12) * 1.5)[:, None]
    for beat in rendering.labels.beats:
        at = round(beat * rate)
        samples[at : at + 12] += burst[: len(samples) - at]
    return replace(rendering, waveform=Waveform(samples, rate))


@pytest.mark.parametrize("name", sorted(CODECS))
def test_a_click_stays_on_its_beat_through_a_codec(rendering, name):
    heard = through(clicking(rendering), name)
    mono, rate = np.abs(heard.waveform.mono()), heard.waveform.rate
    inner = heard.labels.beats[1:-1]
    assert len(inner) > 20
    for beat in inner:
        first = round((beat - 0.08) * rate)
        found = (first + int(np.argmax(mono[first : first + round(0.16 * rate)])) - 6) / rate
        assert found == pytest.approx(beat, abs=0.001)


@pytest.mark.parametrize("name", ["aac-128", "mp3-bare", "ogg"])
def test_the_labels_cover_what_comes_back(rendering, name):
    heard = through(rendering, name)
    sections = heard.labels.sections
    assert heard.labels.seconds == heard.waveform.seconds
    assert (sections[0].start, sections[-1].end) == (0.0, heard.waveform.seconds)
    assert all(left.end == right.start for left, right in pairwise(sections))
    moved = CODECS[name].late / rendering.waveform.rate
    assert np.allclose(
        [cue.seconds for cue in heard.labels.cues],
        [cue.seconds + moved for cue in rendering.labels.cues],
    )
    assert np.allclose(heard.labels.clock.seconds, rendering.labels.clock.seconds + moved)


def test_a_share_of_the_tracks_goes_through_a_codec_and_always_the_same():
    chosen = [choose_codec(0.3, seed, STYLE, "a") for seed in range(600)]
    assert 0.25 < np.mean([name != "" for name in chosen]) < 0.35
    assert set(chosen) == {"", *CODECS}
    assert chosen[:20] == [choose_codec(0.3, seed, STYLE, "a") for seed in range(20)]
    assert not any(choose_codec(0.0, seed, STYLE, "a") for seed in range(50))


def test_a_corpus_holds_what_came_back(tmp_path, monkeypatch, rendering):
    monkeypatch.setattr(corpus, "render", lambda *_: rendering)
    make(Watch(), Inline(), [Order(SEED, STYLE, "a", "mp3-bare")], tmp_path)
    (path,) = corpus.names(tmp_path)
    truth = corpus.read(path).truth
    late = truth["beats"][5] - rendering.labels.beats[5]
    assert late == pytest.approx(1105 / rendering.waveform.rate, abs=1e-6)

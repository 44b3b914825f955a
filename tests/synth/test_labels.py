from itertools import pairwise

import numpy as np
import pytest

from edmstudio.domain.cues import CueKind
from edmstudio.domain.sections import SectionLabel, is_partition
from edmstudio.synth.labels import label, phrases_of
from edmstudio.synth.measured_energy import measured_energy
from edmstudio.synth.performance import LAYERS, Activity, Span
from edmstudio.synth.render import FAMILIES
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES

AT_SECTIONS = {
    CueKind.BUILD: SectionLabel.BUILD,
    CueKind.DROP: SectionLabel.DROP,
    CueKind.BREAK: SectionLabel.BREAK,
}


def labels_of(style, family, seed=31):
    performance = FAMILIES[family](STYLES[style], Streams(seed).within(family, style), 0.4)
    energy = np.full(performance.clock.bars, 5)
    seconds = performance.stems.kick.shape[-1] / 44100
    return label(performance, seconds=seconds, energy=energy, genre=style)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("style", STYLES)
def test_labels_are_valid_in_every_style(style, family):
    labels = labels_of(style, family)
    assert is_partition(labels.sections)
    assert labels.sections[0].start == 0.0
    assert labels.sections[-1].end == labels.seconds
    lines, beats = labels.clock.bar_seconds(), labels.clock.beat_seconds()
    for section in labels.sections[1:]:
        assert np.abs(lines - section.start).min() < 1e-9
    starts = {(section.start, section.label) for section in labels.sections}
    for cue in labels.cues:
        ground = beats if cue.kind is CueKind.VOCAL else lines
        assert np.abs(ground - cue.seconds).min() < 1e-9
        if cue.kind in AT_SECTIONS and cue.seconds > lines[lines >= 0][0]:
            assert (cue.seconds, AT_SECTIONS[cue.kind]) in starts
    kinds = [cue.kind for cue in labels.cues]
    assert kinds.count(CueKind.MIX_IN) == kinds.count(CueKind.MIX_OUT) == 1
    assert list(labels.cues) == sorted(labels.cues)
    assert set(kinds) <= set(list(CueKind)[:7])


def test_annotations_and_truth_say_the_same():
    labels = labels_of("trance", "a")
    held, truth = labels.annotations(), labels.truth()
    assert [cue["time"] for cue in truth["cues"]] == [cue.seconds for cue in held.cues]
    assert truth["energy"] == held.energy.level
    assert truth["key"] == (held.key.name if held.key else None)
    assert held.grid.downbeats(0.0, labels.seconds)[: len(truth["downbeats"])] == pytest.approx(
        truth["downbeats"], abs=1e-6
    )
    assert {row["phrase"] for row in truth["bars"]} == set(range(1, labels.phrases.max() + 2))


def test_phrases_count_eight_bars_and_begin_with_every_section():
    spans = (Span(SectionLabel.INTRO, 0), Span(SectionLabel.DROP, 12))
    assert phrases_of(spans, 20).tolist() == [0] * 8 + [1] * 4 + [2] * 8


def test_energy_follows_what_sounds():
    lines = np.arange(9) * 2.0
    silent = np.zeros((8, len(LAYERS)), dtype=np.float32)
    full = silent.copy()
    full[4:] = 0.6
    activity = Activity(full, silent[:, 0], silent[:, 0])
    sound = np.zeros(16 * 8000, dtype=np.float32)
    sound[8 * 8000 :] = 0.4 * np.sin(np.arange(8 * 8000) * 0.2)
    energy = measured_energy(sound, 8000, lines, activity, drive=0.6)
    assert energy[:4].tolist() == [1] * 4
    assert (energy[4:] >= 8).all()
    softer = measured_energy(sound * 0.1, 8000, lines, activity, drive=0.6)
    assert (softer[4:] < energy[4:]).all()
    calmer = measured_energy(sound, 8000, lines, activity, drive=0.2)
    assert (calmer[4:] < energy[4:]).all()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_voice_is_active_in_the_bars_in_which_it_sings(family):
    tracks = (
        FAMILIES[family](STYLES["edm-pop"], Streams(seed).within(family, "edm-pop"), 0.6)
        for seed in range(20)
    )
    performance = next(track for track in tracks if track.stems.vocals.any())
    edges = np.maximum(np.rint(performance.clock.bar_seconds() * 44100).astype(int), 0)
    stem = performance.stems.vocals[0]
    sung = np.array([
        np.abs(stem[a:b]).max(initial=0.0) > 1e-3 for a, b in pairwise(edges)
    ])  # fmt: skip
    said = performance.with_heard_voice().activity.layer("vocal") > 0.05
    assert sung.any()
    assert not said[~sung].any()
    assert said[sung].mean() > 0.8

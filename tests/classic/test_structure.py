"""Sections are found where layers switch, and nothing that can be played breaks the analysis."""

import json

import numpy as np
import pytest

from edmstudio.classic.hearing import hear
from edmstudio.classic.structure import activations_on
from edmstudio.decoding.cue_choice import choose_cues
from edmstudio.decoding.section_path import map_sections
from edmstudio.domain.cues import CueKind
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.sections import SectionLabel, is_partition
from edmstudio.domain.waveform import Waveform
from edmstudio.metrics.hits import hits
from tests.classic.arranged import BAR, BPM, arranged

CLUB = (
    (16, "kick hat"),
    (16, "kick hat bass pad"),
    (8, "pad"),
    (8, "pad riser"),
    (16, "kick hat bass pad"),
    (8, "kick hat"),
)
LINES = np.cumsum([0, *(bars for bars, _ in CLUB)])


@pytest.fixture(scope="module")
def club():
    return arranged(CLUB, first=0.4)


@pytest.fixture(scope="module")
def grid():
    return TempoMap.constant(0.4, BPM)


def sections_of(bars, end):
    return map_sections(bars, end).sections


def bars_where_sections_begin(sections, first=0.4):
    return [round((section.start - first) / BAR) for section in sections[1:]]


def test_sections_begin_where_layers_come_and_go(club, grid):
    sections = sections_of(activations_on(hear(club), grid), club.seconds)

    begun = bars_where_sections_begin(sections)

    assert {16, 32, 48} <= set(begun)  # the bass comes, the drums go, the drums come back
    assert hits(LINES[1:-1], begun, 0.0).f >= 0.8
    assert all(bar % 8 == 0 for bar in begun)


def test_drums_and_bass_are_a_drop_and_what_has_neither_is_a_break_or_build(club, grid):
    sections = sections_of(activations_on(hear(club), grid), club.seconds)

    def label_at(bar):
        moment = 0.4 + bar * BAR
        return next(s.label for s in sections if s.start <= moment < s.end)

    assert label_at(2) is SectionLabel.INTRO
    assert label_at(24) in {SectionLabel.DROP, SectionLabel.VERSE}
    assert label_at(36) in {SectionLabel.BREAK, SectionLabel.BUILD}
    assert label_at(56) in {SectionLabel.DROP, SectionLabel.VERSE}


def test_the_drop_gets_its_cue_on_its_first_downbeat(club, grid):
    bars = activations_on(hear(club), grid)

    cues = choose_cues(sections_of(bars, club.seconds), grid, bars)

    drops = [cue.seconds for cue in cues if cue.kind is CueKind.DROP]
    assert cues[0].kind is CueKind.FIRST_BEAT
    assert any(seconds == pytest.approx(0.4 + 48 * BAR) for seconds in drops)


def test_a_bar_line_where_nothing_changes_is_no_boundary(grid):
    even = arranged(((48, "kick hat bass pad"),), first=0.4)

    boundary = activations_on(hear(even), grid).boundary

    assert boundary[1:].max() < 0.5
    assert len(sections_of(activations_on(hear(even), grid), even.seconds)) <= 2


def test_bars_of_the_same_layers_are_alike(club, grid):
    likeness = activations_on(hear(club), grid).likeness[:-1]  # without the bar that is cut short
    unit = likeness / np.linalg.norm(likeness, axis=1, keepdims=True)

    alike = unit @ unit.T

    assert alike[20, 52] > 0.8  # both full
    assert alike[20, 36] < 0.2  # full against pad alone


def test_energy_follows_the_layers(club, grid):
    energy = activations_on(hear(club), grid).energy

    assert energy[24] > energy[4] > energy[36]


def test_silence_in_front_and_behind_is_said_to_be_silence(grid):
    music = arranged(((16, "kick hat bass pad"),))
    quiet = np.zeros((round(8 * BAR * music.rate), 1), np.float32)
    held = Waveform(np.concatenate([quiet, music.samples, quiet]), music.rate)

    sections = sections_of(activations_on(hear(held), TempoMap.constant(0, BPM)), held.seconds)

    assert sections[0].label is sections[-1].label is SectionLabel.SILENCE
    assert sections[1].start == pytest.approx(8 * BAR)


NOISE = np.random.default_rng(0)
ODD = {
    "nothing": np.zeros((0, 2)),
    "one sample": np.ones((1, 1)),
    "1.3 seconds": NOISE.normal(0, 0.1, (28665, 2)),
    "silence": np.zeros((220500, 2)),
    "not a number": np.full((44100, 1), np.nan),
    "full scale square": np.sign(np.sin(np.arange(110250) / 9.0))[:, None],
}


@pytest.mark.parametrize("samples", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("rate", [11025, 22050, 96000])
@pytest.mark.parametrize("grid", [None, TempoMap.constant(0.3, 174.0)], ids=["no grid", "grid"])
def test_whatever_can_be_decoded_gets_finite_evidence_and_whole_sections(samples, rate, grid):
    held = Waveform(samples.astype(np.float32), rate)

    bars = activations_on(hear(held), grid)
    found = map_sections(bars, held.seconds)

    assert all(np.isfinite(part).all() for part in (bars.boundary, bars.label, bars.likeness))
    assert np.exp(bars.label).sum(axis=1) == pytest.approx(np.ones(len(bars.label)), abs=1e-4)
    assert is_partition(found.sections)
    if held.seconds:
        assert (found.sections[0].start, found.sections[-1].end) == (0.0, held.seconds)
    assert 0.0 <= found.trust <= 1.0


def test_boundaries_of_real_tracks_are_found(shared_data):
    soundfile = pytest.importorskip("soundfile")
    scores = []
    for name in (
        "CapDan-TwilightArea-OriginalByAlf42red",
        "Oglsdl-PpTrip",
        "Popsip-Electric_Dancer",
    ):
        truth = shared_data / "audio" / f"{name}.json"
        known = json.loads(truth.read_text())
        samples, rate = soundfile.read(truth.with_suffix(".ogg"), dtype="float32", always_2d=True)
        held = Waveform(samples, rate)
        grid = TempoMap.constant(known["downbeats"][0], known["bpm"])
        found = sections_of(activations_on(hear(held), grid), held.seconds)
        true = [section["start"] for section in known["sections"][1:]]
        inner = [s.start for s in found[1:] if s.start < known["sections"][-1]["end"] - 0.5]
        scores.append(hits(true, inner, 0.5).f)
    assert np.mean(scores) >= 0.5


def test_the_bars_follow_a_grid_that_changes_its_tempo():
    held = arranged(((24, "kick hat"),))
    grid = TempoMap((Anchor(0, 0.0, 128.0), Anchor(32, 8 * BAR, 120.0)))

    lengths = np.diff(activations_on(hear(held), grid).starts)

    assert lengths[:8] == pytest.approx(np.full(8, BAR))
    assert lengths[8:] == pytest.approx(np.full(len(lengths) - 8, 2.0))

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.sections import Section, SectionLabel, is_partition
from edmstudio.synth.noise import leave_behind
from edmstudio.synth.noise_sources import SOURCES, scaled
from edmstudio.synth.streams import Streams

GRID = TempoMap.constant(0.25, 128.125)
LINES = [0.0, *(float(GRID.seconds_at(4 * bar)) for bar in (16, 32, 40, 72, 88, 96, 128)), 260.0]
LABELS = ["intro", "verse", "build", "drop", "break", "build", "drop", "outro"]
TRUTH = Annotations(
    grid=GRID,
    sections=tuple(
        Section(a, b, SectionLabel(name))
        for a, b, name in zip(LINES, LINES[1:], LABELS, strict=False)
    ),
    cues=tuple(
        CuePoint(float(GRID.seconds_at(4 * bar)), number, kind)
        for number, (bar, kind) in enumerate(
            [(0, CueKind.FIRST_BEAT), (40, CueKind.DROP), (72, CueKind.BREAK), (96, CueKind.DROP)]
        )
    ),
    key=Key(9, True),
    energy=EnergyCurve(7),
    genre="house",
)
MANY = 3000


def said_by(habits, count=MANY):
    return [leave_behind(TRUTH, habits, Streams(seed).stream("noise")) for seed in range(count)]


def share(noisy, *kinds):
    return np.mean([any(one.has(kind) for kind in kinds) for one in noisy])


def near(probability, count=MANY):
    """Within four standard errors of a probability."""
    return pytest.approx(
        probability, abs=4 * np.sqrt(probability * (1 - probability) / count) + 1e-3
    )


@pytest.mark.parametrize("name", SOURCES)
def test_each_source_errs_as_often_as_its_habits_say(name):
    habits = SOURCES[name]
    noisy = said_by(habits)
    if habits.grids:
        assert share(noisy, "octave") == near(habits.octave)
        assert share(noisy, "half-beat") == near(habits.half_beat)
        assert share(noisy, "bar-phase") == near(habits.bar_phase)
        assert share(noisy, "phrase-phase") == near(habits.phrase_phase * (1 - habits.bar_phase))
    if habits.keys:
        assert share(noisy, "key-relative") == near(habits.key_relative)
        assert share(noisy, "key-fifth") == near(habits.key_fifth)
        assert share(noisy, "key-wrong") == near(habits.key_wrong)
    missing = np.mean([sum(f.kind == "cue-missing" for f in one.flaws) for one in noisy])
    assert missing / len(TRUTH.cues) == near(habits.cue_missing, MANY * len(TRUTH.cues))
    relabelled = np.mean([sum(f.kind == "relabelled" for f in one.flaws) for one in noisy])
    assert relabelled / len(LABELS) == near(habits.relabel * habits.sections, MANY * len(LABELS))


@given(st.integers(0, 2**31), st.sampled_from(sorted(SOURCES)), st.floats(0.0, 4.0))
@settings(deadline=None)
def test_what_a_source_says_is_well_formed_and_wrong_only_where_it_is_written_down(
    seed, name, factor
):
    habits = scaled(SOURCES[name], factor)
    noisy = leave_behind(TRUTH, habits, Streams(seed).stream("noise"))
    said = noisy.annotations
    assert is_partition(said.sections)
    assert list(said.cues) == sorted(said.cues)
    assert len(said.cues) <= habits.most_cues
    assert all(cue.seconds >= 0.0 and cue.by.source == name for cue in said.cues)
    assert (said.grid is not None) == habits.grids
    assert (said.key is not None) == habits.keys
    if habits.sections:
        changed = [s.label for s in said.sections] != [s.label for s in TRUTH.sections]
        assert changed == noisy.has("relabelled")
        moved = [s.start for s in said.sections] != [s.start for s in TRUTH.sections]
        assert moved == noisy.has("shifted")
    if habits.keys:
        wrong = noisy.has("key-relative") or noisy.has("key-fifth") or noisy.has("key-wrong")
        assert (said.key == TRUTH.key) <= (not wrong or noisy.has("key-wrong"))
        assert (said.key != TRUTH.key) <= wrong
    if habits.grids:
        ratio = said.grid.anchors[0].bpm / GRID.anchors[0].bpm
        assert (abs(ratio - 1.0) > 0.1) == noisy.has("octave")


def test_a_source_without_flaws_says_the_truth():
    careful = replace(scaled(SOURCES["annotator"], 0.0), cue_extra=0.0)
    noisy = leave_behind(TRUTH, careful, Streams(1).stream("noise"))
    assert noisy.flaws == ()
    assert noisy.annotations.grid == TRUTH.grid
    assert noisy.annotations.key == TRUTH.key
    assert [c.seconds for c in noisy.annotations.cues] == [c.seconds for c in TRUTH.cues]
    assert [s.label for s in noisy.annotations.sections] == [s.label for s in TRUTH.sections]


def test_flaws_move_the_grid_by_what_they_say():
    period = GRID.anchors[0].period
    habits = replace(scaled(SOURCES["annotator"], 0.0), cue_extra=0.0)
    for kind, distances in {
        "half_beat": [0.5],
        "bar_phase": [1, 2, 3],
        "phrase_phase": [4, 8, 16],
    }.items():
        said = leave_behind(TRUTH, replace(habits, **{kind: 1.0}), Streams(4).stream("n"))
        beats = (said.annotations.grid.anchors[0].seconds - 0.25) / period
        assert min(abs(beats - distance) for distance in distances) < 1e-9
    sloppy = leave_behind(TRUTH, replace(habits, sloppy=1.0), Streams(4).stream("n"))
    off = sloppy.annotations.grid.anchors[0].seconds - 0.25
    assert 0.01 <= abs(off) <= 0.06
    assert sloppy.annotations.cues[1].seconds - TRUTH.cues[1].seconds == pytest.approx(off)


def test_tempo_is_rounded_where_a_source_rounds():
    rounding = replace(scaled(SOURCES["annotator"], 0.0), decimals=2)
    said = leave_behind(TRUTH, rounding, Streams(4).stream("n"))
    assert said.annotations.grid.anchors[0].bpm == 128.12
    assert said.has("rounded-bpm")


def test_a_live_recording_becomes_one_tempo_where_a_source_knows_no_other():
    bent = TempoMap(
        tuple(
            replace(GRID.anchors[0], beat=b, seconds=0.25 + 0.47 * b, bpm=60 / 0.47 + b * 0.01)
            for b in range(0, 40, 4)
        )
    )
    said = leave_behind(
        replace(TRUTH, grid=bent),
        replace(scaled(SOURCES["serato"], 0.0), cue_extra=0.0),
        Streams(1).stream("n"),
    )
    assert len(said.annotations.grid.anchors) == 1
    assert said.has("one-tempo")
    turned = leave_behind(
        replace(TRUTH, grid=bent),
        replace(scaled(SOURCES["annotator"], 0.0), bar_phase=1.0),
        Streams(1).stream("n"),
    )
    late = turned.annotations.grid
    assert late.anchors[0].beat == 0
    assert np.abs(bent.beats(0.3, 15.0)[:, None] - late.anchors[0].seconds).min() < 1e-9

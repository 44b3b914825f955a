"""How often the remaining errors happen, and that their record undoes them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edmstudio.domain.grid import TempoMap
from edmstudio.synth.noise import CONFUSED, leave_behind
from edmstudio.synth.noise_sources import SLOPPY, SOURCES, scaled
from edmstudio.synth.streams import Streams
from tests.synth.test_noise import GRID, MANY, TRUTH, near, said_by, share

NAMES = sorted(SOURCES)


def counted(noisy, kind):
    """How many flaws of a kind each track has, shape (tracks,)."""
    return np.array([sum(flaw.kind == kind for flaw in one.flaws) for one in noisy])


@pytest.mark.parametrize("name", NAMES)
def test_cues_stray_and_come_from_nowhere_as_often_as_habits_say(name):
    habits = SOURCES[name]
    noisy = said_by(habits)
    asked = habits.cue_phrase * (1 - habits.cue_missing)
    strayed = counted(noisy, "cue-phrase").mean() / len(TRUTH.cues)
    assert strayed == near(asked, MANY * len(TRUTH.cues))
    extra = counted(noisy, "cue-extra").mean()
    assert extra == pytest.approx(habits.cue_extra, abs=4 * np.sqrt(habits.cue_extra / MANY))


@pytest.mark.parametrize("name", [name for name in NAMES if SOURCES[name].grids])
def test_grids_lie_beside_the_beat_as_often_as_habits_say(name):
    habits = replace(SOURCES[name], bias=0.0)
    either = 1 - (1 - habits.sloppy) * (1 - habits.mp3)
    assert share(said_by(habits), "offset") == near(either)


@pytest.mark.parametrize("name", [name for name in NAMES if SOURCES[name].sections])
def test_boundaries_move_as_often_as_habits_say(name):
    habits = SOURCES[name]
    moved = counted(said_by(habits), "shifted").mean() / (len(TRUTH.sections) - 1)
    # A boundary that would leave nothing of its neighbour stays: eight bars off, in short sections.
    assert 0.75 * habits.shift_boundary < moved < 1.05 * habits.shift_boundary


def test_an_mp3_moves_the_grid_by_a_codecs_delay_in_the_sources_direction():
    for sign in (1.0, -1.0):
        habits = replace(scaled(SOURCES["annotator"], 0.0), mp3=1.0, mp3_sign=sign)
        found = {
            round((one.annotations.grid.anchors[0].seconds - 0.25) * 44100)
            for one in said_by(habits, 200)
        }
        assert found == {round(sign * delay) for delay in (528, 1105, 1152, 2257)}


def test_a_biased_source_is_always_late_and_says_so():
    habits = replace(scaled(SOURCES["traktor"], 0.0), decimals=None)
    noisy = said_by(habits, 50)
    assert all(one.has("offset") for one in noisy)
    late = {one.annotations.grid.anchors[0].seconds - 0.25 for one in noisy}
    assert all(apart == pytest.approx(0.004) for apart in late)


def test_octaves_are_halves_doubles_and_thirds():
    habits = replace(scaled(SOURCES["annotator"], 0.0), octave=1.0)
    found = [one.annotations.grid.anchors[0].bpm / 128.125 for one in said_by(habits, 200)]
    assert {round(ratio, 3) for ratio in found} == {0.5, 0.667}
    slow = replace(TRUTH, grid=TempoMap.constant(0.25, 87.0))
    doubled = [leave_behind(slow, habits, Streams(n).stream("n")) for n in range(200)]
    ratios = {round(one.annotations.grid.anchors[0].bpm / 87.0, 3) for one in doubled}
    assert ratios == {2.0, 1.333}


def test_a_label_becomes_what_people_confuse_it_with():
    habits = replace(scaled(SOURCES["annotator"], 0.0), relabel=1.0)
    for one in said_by(habits, 50):
        pairs = zip(TRUTH.sections, one.annotations.sections, strict=True)
        assert all(said.label in CONFUSED[true.label] for true, said in pairs)


def test_the_demos_collection_errs_as_often_as_it_is_meant_to():
    noisy = said_by(SLOPPY)
    for kind, probability in {
        "octave": SLOPPY.octave, "half-beat": SLOPPY.half_beat, "bar-phase": SLOPPY.bar_phase,
        "key-relative": SLOPPY.key_relative, "key-fifth": SLOPPY.key_fifth,
        "key-wrong": SLOPPY.key_wrong,
    }.items():  # fmt: skip
        assert share(noisy, kind) == near(probability)


@given(st.integers(0, 2**31), st.sampled_from(NAMES), st.floats(0.0, 5.0))
@example(2_147_483_647, "serato", 3.0)  # half a beat late, and half the tempo
@settings(deadline=None)
def test_the_record_tells_every_cue_apart_from_the_truth(seed, name, factor):
    habits = replace(scaled(SOURCES[name], factor), most_cues=1000)
    noisy = leave_behind(TRUTH, habits, Streams(seed).stream("noise"))
    true = sorted(round(cue.seconds, 3) for cue in TRUTH.cues)
    for flaw in noisy.flaws:
        if flaw.kind in {"cue-missing", "cue-phrase"}:
            true.remove(round(flaw.seconds, 3))
        if flaw.kind == "cue-phrase":
            true.append(round(float(flaw.became), 3))
        if flaw.kind == "cue-extra":
            true.append(round(flaw.seconds, 3))
    said = [cue.seconds for cue in noisy.annotations.cues]
    late = noisy.has("offset") * 0.13
    assert len(said) == len(true)
    assert np.allclose(sorted(said), sorted(true), atol=0.002 + late)


@given(st.integers(0, 2**31), st.floats(0.0, 6.0))
@settings(deadline=None)
def test_the_record_tells_every_section_apart_from_the_truth(seed, factor):
    noisy = leave_behind(TRUTH, scaled(SOURCES["rekordbox"], factor), Streams(seed).stream("n"))
    labels = {section.start: section.label.value for section in TRUTH.sections}
    starts = [section.start for section in TRUTH.sections]
    for flaw in noisy.flaws:
        if flaw.kind == "relabelled":
            assert flaw.was == labels[flaw.seconds]
            labels[flaw.seconds] = flaw.became
        if flaw.kind == "shifted":
            starts[starts.index(flaw.seconds)] = float(flaw.became)
    said = noisy.annotations.sections
    assert [section.label.value for section in said] == list(labels.values())
    assert np.allclose([section.start for section in said], starts, atol=0.001)


@given(st.integers(0, 2**31), st.sampled_from(NAMES))
@settings(deadline=None)
def test_the_record_of_a_key_names_both(seed, name):
    noisy = leave_behind(TRUTH, scaled(SOURCES[name], 4.0), Streams(seed).stream("n"))
    for flaw in noisy.flaws:
        if flaw.kind.startswith("key-"):
            assert (flaw.was, flaw.became) == (TRUTH.key.name, noisy.annotations.key.name)
            assert flaw.was != flaw.became
        if flaw.kind == "octave":
            assert float(flaw.became) == pytest.approx(
                noisy.annotations.grid.anchors[0].bpm, abs=0.006
            )
            assert float(flaw.was) == pytest.approx(GRID.anchors[0].bpm, abs=0.006)

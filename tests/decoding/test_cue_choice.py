"""Cues stand on bar lines, have names and pads, and mark what a DJ jumps to."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.decoding.cue_choice import choose_cues, cue_trust
from edmstudio.domain.cues import SLOTS, CueKind
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.sections import Section, SectionLabel

GRID = TempoMap.constant(0.25, 128.0)
BAR = 60.0 / 128.0 * 4


def sections(*parts, end=None):
    """From (label, bars) along `GRID`; the first begins with the track."""
    lines, bar = [0.0], 0
    for _, bars in parts:
        bar += bars
        lines.append(0.25 + bar * BAR)
    lines[-1] = end or lines[-1]
    return tuple(
        Section(start, stop, SectionLabel(label), 0.9)
        for (label, _), start, stop in zip(parts, lines[:-1], lines[1:], strict=True)
    )


CLUB = sections(
    ("intro", 16), ("build", 8), ("drop", 32), ("break", 16), ("drop", 32), ("outro", 16)
)


def test_a_club_track_gets_the_cues_that_a_dj_sets():
    cues = choose_cues(CLUB, GRID)

    assert [cue.name for cue in cues] == ["1", "Build 1", "Drop 1", "Break 1", "Drop 2", "Mix out"]
    assert [cue.slot for cue in cues] == ["A", "C", "D", "E", "F", "H"]
    assert cues[2].seconds == pytest.approx(0.25 + 24 * BAR)


def test_leading_silence_has_no_first_beat():
    held = sections(("silence", 2), ("intro", 16), ("drop", 16))

    first = choose_cues(held, GRID)[0]

    assert first.kind is CueKind.FIRST_BEAT
    assert first.seconds == pytest.approx(0.25 + 2 * BAR)


def test_a_groove_before_the_first_drop_is_where_to_mix_in():
    cues = choose_cues(sections(("intro", 8), ("verse", 16), ("drop", 16), ("verse", 8)), GRID)

    assert [cue.kind for cue in cues] == [CueKind.FIRST_BEAT, CueKind.MIX_IN, CueKind.DROP]


def test_the_pads_never_overflow_and_the_rest_stay_as_memory_cues():
    cues = choose_cues(sections(("intro", 8), *[("drop", 8), ("break", 8)] * 8), GRID)

    slots = [cue.slot for cue in cues if cue.slot]
    assert len(cues) == 17
    assert sorted(slots) == list(SLOTS)
    assert {cue.name for cue in cues if not cue.slot} >= {"Break 8"}


def test_without_a_grid_or_sections_or_sound_there_is_nothing_to_mark():
    assert choose_cues(CLUB, None) == ()
    assert choose_cues((), GRID) == ()
    assert choose_cues(sections(("silence", 8)), GRID) == ()
    assert cue_trust(()) == 0.0


def test_a_track_of_one_bar_still_has_its_first_beat():
    (cue,) = choose_cues((Section(0.0, 1.3, SectionLabel.DROP),), TempoMap.constant(0.0, 128.0))

    assert (cue.seconds, cue.kind, cue.slot) == (0.0, CueKind.FIRST_BEAT, "A")


labels = st.sampled_from(list(SectionLabel))


@given(
    st.lists(st.tuples(labels, st.floats(0.5, 60.0)), min_size=1, max_size=20),
    st.floats(-5.0, 5.0),
    st.floats(70.0, 190.0),
)
@settings(deadline=None)
def test_cues_always_stand_on_bar_lines_inside_the_track(parts, first, bpm):
    grid, moment, held = TempoMap.constant(first, bpm), 0.0, []
    for label, seconds in parts:
        held.append(Section(moment, moment + seconds, label, 0.5))
        moment += seconds

    cues = choose_cues(tuple(held), grid)

    lines = [max(grid.snap_to_bar(cue.seconds), 0.0) for cue in cues]
    assert [cue.seconds for cue in cues] == pytest.approx(lines)
    assert all(0.0 <= cue.seconds <= moment for cue in cues)
    assert all(left.seconds < right.seconds for left, right in pairwise(cues))
    slots = [cue.slot for cue in cues if cue.slot]
    assert len(slots) == len(set(slots)) <= len(SLOTS)
    assert len({cue.cue_id for cue in cues}) == len(cues)

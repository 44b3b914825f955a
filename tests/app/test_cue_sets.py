"""A template's cues on tracks with known sections."""

from dataclasses import replace

import pytest
from hypothesis import given

from edmstudio.app.cue_sets import ApplyTemplate
from edmstudio.decoding.cue_template import CLUB, MEMORY, MIX_POINTS, TEMPLATES
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import Section, SectionLabel
from tests.domain.strategies import annotations as any_annotations

BAR = 2.0  # seconds at 120 BPM
PLAN = [("intro", 16), ("build", 8), ("drop", 32), ("break", 16), ("drop", 32), ("outro", 16)]


def track(cues=()):
    start, sections = 0.0, []
    for label, bars in PLAN:
        sections.append(Section(start, start + bars * BAR, SectionLabel(label)))
        start += bars * BAR
    return Annotations(grid=TempoMap.constant(0.0, 120.0), sections=tuple(sections), cues=cues)


def told(held):
    return [(cue.slot, cue.name, cue.seconds / BAR) for cue in held.cues]


def test_the_club_template_fills_the_pads():
    assert told(ApplyTemplate(CLUB).apply(track())) == [
        ("A", "1", 0), ("C", "Build 1", 16), ("D", "Drop 1", 24), ("E", "Break 1", 56),
        ("F", "Drop 2", 72), ("H", "Mix out", 104),
    ]  # fmt: skip


def test_mix_points_lie_bars_before_their_sections_and_have_their_colour():
    cues = ApplyTemplate(MIX_POINTS).apply(track()).cues
    drops = [cue for cue in cues if cue.kind is CueKind.DROP]
    assert [cue.seconds / BAR for cue in drops] == [8, 56]
    assert {cue.colour for cue in drops} == {"#FFA000"}
    assert next(c.seconds for c in cues if c.kind is CueKind.MIX_OUT) == 96 * BAR


def test_memory_cues_take_no_pad():
    assert {cue.slot for cue in ApplyTemplate(MEMORY).apply(track()).cues} == {""}


def test_a_locked_cue_keeps_its_moment_its_name_and_its_pad():
    mine = CuePoint(24 * BAR + 0.1, 7, CueKind.VOCAL, "my drop", slot="A", locked=True)
    cues = ApplyTemplate(CLUB).apply(track((CuePoint(3.0, 1, slot="B"), mine))).cues
    assert mine in cues
    assert [cue.name for cue in cues if cue.slot == "A"] == ["my drop"]
    assert not any(cue.name == "Drop 1" for cue in cues)
    assert not any(cue.seconds == 3.0 for cue in cues)


def test_a_second_time_changes_nothing():
    once = ApplyTemplate(CLUB).apply(track())
    assert ApplyTemplate(CLUB).apply(once) == once


def test_without_a_grid_it_says_what_to_do():
    with pytest.raises(Refused, match="analyse the track first"):
        ApplyTemplate(CLUB).apply(replace(track(), grid=None))


@given(any_annotations)
def test_locked_cues_stay_and_pads_hold_one_cue_each(held):
    pads = [cue.slot for cue in held.cues if cue.slot and cue.locked]
    if held.grid is None or not held.sections or len(set(pads)) < len(pads):
        return
    for template in TEMPLATES.values():
        cues = ApplyTemplate(template).apply(held).cues
        assert {cue for cue in held.cues if cue.locked} <= set(cues)
        slots = [cue.slot for cue in cues if cue.slot]
        assert len(slots) == len(set(slots))
        assert len({cue.cue_id for cue in cues}) == len(cues)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.refused import Refused
from edmstudio.domain.section_edits import (
    MergeWithNext,
    MergeWithPrevious,
    MoveBoundary,
    PaintSection,
    RelabelSection,
    SplitSection,
)
from edmstudio.domain.sections import Section, SectionLabel, is_partition
from tests.domain.strategies import LENGTH, moments, partitions

edits = st.one_of(
    st.builds(SplitSection, moments),
    st.builds(MergeWithNext, moments),
    st.builds(MergeWithPrevious, moments),
    st.builds(RelabelSection, moments, st.sampled_from(SectionLabel)),
    st.builds(MoveBoundary, moments, moments),
    st.builds(PaintSection, moments, moments, st.sampled_from(SectionLabel), st.just(LENGTH)),
)


@given(partitions(), st.lists(edits, max_size=30))
def test_sections_stay_a_partition_whatever_is_done_to_them(sections, chain):
    held = Annotations(sections=sections)
    for edit in chain:
        try:
            held = edit.apply(held)
        except Refused:
            continue
        assert is_partition(held.sections)
        assert (held.sections[0].start, held.sections[-1].end) == (0.0, LENGTH)


@given(moments, moments)
def test_a_first_label_on_an_empty_track_covers_it(start, end):
    try:
        held = PaintSection(start, end, SectionLabel.DROP, LENGTH).apply(Annotations())
    except Refused:
        assert end - start < 0.1
        return
    assert is_partition(held.sections)
    assert (held.sections[0].start, held.sections[-1].end) == (0.0, LENGTH)


def test_a_label_leaves_no_sliver_of_its_neighbours():
    sections = (
        Section(0, 29.996, SectionLabel.INTRO),
        Section(29.996, 60.004, SectionLabel.DROP),
        Section(60.004, 90, SectionLabel.OUTRO),
    )
    painted = PaintSection(30.0, 60.0, SectionLabel.BREAK, 90.0)
    held = painted.apply(Annotations(sections=sections)).sections
    assert [(s.start, s.end) for s in held] == [(0, 30.0), (30.0, 60.0), (60.0, 90)]
    assert [s.label for s in held] == ["intro", "break", "outro"]


def test_a_label_behind_the_last_section_leaves_no_gap():
    held = Annotations(sections=(Section(0, 60.0, SectionLabel.INTRO),))
    painted = PaintSection(70.0, 80.0, SectionLabel.DROP, 90.0).apply(held).sections
    assert [(s.start, s.end) for s in painted] == [(0, 70.0), (70.0, 80.0)]


def test_a_boundary_one_bar_late_takes_both_neighbours_along():
    held = Annotations(
        sections=(Section(0, 60, SectionLabel.INTRO), Section(60, 90, SectionLabel.DROP))
    )
    moved = MoveBoundary(60.0, 58.0).apply(held).sections
    assert (moved[0].end, moved[1].start, moved[1].end) == (58.0, 58.0, 90)


def test_merging_the_last_section_is_refused_in_a_sentence():
    held = Annotations(sections=(Section(0, 60, SectionLabel.INTRO),))
    with pytest.raises(Refused, match="no next section"):
        MergeWithNext(10.0).apply(held)

"""Sections cover the track whatever two people did to them without knowing of each other."""

from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.refused import Refused
from edmstudio.domain.section_edits import MoveBoundary, PaintSection, RelabelSection, SplitSection
from edmstudio.domain.section_join import SectionBoard
from edmstudio.domain.sections import SectionLabel, is_partition
from tests.domain.strategies import LENGTH, moments, partitions

labels = st.sampled_from(SectionLabel)
edits = st.one_of(
    st.builds(SplitSection, moments),
    st.builds(RelabelSection, moments, labels),
    st.builds(MoveBoundary, moments, moments),
    st.builds(PaintSection, moments, moments, labels, st.just(LENGTH)),
)


def joined(held, *deeds):
    """What a board holds after deeds that all began with the same sections."""
    board = SectionBoard(held, "model")
    for author, edit in enumerate(deeds):
        try:
            board.take(held, edit.apply(held), str(author))
        except Refused:
            continue
    return board.laid(held).sections


@given(partitions(), st.lists(edits, max_size=4), moments, st.floats(-0.0015, 0.0015))
def test_corrections_side_by_side_cover_the_track(sections, others, seconds, hair):
    near = min((s.end for s in sections), key=lambda end: abs(end - seconds))
    found = joined(Annotations(sections=sections), MoveBoundary(near, near + hair), *others)
    assert is_partition(found)
    assert (found[0].start, found[-1].end) == (0.0, LENGTH)


def test_a_boundary_moved_by_less_than_a_millisecond_leaves_no_gap_beside_a_new_label():
    held = PaintSection(30.0, 90.0, SectionLabel.DROP, LENGTH).apply(Annotations())
    found = joined(held, MoveBoundary(30.0, 30.0009), RelabelSection(5.0, SectionLabel.VERSE))
    assert is_partition(found)
    assert [section.label for section in found] == ["verse", "drop", "outro"]

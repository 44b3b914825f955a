import pytest

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.interchange.cue_policy import chosen, on_pads
from edmstudio.interchange.exporter import ExportOptions, SectionsAs


def test_the_best_kinds_get_the_free_pads_from_left_to_right():
    cues = [
        CuePoint(5.0, 1, CueKind.OTHER),
        CuePoint(90.0, 2, CueKind.DROP),
        CuePoint(10.0, 3, CueKind.BREAK),
        CuePoint(1.0, 4, CueKind.OTHER, slot="B"),
    ]
    placed = on_pads(cues, pads="ABC")
    assert [(cue.seconds, cue.slot) for cue in placed] == [
        (1.0, "B"),
        (5.0, ""),
        (10.0, "A"),
        (90.0, "C"),
    ]


@pytest.mark.parametrize(("sections", "count"), [(SectionsAs.NOTHING, 0), (SectionsAs.CUES, 2)])
def test_a_section_that_begins_at_a_cue_needs_no_second_one(sections, count):
    said = Annotations(
        sections=(
            Section(0.0, 10.0, SectionLabel.INTRO),
            Section(10.0, 50.0, SectionLabel.DROP),
            Section(50.0, 90.0, SectionLabel.VERSE),
        ),
        cues=(CuePoint(10.01, 1, CueKind.DROP, "mine"),),
    )
    made = chosen(said, (), ExportOptions(sections=sections))
    assert len(made) == 1 + count
    assert len({cue.cue_id for cue in made}) == len(made)

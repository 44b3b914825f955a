from dataclasses import replace

import pytest

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.interchange.capabilities import (
    LABEL_TRACK,
    OPEN_ANNOTATIONS,
    PLAYLISTS_ONLY,
    REKORDBOX_XML,
    SERATO_TAGS,
    losses,
)
from edmstudio.interchange.cue_policy import chosen, on_pads
from edmstudio.interchange.exporter import ExportOptions, SectionsAs, exporters

FULL = Annotations(
    grid=TempoMap((Anchor(0, 0.5, 120.0), Anchor(8, 4.5, 128.0))),
    sections=(Section(0.0, 100.0, SectionLabel.DROP),),
    cues=(
        *(CuePoint(n + 0.5, n, CueKind.DROP, "x" * 60, pad) for n, pad in enumerate(SLOTS)),
        CuePoint(50.0, 20, name="memory", colour="#123456"),
        *(CuePoint(60.0 + n, 30 + n, CueKind.LOOP, end=70.0 + n) for n in range(9)),
    ),
    key=Key.parse("Am"),
    energy=EnergyCurve(5),
)


def test_what_does_not_fit_is_told_before_it_is_lost():
    assert losses(FULL, REKORDBOX_XML) == ("sections, unless as cues or loops", "the energy")
    assert losses(FULL, SERATO_TAGS) == (
        "1 of 9 cues find no place",
        "1 of 9 loops find no place",
        "8 cue names are cut short",
        "cue colours become the nearest of the program's own",
        "sections, unless as cues or loops",
        "the key",
        "the energy",
    )
    assert losses(FULL, replace(SERATO_TAGS, grid="constant"))[4] == "1 tempo changes"
    assert losses(FULL, OPEN_ANNOTATIONS) == ()
    assert "the grid" in losses(FULL, LABEL_TRACK)
    assert "9 of 9 cues find no place" in losses(FULL, PLAYLISTS_ONLY)


def test_nothing_is_lost_of_nothing():
    for exporter in exporters():
        assert losses(Annotations(), exporter.capability) == ()


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

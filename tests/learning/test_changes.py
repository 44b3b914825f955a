"""What would be heard otherwise, in words: whatever differs is told, or the track is not shown."""

from dataclasses import replace

import pytest

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.learning.changes import in_words

INTRO, DROP, BREAK = SectionLabel.INTRO, SectionLabel.DROP, SectionLabel.BREAK
HEARD = Annotations(
    grid=TempoMap.constant(0.1, 174.0),
    sections=(Section(0.0, 30.0, INTRO), Section(30.0, 60.0, DROP), Section(60.0, 90.0, BREAK)),
    cues=(CuePoint(30.0, 1, CueKind.DROP), CuePoint(60.0, 2, CueKind.BREAK)),
    key=Key.parse("Am"),
    energy=EnergyCurve(6),
)


def sections(*marks):
    ends = [*(start for start, _ in marks[1:]), 90.0]
    return tuple(Section(a, b, label) for (a, label), b in zip(marks, ends, strict=True))


CHANGES = {
    "tempo 174 → 87": {"grid": TempoMap.constant(0.1, 87.0)},
    "beats +12 ms": {"grid": TempoMap.constant(0.112, 174.0)},
    "no grid": {"grid": None},
    "a boundary gone": {"sections": sections((0.0, INTRO), (30.0, DROP))},
    "a boundary elsewhere": {"sections": sections((0.0, INTRO), (33.0, DROP), (60.0, BREAK))},
    "a new boundary": {
        "sections": sections((0.0, INTRO), (30.0, DROP), (45.0, DROP), (60.0, BREAK))
    },
    "2 sections renamed": {"sections": sections((0.0, INTRO), (30.0, BREAK), (60.0, DROP))},
    "cues 2 → 1": {"cues": HEARD.cues[:1]},
    "a cue elsewhere": {"cues": (HEARD.cues[0], replace(HEARD.cues[1], seconds=62.0))},
    "a cue of another kind": {"cues": (replace(HEARD.cues[0], kind=CueKind.BUILD), HEARD.cues[1])},
    "key A minor → C major": {"key": Key.parse("C")},
    "no key": {"key": None},
    "energy 6 → 8": {"energy": EnergyCurve(8)},
}


@pytest.mark.parametrize("words", CHANGES)
def test_each_change_is_told(words):
    assert in_words(HEARD, replace(HEARD, **CHANGES[words]), 90.0) == words


def test_what_is_the_same_needs_no_words():
    assert in_words(HEARD, HEARD, 90.0) == ""

"""What is offered for a cue that is doubtful."""

from dataclasses import replace

import numpy as np
import pytest

from edmstudio.domain.cues import CueKind
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.suspicion import Doubt
from edmstudio.domain.track import TrackId
from edmstudio.review.bar_scene import KINDS, BarScene
from edmstudio.review.boundary_questions import boundaries
from edmstudio.review.case import Case
from edmstudio.review.cue_questions import cues
from edmstudio.review.judge import Judge
from edmstudio.review.lore import Lore
from edmstudio.review.missing_cues import missing
from edmstudio.review.usual_scales import USUAL_SCALES
from tests.review import libraries

NUMBER, AWAY = 3, 4  # bars


def scene_of(held):
    return BarScene(
        Case(
            TrackId(NUMBER), libraries.duration(NUMBER), held, (("rekordbox", held),),
            libraries.predicted(NUMBER), libraries.evidence(NUMBER),
        )
    )  # fmt: skip


def offered(probability):
    """For a drop four bars behind a place where one has this probability, and nowhere else any."""
    said = libraries.truth(NUMBER)
    true = next(cue for cue in said.cues if cue.kind == "drop")
    bar = 4 * said.grid.anchors[0].period
    cue = replace(true, seconds=true.seconds + AWAY * bar)
    held = replace(said, cues=(cue,))
    scene = scene_of(held)
    likely = np.full((libraries.BARS, len(KINDS)), 1e-4)
    likely[scene.cue_bars[cue.cue_id] - AWAY, KINDS.index(cue.kind)] = probability
    (question,) = cues(scene, likely)
    return question.about(), true


def test_a_cue_is_offered_to_move_to_where_one_is_likely():
    about, true = offered(0.8)
    assert about.doubt is Doubt.CUE_PLACE
    assert about.amount == pytest.approx(true.seconds, abs=1e-3)


def test_a_place_that_is_only_less_unlikely_is_not_offered_but_the_cue_taken_away():
    about, _ = offered(0.02)
    assert (about.doubt, about.suggested) == (Doubt.CUE_DOUBTFUL, "")


def test_two_cues_that_are_missing_in_the_first_seconds_are_two_questions():
    likely = np.full((libraries.BARS, len(KINDS)), 1e-4)
    likely[0, KINDS.index(CueKind.FIRST_BEAT)] = 0.9
    likely[1, KINDS.index(CueKind.MIX_IN)] = 0.8
    asked = [q.about() for q in missing(scene_of(libraries.truth(NUMBER)), likely, Lore())]
    assert {about.suggested for about in asked} == {"first-beat", "mix-in"}
    assert len({about.question for about in asked}) == 2


def beside(beats, kind="drop"):
    """What is offered for a cue that lies some beats beside a likely place, and that place."""
    said = libraries.truth(NUMBER)
    true = next(cue for cue in said.cues if cue.kind == "drop")
    period = said.grid.anchors[0].period
    cue = replace(true, seconds=true.seconds + beats * period, kind=CueKind(kind))
    scene = scene_of(replace(said, cues=(cue,)))
    likely = np.full((libraries.BARS, len(KINDS)), 1e-4)
    likely[scene.cue_bars[cue.cue_id], KINDS.index(cue.kind)] = 0.8
    (question,) = cues(scene, likely)
    return question.about(), true


@pytest.mark.parametrize("beats", [-1.5, 0.5, 1.0])
def test_a_cue_beside_the_bar_line_that_is_meant_is_offered_to_go_there(beats):
    about, true = beside(beats)
    assert about.doubt is Doubt.CUE_PLACE
    assert about.amount == pytest.approx(true.seconds, abs=1e-3)
    assert "the bar line beside it" in about.reason


def test_a_voice_may_enter_beside_a_bar_line():
    about, _ = beside(-1.0, "vocal")
    assert about.doubt is Doubt.CUE_DOUBTFUL


def test_a_boundary_beside_its_bar_line_is_offered_to_go_there():
    said = libraries.truth(NUMBER)
    before, after = said.sections[1:3]
    late = after.start + said.grid.anchors[0].period
    moved = (replace(before, end=late), replace(after, start=late))
    scene = scene_of(replace(said, sections=(said.sections[0], *moved, *said.sections[3:])))
    about = boundaries(scene, Lore())[1].about()
    assert about.label == f"{late:.3f}"
    assert about.amount == pytest.approx(after.start, abs=1e-3)


def test_what_is_less_likely_than_a_right_label_is_not_said_to_be_heard():
    """Audits ask about right labels, too."""
    said = libraries.truth(NUMBER)
    asked = Judge(Lore(), USUAL_SCALES).suspicions(scene_of(said).case)
    (tempo,), (key,) = ([a for a in asked if a.doubt is d] for d in (Doubt.OCTAVE, Doubt.KEY))
    assert tempo.reason.startswith("rekordbox says 123.00 BPM, the likeliest other is")
    assert key.reason.startswith("rekordbox says A minor, the likeliest other is")


def test_what_is_likelier_is_said_to_be_heard():
    said = replace(libraries.truth(NUMBER), grid=TempoMap.constant(0.1, 61.5))
    asked = Judge(Lore(), USUAL_SCALES).suspicions(scene_of(said).case)
    (tempo,) = (about for about in asked if about.doubt is Doubt.OCTAVE)
    assert "61.50 BPM, it sounds like 123.00" in tempo.reason

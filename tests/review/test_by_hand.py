"""Corrections on the timeline as answers to the questions of a queue."""

from dataclasses import replace

import pytest

from edmstudio.app.holding import Holding
from edmstudio.domain.edits import PlaceCue, RemoveCue, SetEnergy, SetKey
from edmstudio.domain.grid_edits import ShiftBeats, ShiftGrid
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.section_edits import MoveBoundary, RelabelSection
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.suspicion import Doubt, Kind
from edmstudio.domain.tempo_edits import SetTempo
from edmstudio.review.by_hand import said_by_hand
from edmstudio.review.remedy import remedy
from edmstudio.store.queue import Queue

EQUAL = (Doubt.LABEL, Doubt.BOUNDARY, Doubt.KEY, Doubt.ENERGY, Doubt.CUE_KIND, Doubt.CUE_PLACE,
         Doubt.CUE_MISSING, Doubt.CUE_DOUBTFUL, Doubt.OCTAVE, Doubt.TEMPO)  # fmt: skip


def asked_in(library):
    holding = Holding(library)
    for item in Queue(library).waiting():
        about = item.suspicion
        if about.kind is not Kind.TRACK:
            yield about, holding.annotations(about.track_id)


def test_what_a_question_suggests_is_its_answer_when_a_hand_does_it(doubted):
    seen = set()
    for about, held in asked_in(doubted):
        said = said_by_hand(about, held, remedy(about, held).apply(held))
        assert said is not None, about
        if about.doubt in EQUAL:
            assert said == about.suggested, about
        seen.add(about.doubt)
    assert len(seen) >= 9, seen


OTHER = {
    Kind.GRID: lambda held: SetEnergy(1 if held.energy.level > 5 else 10),
    Kind.SECTION: lambda held: SetKey(ALL_KEYS[0]),
    Kind.CUE: lambda held: ShiftGrid(0.02),
    Kind.KEY: lambda held: RelabelSection(1.0, SectionLabel.SILENCE),
    Kind.ENERGY: lambda held: RemoveCue(held.cues[0].cue_id),
}


def test_a_correction_of_another_kind_of_fact_answers_nothing(doubted):
    for about, held in asked_in(doubted):
        edit = OTHER[about.kind](held)
        assert said_by_hand(about, held, edit.apply(held)) is None, about


@pytest.fixture
def of(doubted):
    """The first question of a doubt, and what holds."""
    return lambda doubt: next(pair for pair in asked_in(doubted) if pair[0].doubt is doubt)


def test_another_place_than_the_suggested_one_is_an_answer_too(of):
    about, held = of(Doubt.BOUNDARY)
    edit = MoveBoundary(float(about.label), float(about.label) + 0.5)
    assert said_by_hand(about, held, edit.apply(held)) == f"{float(about.label) + 0.5:.3f}"


def test_a_few_milliseconds_are_no_other_bar_and_no_other_half_beat(of):
    for doubt in (Doubt.HALF_BEAT, Doubt.BAR_PHASE):
        about, held = of(doubt)
        assert said_by_hand(about, held, ShiftGrid(0.005).apply(held)) is None
        assert said_by_hand(about, held, ShiftBeats(2.0).apply(held)) is not None


def test_a_tempo_typed_by_hand_is_what_holds_since(of):
    about, held = of(Doubt.OCTAVE)
    assert said_by_hand(about, held, SetTempo(99.5).apply(held)) == "99.50"


def test_a_cue_elsewhere_is_not_the_missing_one(of):
    about, held = of(Doubt.CUE_MISSING)
    far = remedy(about, held, at=about.end + 3.0)
    assert isinstance(far, PlaceCue)
    assert said_by_hand(about, held, far.apply(held)) is None


def test_a_cue_that_is_asked_about_by_its_place_is_found_there(of):
    """As a third reviewer is asked about one that another set where it seemed to be missing."""
    missing, held = of(Doubt.CUE_MISSING)
    held = remedy(missing, held).apply(held)
    about = replace(missing, doubt=Doubt.CUE_DOUBTFUL, label=missing.suggested, suggested="")
    assert said_by_hand(about, held, remedy(about, held).apply(held)) == ""
    assert said_by_hand(about, held, SetEnergy(3).apply(held)) is None

from dataclasses import replace

from hypothesis import given

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.edits import MoveCue, Several
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.grid_edits import ShiftGrid
from edmstudio.domain.holding import BELONGS, believed, renewed, signed
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance, Voice
from tests.domain.strategies import annotations

ANN = Provenance(Voice.CORRECTION, "ann")


@given(annotations, annotations)
def test_a_label_outranks_a_prediction_fact_by_fact(label, prediction):
    held = believed(prediction, [label])
    for fact, names in BELONGS.items():
        speaker = label if fact in label.decided or getattr(label, names[0]) else prediction
        assert getattr(held, names[0]) == getattr(speaker, names[0])


@given(annotations, annotations)
def test_what_a_person_decided_is_never_renewed(decided, base):
    held = renewed(decided, base)
    for fact, names in BELONGS.items():
        owner = decided if fact in decided.decided else base
        assert all(getattr(held, name) == getattr(owner, name) for name in names)


@given(annotations)
def test_changing_nothing_decides_nothing(before):
    assert signed(before, before, ANN) == before


def test_a_deleted_cue_stays_deleted_when_the_prediction_is_renewed():
    base = Annotations(cues=(CuePoint(10.0, 1),))
    decided = signed(base, base.without_cue(1), ANN)
    assert renewed(decided, base).cues == ()
    assert decided.decided == {Fact.CUES}


def test_cues_that_move_along_with_the_grid_stay_what_a_program_said():
    by = Provenance(Voice.LABEL, "rekordbox")
    base = Annotations(
        grid=TempoMap.constant(0.5, 128.0), grid_by=by,
        cues=(CuePoint(10.0, 1, by=by), CuePoint(20.0, 2, by=by), CuePoint(30.0, 3, by=by)),
    )  # fmt: skip
    along = Several("Shift", (ShiftGrid(-0.026), MoveCue(1, 9.974), MoveCue(2, 19.5)))
    after = signed(base, along.apply(base), ANN)
    assert [cue.by for cue in after.cues] == [by, ANN, by]
    assert after.decided == {Fact.GRID, Fact.CUES}
    alone = signed(base, MoveCue(1, 9.974).apply(base), ANN)
    assert alone.cue(1).by == ANN


def test_only_what_a_person_touched_carries_their_name():
    base = Annotations(cues=(CuePoint(10.0, 1), CuePoint(20.0, 2)), key=Key(0, True))
    after = signed(base, base.with_cue(replace(base.cue(1), seconds=11.0)), ANN)
    assert [cue.by for cue in after.cues] == [ANN, base.cue(2).by]
    assert after.key_by == base.key_by

"""What two reviewers answered differently: the third one's acceptance has to do what it says."""

import pytest

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.suspicion import Decision, Doubt, QueueItem, Suspicion, Verdict
from edmstudio.domain.track import TrackId
from edmstudio.review.dispute import dispute
from edmstudio.review.remedy import remedy


def asked(doubt, label, suggested, *, amount=0.0, start=0.0, end=8.0, cue_id=0):
    return Suspicion(
        TrackId(1), doubt, "rekordbox", start, end, label, suggested, 0.9, "because",
        amount=amount, cue_id=cue_id,
    )  # fmt: skip


def disputed(suspicion, ann, bob):
    """Ann answers, then bob; a value is accepted, None keeps the label."""
    item = QueueItem(1, suspicion, 1, 0.1)
    lines = []
    for hour, (name, new) in enumerate((("ann", ann), ("bob", bob))):
        verdict = Verdict.KEEP if new is None else Verdict.ACCEPT
        new = suspicion.label if new is None else new
        made_at = f"2026-05-01T0{hour}"
        lines.append(Decision(hour, item, verdict, suspicion.label, new, 1.0, name, made_at))
    return dispute(*lines)


def test_two_moments_of_one_boundary_are_told_apart_and_the_other_one_is_taken():
    sections = (
        Section(0.0, 34.0, SectionLabel.INTRO), Section(34.0, 90.0, SectionLabel.DROP)
    )  # fmt: skip
    question = disputed(asked(Doubt.BOUNDARY, "30.000", "32.000", amount=32.0), "33.000", "34.000")
    assert (question.label, question.suggested) == ("34.000", "33.000")
    after = remedy(question, Annotations(sections=sections)).apply(Annotations(sections=sections))
    assert after.sections[1].start == 33.0


@pytest.mark.parametrize(("cue", "start", "end"), [(0.5, 0.0, 4.5), (30.0, 26.0, 34.0)])
def test_a_cue_that_one_took_away_and_another_kept_comes_back_where_it_was(cue, start, end):
    doubted = asked(Doubt.CUE_DOUBTFUL, "drop", "", start=start, end=end, cue_id=7)
    after = remedy(disputed(doubted, None, ""), Annotations()).apply(Annotations())
    assert [(c.seconds, c.kind) for c in after.cues] == [(cue, CueKind.DROP)]


def test_a_missing_cue_that_two_set_as_other_kinds_is_renamed_not_taken_away():
    held = Annotations(cues=(CuePoint(30.0, 3, CueKind.BREAK),))
    missing = asked(Doubt.CUE_MISSING, "", "drop", amount=30.0, start=26.0, end=34.0)
    after = remedy(disputed(missing, "drop", "break"), held).apply(held)
    assert [cue.kind for cue in after.cues] == [CueKind.DROP]


@pytest.mark.parametrize(
    ("doubt", "label", "suggested", "amount", "now"),
    [
        (Doubt.TEMPO, "128.000", "128.020", 128.02, 127.9),
        (Doubt.OCTAVE, "64.00", "128.00", 2.0, 127.9),
    ],
)
def test_of_two_tempi_the_other_one_is_taken(doubt, label, suggested, amount, now):
    held = Annotations(grid=TempoMap.constant(0.0, now))
    question = disputed(asked(doubt, label, suggested, amount=amount), "100.00", f"{now:.3f}")
    assert remedy(question, held).apply(held).grid.anchors[0].bpm == pytest.approx(100.0)


def test_a_shift_of_milliseconds_leads_from_one_answer_to_the_other():
    grid = TempoMap.constant(0.105, 128.0)
    late = asked(Doubt.OFFSET, "+12.0 ms", "0 ms", amount=-0.012)
    question = disputed(late, "0 ms", "+5.0 ms")
    after = remedy(question, Annotations(grid=grid)).apply(Annotations(grid=grid))
    assert after.grid.anchors[0].seconds == pytest.approx(0.1)


def test_a_cue_that_one_moved_by_hand_and_another_kept_goes_back_to_where_it_was():
    held = Annotations(cues=(CuePoint(31.0, 7, CueKind.DROP),))
    doubted = asked(Doubt.CUE_DOUBTFUL, "drop", "", start=26.0, end=34.0, cue_id=7)
    question = disputed(doubted, None, "31.000")
    assert (question.label, question.suggested) == ("31.000", "30.000")
    assert [cue.seconds for cue in remedy(question, held).apply(held).cues] == [30.0]


@pytest.mark.parametrize("ann", [None, "33.000"])
def test_a_boundary_that_a_hand_took_away_is_asked_about_as_it_was_asked_first(ann):
    question = disputed(asked(Doubt.BOUNDARY, "30.000", "32.000", amount=32.0), ann, "")
    assert "bob took nothing" in question.reason
    assert (question.label, question.suggested, question.amount) == ("32.000", "30.000", 30.0)

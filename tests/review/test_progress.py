from dataclasses import replace
from statistics import mean

import numpy as np
import pytest

from edmstudio.domain.suspicion import Decision, Doubt, Purpose, QueueItem, Suspicion, Verdict
from edmstudio.domain.track import TrackId
from edmstudio.review.agreement import agreements, disagreements, disputed, kappa
from edmstudio.review.progress import progress, standing


def asked(number, purpose=Purpose.DOUBT, score=0.9, chance=1.0):
    suspicion = Suspicion(
        TrackId(number), Doubt.KEY, "rekordbox", 0.0, 8.0, "C major", "A minor", score, "because"
    )
    return QueueItem(number, suspicion, number, 0.1, purpose, chance=chance)


def decided(number, verdict, purpose=Purpose.DOUBT, seconds=3.0, annotator="ann", **how):
    item = asked(number, purpose, **how)
    return Decision(
        number, item, verdict, "C major", "A minor", seconds, annotator, f"2026-05-01T{number:05}"
    )


def judged(line, waiting=(), *, labels=100, expected=0.0, corrections_to_learn=0):
    return progress(
        line, waiting, labels=labels, expected=expected, corrections_to_learn=corrections_to_learn
    )


def test_decisions_an_hour_and_the_median_are_those_of_the_person():
    line = [decided(n, Verdict.ACCEPT, seconds=s) for n, s in enumerate((2.0, 4.0, 6.0))]
    told = judged(line)
    assert (told.an_hour, told.median_seconds, told.corrections) == (900.0, 4.0, 3)


def drawn(labels, wrong_share, believed, seed):
    """Answers to audits of labels whose scores are `believed` times what they should be."""
    chance = np.random.default_rng(seed)
    risks = chance.beta(0.5, 0.5 / wrong_share, labels)
    wrong = chance.random(labels) < risks
    scores = np.minimum(risks * believed, 0.1)
    odds = np.minimum(40.0 * (0.02 + scores) / (0.02 + scores).sum(), 1.0)
    picked = np.flatnonzero(chance.random(labels) < odds)
    answers = [
        decided(
            int(n), Verdict.ACCEPT if wrong[n] else Verdict.KEEP, Purpose.AUDIT,
            score=float(scores[n]), chance=float(odds[n]),
        )
        for n in picked
    ]  # fmt: skip
    return answers, float(scores.sum()), int(wrong.sum())


@pytest.mark.parametrize("believed", [0.5, 1.0, 2.0])
def test_remaining_errors_come_from_what_was_drawn_by_chance_whatever_the_judge_believes(believed):
    found, held = [], 0
    for seed in range(60):
        answers, expected, wrong = drawn(3000, 0.02, believed, seed)
        left = judged(answers, labels=3000, expected=expected).remaining
        found.append(left.value / wrong)
        held += left.low <= wrong <= left.high
    assert 0.75 < mean(found) < 1.33
    assert held >= 48


def test_before_an_audit_was_answered_nobody_knows_how_many_errors_remain():
    told = judged([decided(n, Verdict.ACCEPT) for n in range(60)], expected=9.0)
    assert told.remaining is None
    assert told.wrong is None


def test_doubts_that_wait_count_among_what_remains_and_answered_ones_no_more():
    audit = decided(500, Verdict.KEEP, Purpose.AUDIT, score=0.05)
    doubts = [decided(n, Verdict.ACCEPT, score=0.5) for n in range(20)]
    doubts += [decided(20 + n, Verdict.KEEP, score=0.5) for n in range(20)]
    waiting = [asked(100 + n, score=0.5) for n in range(30)]
    some, none = judged([*doubts, audit], waiting), judged([*doubts, audit])
    assert some.remaining.value == pytest.approx(15.0, rel=0.1)
    assert none.remaining.value == 0.0
    assert some.wrong.value == pytest.approx(some.remaining.value / 100)


def test_a_retraining_is_advised_after_enough_corrections_wherever_they_were_made():
    assert not judged([], corrections_to_learn=24).retrain
    assert judged([], corrections_to_learn=25).retrain


def test_an_answer_taken_back_counts_no_more_and_another_persons_stays():
    line = [decided(1, Verdict.ACCEPT), decided(1, Verdict.ACCEPT, annotator="bob")]
    line += [decided(1, Verdict.BACK)]
    assert [each.annotator for each in standing(line)] == ["bob"]


def test_a_review_whose_doubts_are_mostly_wrong_may_stop():
    line = [decided(n, Verdict.KEEP) for n in range(46)]
    line += [decided(100 + n, Verdict.ACCEPT) for n in range(4)]
    assert judged(line).stop
    assert not judged(line[1:]).stop


def test_repeats_tell_how_consistent_a_reviewer_is():
    line = [decided(n, Verdict.KEEP) for n in range(4)]
    line += [decided(n, Verdict.KEEP, Purpose.REPEAT) for n in range(3)]
    line += [decided(3, Verdict.ACCEPT, Purpose.REPEAT)]
    assert judged(line).consistency == 0.75


def test_kappa_is_cohens():
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert kappa(first, second) == pytest.approx(0.4)


def test_reviewers_are_compared_on_what_both_answered():
    line = [decided(n, Verdict.KEEP) for n in range(6)]
    line += [
        decided(n, Verdict.ACCEPT if n == 5 else Verdict.KEEP, annotator="bob") for n in range(3, 9)
    ]
    (keys,) = agreements(line)
    assert (keys.first, keys.second, keys.both) == ("ann", "bob", 3)
    assert keys.share == pytest.approx(2 / 3)
    ((ours, theirs),) = disagreements(line)
    assert (ours.decision_id, theirs.verdict) == (5, Verdict.ACCEPT)


def test_a_third_look_settles_a_disagreement():
    line = [decided(5, Verdict.KEEP), decided(5, Verdict.ACCEPT, annotator="bob")]
    (question,) = disputed(line)
    assert (question.label, question.suggested) == ("A minor", "C major")
    assert "ann kept C major" in question.reason
    third = QueueItem(9, question, 1, 1.0, Purpose.DISPUTE)
    line.append(replace(decided(5, Verdict.KEEP, annotator="cem"), item=third))
    assert disputed(line) == []

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.suspicion import Decision, Doubt, Purpose, QueueItem, Suspicion, Verdict
from edmstudio.domain.track import TrackId
from edmstudio.review.agreement import agreements, disagreements, kappa
from edmstudio.review.progress import progress, wilson


def decided(number, verdict, purpose=Purpose.DOUBT, seconds=3.0, new="A minor"):
    suspicion = Suspicion(
        TrackId(number), Doubt.KEY, "rekordbox", 0.0, 8.0, "C major", "A minor", 0.9, "because"
    )
    item = QueueItem(number, suspicion, number, 0.1, purpose)
    return Decision(number, item, verdict, "C major", new, seconds, "ann", "2026-05-01")


def test_decisions_an_hour_and_the_median_are_those_of_the_person():
    line = [decided(n, Verdict.ACCEPT, seconds=s) for n, s in enumerate((2.0, 4.0, 6.0))]
    told = progress(line, unseen=0)
    assert (told.an_hour, told.median_seconds, told.corrections) == (900.0, 4.0, 3)


def test_remaining_errors_come_from_what_was_drawn_by_chance_only():
    doubts = [decided(n, Verdict.ACCEPT) for n in range(60)]
    audits = [decided(100 + n, Verdict.ACCEPT, Purpose.AUDIT) for n in range(2)]
    audits += [decided(200 + n, Verdict.KEEP, Purpose.AUDIT) for n in range(38)]
    told = progress([*doubts, *audits], unseen=1000)
    assert told.wrong.value == pytest.approx(0.05)
    assert told.remaining == pytest.approx(50.0)
    assert told.wrong.low < 0.05 < told.wrong.high
    assert not told.stop
    assert told.retrain


def test_a_review_whose_doubts_are_mostly_wrong_may_stop():
    line = [decided(n, Verdict.KEEP) for n in range(46)]
    line += [decided(100 + n, Verdict.ACCEPT) for n in range(4)]
    assert progress(line, unseen=10).stop
    assert not progress(line[1:], unseen=10).stop


def test_repeats_tell_how_consistent_a_reviewer_is():
    line = [decided(n, Verdict.KEEP) for n in range(4)]
    line += [decided(n, Verdict.KEEP, Purpose.REPEAT) for n in range(3)]
    line += [decided(3, Verdict.ACCEPT, Purpose.REPEAT)]
    assert progress(line, unseen=0).consistency == 0.75


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(counts):
    hits, count = counts
    share = wilson(hits, count)
    assert 0.0 <= share.low <= share.value + 1e-12
    assert share.value - 1e-12 <= share.high <= 1.0


def test_kappa_is_cohens():
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert kappa(first, second) == pytest.approx(0.4)


def test_reviewers_are_compared_on_what_both_answered():
    ann = [decided(n, Verdict.KEEP) for n in range(6)]
    bob = [decided(n, Verdict.ACCEPT if n == 5 else Verdict.KEEP) for n in range(3, 9)]
    (keys,) = agreements(ann, bob)
    assert (keys.both, keys.share) == (3, pytest.approx(2 / 3))
    ((ours, theirs),) = disagreements(ann, bob)
    assert (ours.decision_id, theirs.verdict) == (5, Verdict.ACCEPT)

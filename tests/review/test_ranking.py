from statistics import mean

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.domain.suspicion import Doubt, Purpose, Suspicion
from edmstudio.domain.track import TrackId
from edmstudio.review.looking import LEAST, merged, sifted
from edmstudio.review.queueing import ordered
from edmstudio.review.ranking import Ranked, diverse, worth


def doubt(track, kind=Doubt.KEY, score=0.5, amount=0.0, source="serato"):
    return Suspicion(
        TrackId(track), kind, source, 0.0, 8.0, "a", "b", score, "because of it", amount
    )


def queue_of(found, seed=0):
    """As a look through a library arranges it: each track is a part of its own."""
    tracks = {}
    for each in found:
        tracks.setdefault(each.track_id, []).append(each)
    parts = [sifted(labels, seed=seed) for labels in tracks.values()]
    return ordered(merged(parts), prints={}, seed=seed).asked


def test_a_wrong_octave_is_asked_before_an_equally_probable_wrong_energy():
    found = [doubt(1, Doubt.ENERGY, 0.8), doubt(2, Doubt.OCTAVE, 0.8)]
    assert queue_of(found)[0].suspicion.doubt is Doubt.OCTAVE


def test_worth_grows_with_probability():
    assert worth(doubt(1, score=0.9)) > worth(doubt(1, score=0.5)) > 0


def test_of_two_alike_questions_one_waits_for_something_else():
    near = [Ranked(doubt(n, score=0.80 - n / 1000), 0.80 - n / 1000) for n in range(2)]
    other = Ranked(doubt(2, Doubt.BOUNDARY), 0.77)
    prints = {TrackId(0): np.array([1.0, 0.0]), TrackId(1): np.array([1.0, 0.0]),
              TrackId(2): np.array([0.0, 1.0])}  # fmt: skip
    order = [each.suspicion.track_id for each in diverse([*near, other], prints)]
    assert order == [0, 2, 1]


@given(st.integers(1, 300), st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_a_tenth_of_the_queue_is_drawn_by_chance_and_nothing_is_asked_twice(count, seed):
    chance = np.random.default_rng(seed)
    found = [doubt(n, score=float(chance.random() ** 3)) for n in range(count)]
    asked = queue_of(found, seed)
    questions = [each.suspicion.question for each in asked]
    assert len(set(questions)) == len(questions)
    doubted = {each.question for each in found if each.score >= LEAST}
    assert doubted == {a.suspicion.question for a in asked if a.purpose is Purpose.DOUBT}
    audits = [each for each in asked if each.purpose is Purpose.AUDIT]
    rest = count - len(doubted)
    assert len(audits) <= len(asked) / 10 + 1
    assert len(audits) >= min(rest, len(doubted) // 9)
    assert all(0.0 < each.chance <= 1.0 for each in audits)
    assert asked == queue_of(found, seed)


def test_audits_counted_by_their_chance_stand_for_all_that_is_not_asked():
    """The sum of one over the chance is the number of labels that nobody is asked about."""
    totals = []
    for seed in range(40):
        found = [doubt(n, score=0.9) for n in range(400)]
        found += [doubt(1000 + n, score=0.09 * n / 900) for n in range(900)]
        audits = [each for each in queue_of(found, seed) if each.purpose is Purpose.AUDIT]
        totals.append(sum(1.0 / each.chance for each in audits))
    assert abs(mean(totals) / 900 - 1.0) < 0.1


@given(st.lists(st.floats(-0.05, 0.05), min_size=0, max_size=60), st.integers(0, 30))
@settings(max_examples=40, deadline=None)
def test_members_of_a_cause_lie_together_and_an_item_has_one_cause(scattered, alike):
    found = [doubt(n, Doubt.OFFSET, 0.9, amount) for n, amount in enumerate(scattered)]
    found += [doubt(1000 + n, Doubt.OFFSET, 0.9, 0.026) for n in range(alike)]
    groups = {}
    for each in queue_of(found):
        if each.cause:
            groups.setdefault(each.cause, []).append(each.suspicion.amount)
    for amounts in groups.values():
        assert max(amounts) - min(amounts) <= 0.004 + 1e-9
        assert len(amounts) >= 5
    if alike >= 5:
        assert any(amounts.count(0.026) == alike for amounts in groups.values())


def test_sources_do_not_share_a_cause():
    found = [doubt(n, Doubt.OFFSET, 0.9, 0.026, "serato") for n in range(6)]
    found += [doubt(50 + n, Doubt.OFFSET, 0.9, 0.026, "traktor") for n in range(6)]
    causes = {each.suspicion.source: each.cause for each in queue_of(found)}
    assert causes["serato"] != causes["traktor"]

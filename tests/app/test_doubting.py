"""The queue looked for in a whole library."""

from dataclasses import replace

import numpy as np
import pytest

from edmstudio.app.doubting import build_queue
from edmstudio.app.editing import Editor
from edmstudio.app.holding import Holding
from edmstudio.app.reviewing import Reviewing
from edmstudio.domain.edits import SetKey
from edmstudio.domain.evidence import RATIOS
from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.suspicion import Doubt, Purpose, Verdict
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.decisions import Decisions
from edmstudio.store.predictions import Predictions
from edmstudio.store.queue import Queue
from edmstudio.store.tracks import Tracks
from tests.review.libraries import LABELS, fill, truth
from tests.review.wrong import EXPECTED, LATE, shifted


def queue_of(library):
    return build_queue(Watch(), library, place=Inline())


def doubts(items):
    return [item for item in items if item.purpose is Purpose.DOUBT]


def first(items, doubt):
    return next(item for item in doubts(items) if item.suspicion.doubt is doubt)


def tracks_of(items):
    return {item.suspicion.track_id for item in items}


def test_an_encoder_offset_on_37_of_200_tracks_is_one_decision_and_one_undo(library):
    late = set(np.random.default_rng(1).permutation(200)[:37].tolist())
    tracks = fill(library, 200, lambda n: shifted(truth(n), LATE * (n in late)))
    members = [item for item in queue_of(library) if item.cause]
    assert len({item.cause for item in members}) == 1
    assert {tracks.index(t) for t in tracks if t.track_id in tracks_of(members)} == late
    holding = Holding(library)
    before = {t.track_id: holding.annotations(t.track_id) for t in tracks}
    done = Reviewing(library, "ann").accept(members[0].item_id, seconds=6.0)
    assert len(done.tracks) == 37
    for number, track in enumerate(tracks):
        held, right = holding.annotations(track.track_id), truth(number)
        began, should = held.grid.anchors[0].seconds, right.grid.anchors[0].seconds
        assert began == pytest.approx(should, abs=0.001)
        assert held.cues[0].seconds == pytest.approx(right.cues[0].seconds, abs=0.001)
    Editor(library, done.tracks[5].track_id, "ann").undo()
    after = {t.track_id: holding.annotations(t.track_id) for t in tracks}
    assert after == before
    Editor(library, done.tracks[9].track_id, "ann").redo()
    assert len({t for t in after if holding.annotations(t) != before[t]}) == 37


def test_each_way_of_being_wrong_leads_its_kind_and_accepting_makes_it_true(doubted):
    tracks, items = Tracks(doubted).all(), doubts(Queue(doubted).waiting())
    holding = Holding(doubted)
    for number, kinds in EXPECTED.items():
        found = [item for item in items if item.suspicion.doubt in kinds]
        item = max(found, key=lambda item: item.suspicion.score)
        assert item.suspicion.track_id == tracks[number].track_id, kinds
        assert item.suspicion.score > 0.1, kinds
        Reviewing(doubted, "ann").accept(item.item_id)
        held, right = holding.annotations(tracks[number].track_id), truth(number)
        lines = right.grid.downbeats(2.0, 40.0)
        assert np.allclose(held.grid.downbeats(2.0, 40.0), lines, atol=0.003), kinds
        assert held.key == right.key
        assert held.energy.level == right.energy.level
        assert [s.label for s in held.sections] == [s.label for s in right.sections]
        starts = [s.start for s in right.sections]
        assert [s.start for s in held.sections] == pytest.approx(starts, abs=0.02)
        if Doubt.CUE_PLACE not in kinds or item.suspicion.doubt is Doubt.CUE_DOUBTFUL:
            assert [c.kind for c in held.cues] == [c.kind for c in right.cues]


def test_every_question_has_a_reason_whose_figures_are_those_of_the_evidence(doubted):
    predictions, told = Predictions(doubted), set()
    for item in Queue(doubted).waiting():
        asked, figures = item.suspicion, dict(item.suspicion.figures)
        assert len(asked.reason) > 20
        assert figures
        heard = predictions.evidence(asked.track_id, item.checkpoint)
        expected = EVIDENCE.get(asked.doubt)
        if expected is not None:
            told.add(asked.doubt)
            name, value = expected(heard, asked)
            assert figures[name] == pytest.approx(value, abs=1e-3)
            assert name != "heard" or f"{value:.1f}" in asked.reason
            assert "p 0" not in asked.reason, "per cent, beside the reason"
    assert told == set(EVIDENCE)


def heard_label(heard, asked):
    bars = heard.bars_between(asked.start, asked.end)
    return "p label", heard.label[bars].mean(axis=0)[LABELS.index(SectionLabel(asked.label))]


def heard_octave(heard, asked):
    """The class of the label's tempo: the made-up model hears all of them right."""
    ratio = float(asked.suggested) / float(asked.label)
    own = truth(asked.track_id - 1).grid.anchors[0].bpm
    near = [abs(float(asked.label) / own - known) for known in RATIOS]
    assert ratio != 1.0
    return "p label", heard.octave[int(np.argmin(near))]


EVIDENCE = {
    Doubt.KEY: lambda heard, asked: ("p label", heard.key[ALL_KEYS.index(Key.parse(asked.label))]),
    Doubt.ENERGY: lambda heard, asked: ("heard", heard.energy),
    Doubt.LABEL: heard_label,
    Doubt.OCTAVE: heard_octave,
}


def test_most_of_what_is_asked_first_is_wrong(doubted):
    known = {(number, doubt) for number, kinds in EXPECTED.items() for doubt in kinds}
    tracks = [track.track_id for track in Tracks(doubted).all()]
    asked = [
        (tracks.index(item.suspicion.track_id), item.suspicion.doubt)
        for item in doubts(Queue(doubted).waiting())[:10]
    ]
    assert sum(each in known for each in asked) >= 8


def test_what_was_kept_is_not_doubted_again_but_may_be_repeated(doubted):
    item = first(Queue(doubted).waiting(), Doubt.OCTAVE)
    Reviewing(doubted, "ann").keep(item.item_id, seconds=2.0)
    again = [i for i in queue_of(doubted) if i.suspicion.question == item.suspicion.question]
    assert all(i.purpose is Purpose.REPEAT for i in again)
    assert Decisions(doubted).last().verdict is Verdict.KEEP


def test_numbers_of_questions_survive_another_look(doubted):
    before = {i.suspicion.question: i.item_id for i in doubts(Queue(doubted).waiting())}
    Reviewing(doubted, "ann").skip(first(Queue(doubted).waiting(), Doubt.KEY).item_id)
    after = {i.suspicion.question: i.item_id for i in doubts(queue_of(doubted))}
    assert after.items() >= {q: n for q, n in before.items() if q in after}.items()
    assert len(set(before) & set(after)) > len(before) / 2


def test_what_a_person_decided_is_not_doubted(doubted):
    track = Tracks(doubted).all()[3]
    Editor(doubted, track.track_id, "ann").perform(SetKey(truth(3).key))
    keys = [i for i in queue_of(doubted) if i.suspicion.doubt is Doubt.KEY]
    assert track.track_id not in tracks_of(keys)


def test_audits_are_drawn_with_a_known_chance_among_what_is_not_doubted(doubted):
    items = Queue(doubted).waiting()
    audits = [item for item in items if item.purpose is Purpose.AUDIT]
    assert len(audits) >= len(items) // 10 - 1
    assert all(0.0 < item.chance <= 1.0 for item in audits)
    assert all(item.suspicion.score < 0.1 for item in audits)
    assert all(item.chance == 1.0 for item in doubts(items))


def test_an_empty_library_is_told_to_analyse_first(library):
    with pytest.raises(Refused, match="analyze"):
        queue_of(library)


def test_a_library_of_three_tracks_has_a_queue_too(library):
    wrong = replace(truth(0), grid=truth(0).grid.shifted(truth(0).grid.anchors[0].period / 2))
    tracks = fill(library, 3, lambda n: truth(n) if n else wrong)
    item = doubts(queue_of(library))[0]
    assert item.suspicion.track_id == tracks[0].track_id
    assert item.suspicion.doubt is Doubt.HALF_BEAT

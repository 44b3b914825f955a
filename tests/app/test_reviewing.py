import subprocess
import sys
from dataclasses import replace
from threading import Timer

import numpy as np
import pytest

from edmstudio.app.doubting import build_queue
from edmstudio.app.editing import Editor
from edmstudio.app.holding import Holding
from edmstudio.app.reviewing import Reviewing
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.edits import SetKey
from edmstudio.domain.evidence import RATIOS
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.domain.refused import Refused
from edmstudio.domain.suspicion import Doubt, Purpose, Verdict
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.decisions import Decisions
from edmstudio.store.integrity import findings
from edmstudio.store.library import Library
from edmstudio.store.predictions import Predictions
from edmstudio.store.queue import Queue
from edmstudio.store.revisions import Revisions
from tests.review.libraries import fill, truth

LATE = 0.026


def queue_of(library):
    return build_queue(Watch(), library, place=Inline())


def first(items, doubt):
    return next(i for i in items if i.suspicion.doubt is doubt and i.purpose is Purpose.DOUBT)


def shifted(said, seconds):
    """A source whose timeline is late: grid and cues alike."""
    return replace(
        said,
        grid=said.grid.shifted(seconds),
        cues=tuple(replace(c, seconds=c.seconds + seconds) for c in said.cues),
    )


def test_an_encoder_offset_on_37_of_200_tracks_is_one_decision_and_one_undo(library):
    late = set(np.random.default_rng(1).permutation(200)[:37].tolist())
    tracks = fill(library, 200, lambda n: shifted(truth(n), LATE * (n in late)))
    items = queue_of(library)
    causes = {item.cause for item in items if item.cause}
    assert len(causes) == 1
    members = [item for item in items if item.cause]
    assert {tracks.index(t) for t in tracks if t.track_id in _tracks(members)} == late
    before = {t.track_id: Holding(library).annotations(t.track_id) for t in tracks}
    done = Reviewing(library, "ann").accept(members[0].item_id, seconds=6.0)
    assert len(done.tracks) == 37
    holding = Holding(library)
    for number, track in enumerate(tracks):
        held = holding.annotations(track.track_id)
        assert held.grid.anchors[0].seconds == pytest.approx(
            truth(number).grid.anchors[0].seconds, abs=0.001
        )
        assert held.cues[0].seconds == pytest.approx(truth(number).cues[0].seconds, abs=0.001)
    Editor(library, done.tracks[5].track_id, "ann").undo()
    after = {t.track_id: holding.annotations(t.track_id) for t in tracks}
    assert after == before
    Editor(library, done.tracks[9].track_id, "ann").redo()
    assert len({t for t in after if holding.annotations(t) != before[t]}) == 37


def _tracks(items):
    return {item.suspicion.track_id for item in items}


def test_tracks_of_a_cause_may_be_left_out(library):
    late = set(range(10))
    tracks = fill(library, 40, lambda n: shifted(truth(n), LATE * (n in late)))
    member = next(item for item in queue_of(library) if item.cause)
    left = {tracks[3].track_id, tracks[4].track_id} - {member.suspicion.track_id}
    done = Reviewing(library, "ann").accept(member.item_id, without=left)
    assert {t.track_id for t in done.left_out} == left
    waiting = Queue(library).of_cause(member.cause)
    assert _tracks(waiting) == left


def test_a_track_corrected_since_is_not_taken_back_with_the_others(library):
    tracks = fill(library, 40, lambda n: shifted(truth(n), LATE * (n < 10)))
    member = next(item for item in queue_of(library) if item.cause)
    Reviewing(library, "ann").accept(member.item_id)
    Editor(library, tracks[0].track_id, "ann").perform(SetKey(Key(3, True)))
    Editor(library, tracks[1].track_id, "ann").undo()
    holding = Holding(library)
    assert holding.annotations(tracks[1].track_id).grid == truth(1).grid.shifted(LATE)
    assert holding.annotations(tracks[0].track_id).key == Key(3, True)
    assert holding.annotations(tracks[0].track_id).grid != truth(0).grid.shifted(LATE)


def wrong_in_every_way(number):
    """Tracks 0 to 6 are each wrong in one way, 7 is right, and so are all the rest."""
    said = truth(number)
    grid, period = said.grid, said.grid.anchors[0].period
    bpm = grid.anchors[0].bpm
    match number:
        case 0:
            return replace(said, grid=TempoMap.constant(grid.anchors[0].seconds, bpm / 2))
        case 1:
            return replace(said, grid=grid.shifted(period / 2))
        case 2:
            return replace(said, grid=grid.shifted(2 * period))
        case 3:
            return replace(said, key=ALL_KEYS[(ALL_KEYS.index(said.key) + 5) % 24])
        case 4:
            label = said.sections[3].label.__class__("verse")
            sections = list(said.sections)
            sections[2] = replace(sections[2], label=label)
            return replace(said, sections=tuple(sections))
        case 5:
            moment = grid.seconds_at(4 * 5 + 1)
            extra = CuePoint(moment, 99, CueKind.OTHER, by=said.cues[0].by)
            return replace(said, cues=tuple(sorted((*said.cues, extra))))
        case 6:
            level = 10 if said.energy.level < 6 else 1
            return replace(said, energy=replace(said.energy, level=level))
    return said


EXPECTED = {
    0: Doubt.OCTAVE, 1: Doubt.HALF_BEAT, 2: Doubt.BAR_PHASE, 3: Doubt.KEY, 4: Doubt.LABEL,
    5: Doubt.CUE_DOUBTFUL, 6: Doubt.ENERGY,
}  # fmt: skip


def test_each_way_of_being_wrong_leads_its_kind_and_accepting_makes_it_true(library):
    tracks = fill(library, 60, wrong_in_every_way)
    items = queue_of(library)
    holding = Holding(library)
    for number, doubt in EXPECTED.items():
        item = max(
            (i for i in items if i.suspicion.doubt is doubt), key=lambda i: i.suspicion.score
        )
        assert item.suspicion.track_id == tracks[number].track_id, doubt
        assert item.suspicion.score > 0.5, doubt
        Reviewing(library, "ann").accept(item.item_id)
        held, right = holding.annotations(tracks[number].track_id), truth(number)
        bars = held.grid.downbeats(2.0, 40.0)
        assert np.allclose(bars, right.grid.downbeats(2.0, 40.0), atol=0.003), doubt
        assert held.key == right.key
        assert held.energy.level == right.energy.level
        assert [s.label for s in held.sections] == [s.label for s in right.sections]
        assert len(held.cues) == len(right.cues)


def test_every_item_has_a_reason_and_its_figures_are_those_of_the_evidence(library):
    fill(library, 60, wrong_in_every_way)
    predictions = Predictions(library)
    seen = set()
    for item in queue_of(library):
        suspicion = item.suspicion
        assert len(suspicion.reason) > 20
        assert suspicion.figures
        heard = predictions.evidence(suspicion.track_id, item.checkpoint)
        figures = dict(suspicion.figures)
        seen.add(suspicion.doubt)
        if suspicion.doubt is Doubt.KEY:
            index = ALL_KEYS.index(Key.parse(suspicion.label))
            assert figures["p label"] == pytest.approx(heard.key[index], abs=1e-3)
            assert f"p {heard.key[index]:.2f}" in suspicion.reason
        if suspicion.doubt is Doubt.OCTAVE and item.suspicion.score > 0.5:
            ratio = float(suspicion.suggested) / float(suspicion.label)
            place = int(np.argmin([abs(1 / ratio - known) for known in RATIOS]))
            assert figures["p label"] == pytest.approx(heard.octave[place], abs=1e-3)
        if suspicion.doubt is Doubt.ENERGY:
            assert figures["heard"] == pytest.approx(heard.energy, abs=0.02)
    assert seen >= set(EXPECTED.values()) - {Doubt.CUE_DOUBTFUL}


def test_what_was_kept_is_not_doubted_again_but_may_be_repeated(library):
    fill(library, 40, wrong_in_every_way)
    reviewing = Reviewing(library, "ann")
    item = first(queue_of(library), Doubt.OCTAVE)
    reviewing.keep(item.item_id, seconds=2.0)
    again = [i for i in queue_of(library) if i.suspicion.question == item.suspicion.question]
    assert all(i.purpose is Purpose.REPEAT for i in again)
    assert Decisions(library).last().verdict is Verdict.KEEP


def test_numbers_of_questions_survive_a_refresh(library):
    fill(library, 40, wrong_in_every_way)
    before = {
        i.suspicion.question: i.item_id for i in queue_of(library) if i.purpose is Purpose.DOUBT
    }
    Reviewing(library, "ann").skip(first(queue_of(library), Doubt.KEY).item_id)
    after = {
        i.suspicion.question: i.item_id for i in queue_of(library) if i.purpose is Purpose.DOUBT
    }
    assert after.items() >= {q: n for q, n in before.items() if q in after}.items()


def test_a_skipped_item_goes_to_the_end(library):
    fill(library, 40, wrong_in_every_way)
    items = queue_of(library)
    Reviewing(library, "ann").skip(items[0].item_id)
    assert Queue(library).waiting()[-1].item_id == items[0].item_id


def test_another_value_is_taken_in_place_of_the_suggested_one(library):
    tracks = fill(library, 40, wrong_in_every_way)
    items = queue_of(library)
    reviewing = Reviewing(library, "ann")
    key = first(items, Doubt.KEY)
    done = reviewing.accept(key.item_id, label="8A")
    assert done.decision.new == "8A"
    assert Holding(library).annotations(key.suspicion.track_id).key == Key.parse("8A")
    with pytest.raises(Refused, match="no section label"):
        reviewing.accept(first(items, Doubt.LABEL).item_id, label="hook")
    assert Revisions(library).line(tracks[4].track_id) == []


def test_a_decision_holds_old_new_seconds_rank_and_checkpoint(library):
    fill(library, 40, wrong_in_every_way)
    item = first(queue_of(library), Doubt.KEY)
    Reviewing(library, "ann").accept(item.item_id, seconds=3.25)
    decision = Decisions(library).last()
    assert (decision.old, decision.new) == (item.suspicion.label, item.suspicion.suggested)
    assert (decision.seconds, decision.annotator) == (3.25, "ann")
    assert (decision.item.rank, decision.item.checkpoint) == (item.rank, "test-1")
    with pytest.raises(Refused, match="No item"):
        Reviewing(library, "ann").accept(item.item_id)


def test_what_a_person_decided_is_not_doubted(library):
    tracks = fill(library, 40, wrong_in_every_way)
    Editor(library, tracks[3].track_id, "ann").perform(SetKey(truth(3).key))
    keys = [i for i in queue_of(library) if i.suspicion.doubt is Doubt.KEY]
    assert tracks[3].track_id not in _tracks(keys)


def test_an_empty_library_is_told_to_analyse_first(library):
    with pytest.raises(Refused, match="analyze"):
        queue_of(library)


def test_a_reviewer_killed_in_the_middle_loses_nothing_and_breaks_nothing(tmp_path):
    path = tmp_path / "library.db"
    library = Library(path)
    fill(library, 30, lambda n: replace(truth(n), key=ALL_KEYS[(n * 7 + 5) % 24]))
    waiting = len(queue_of(library))
    library.close()
    acknowledged = 0
    for moment in (0.0, 0.02, 0.05):
        acknowledged = max(acknowledged, _accept_until_killed(path, moment))
    library = Library(path)
    decisions = list(Decisions(library).all())
    assert 3 <= acknowledged <= len(decisions)
    assert len(Queue(library).waiting()) == waiting - len(decisions)
    assert findings(library) == []
    for decision in decisions:
        line = Revisions(library).line(decision.item.suspicion.track_id)
        assert not decision.batch or decision.batch in {made.batch for made in line}
    library.close()


def _accept_until_killed(path, seconds):
    """The number of the last decision that the reviewer called kept."""
    command = [sys.executable, "-m", "tests.app.reviewer", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reviewer:
        said = [reviewer.stdout.readline()]
        death = Timer(seconds, reviewer.kill)
        death.start()
        said.extend(reviewer.stdout)
        death.join()
    return int([line for line in said if line.endswith("\n")][-1])

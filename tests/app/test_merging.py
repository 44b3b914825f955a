"""Libraries of several reviewers become one truth."""

from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from edmstudio.app.editing import Editor
from edmstudio.app.holding import Holding
from edmstudio.app.merging import preview_merge
from edmstudio.domain.annotations import Fact
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.edits import MoveCue, PlaceCue, RemoveCue, SetEnergy, SetKey
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused
from edmstudio.domain.section_edits import MoveBoundary, RelabelSection
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.suspicion import Purpose, Verdict
from edmstudio.jobs.job import Cancelled, Watch
from edmstudio.store.decisions import Decisions
from edmstudio.store.integrity import findings
from edmstudio.store.labels import Labels
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.revisions import Act, Revisions
from edmstudio.store.tracks import Tracks
from tests.app.meeting import ACTIONS, Person, portable
from tests.review.libraries import truth

LAW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def people(*filled):
    """Reviewers by name, each with these tracks."""
    with TemporaryDirectory() as folder:
        made = []
        for name, numbers in zip("abc", filled, strict=False):
            person = Person(Path(folder) / f"{name}.db", name, {"a": 0, "b": 3, "c": -2}[name])
            person.fill(numbers)
            made.append(person)
        copies = iter(range(99))
        yield [*made, lambda person: person.copy(Path(folder) / f"copy{next(copies)}.db")]


@given(ACTIONS, ACTIONS, ACTIONS)
@LAW
def test_it_does_not_matter_who_takes_from_whom_nor_how_often(ours, theirs, later):
    with people((0, 1), (1, 0)) as (ann, bob, copy):
        ann.act(ours)
        bob.act(theirs)
        other_bob = copy(bob)
        met, back = ann.meet(bob), other_bob.meet(ann)
        assert portable(ann.library) == portable(other_bob.library)
        assert len(met.conflicts) == len(back.conflicts) or met.added or back.added
        after = portable(ann.library)
        again = ann.meet(bob)
        assert portable(ann.library) == after
        assert (again.changed, again.conflicts, again.decisions) == ((), (), 0)
        ann.act(later)
        other_bob.meet(ann)
        ann.meet(other_bob)
        assert portable(ann.library) == portable(other_bob.library)
        assert findings(ann.library) == []


@given(ACTIONS, ACTIONS, ACTIONS)
@LAW
def test_it_does_not_matter_in_which_order_three_libraries_meet(first, second, third):
    with people((0, 1), (0, 1), (0, 1)) as (ann, bob, cem, copy):
        for person, actions in ((ann, first), (bob, second), (cem, third)):
            person.act(actions)
        other_ann, other_bob = copy(ann), copy(bob)
        ann.meet(bob)
        ann.meet(cem)
        other_bob.meet(cem)
        other_ann.meet(other_bob)
        assert portable(ann.library) == portable(other_ann.library)


@given(ACTIONS)
@LAW
def test_what_one_person_did_alone_comes_out_as_it_was(actions):
    with people((0, 1), (0, 1)) as (ann, bob, _):
        ann.act(actions)
        before = portable(ann.library)["held"]
        bob.meet(ann)
        assert portable(bob.library)["held"] == before
        ann.meet(bob)
        assert portable(ann.library)["held"] == before


@given(ACTIONS, ACTIONS)
@LAW
def test_one_undo_takes_back_what_came_to_a_track(ours, theirs):
    with people((0, 1), (0, 1)) as (ann, bob, _):
        ann.act(ours)
        bob.act([each for each in theirs if each[0] != "label"])
        before = portable(ann.library)["held"]
        met = ann.meet(bob)
        for track in met.changed:
            editor = Editor(ann.library, track.track_id, "ann", ann.clock)
            assert editor.undo_title == "Merge"
            editor.undo()
        assert portable(ann.library)["held"] == before
        ann.meet(bob)
        assert portable(ann.library)["held"] == before, "what was taken back stays so"


@pytest.fixture
def two():
    with people((0, 1, 2), (0, 1, 2)) as (ann, bob, _):
        yield ann, bob
        ann.library.close()
        bob.library.close()


def perform(person, number, edit):
    track = Tracks(person.library).all()[number]
    return Editor(person.library, track.track_id, person.name, person.clock).perform(edit)


def held(person, number):
    track = Tracks(person.library).all()[number]
    return Holding(person.library).annotations(track.track_id)


def test_corrections_of_different_cues_and_sections_of_one_track_both_hold(two):
    ann, bob = two
    cues, sections = truth(0).cues, truth(0).sections
    perform(ann, 0, RemoveCue(cues[0].cue_id))
    perform(ann, 0, RelabelSection(sections[1].start + 1, SectionLabel.BRIDGE))
    perform(bob, 0, MoveCue(cues[2].cue_id, 99.0))
    perform(bob, 0, PlaceCue(CuePoint(7.0, 50, CueKind.VOCAL)))
    perform(bob, 0, RelabelSection(sections[2].start + 1, SectionLabel.CHORUS))
    met = ann.meet(bob)
    assert met.conflicts == ()
    now = held(ann, 0)
    kept = [cues[1].seconds, *(cue.seconds for cue in cues[3:])]
    assert [cue.seconds for cue in now.cues] == sorted([7.0, 99.0, *kept])
    assert now.sections[1].label is SectionLabel.BRIDGE
    assert now.sections[2].label is SectionLabel.CHORUS


def test_two_new_cues_of_one_number_are_two_cues(two):
    ann, bob = two
    number = truth(0).cues[-1].cue_id + 1
    perform(ann, 0, PlaceCue(CuePoint(3.0, number, CueKind.LOOP)))
    perform(bob, 0, PlaceCue(CuePoint(4.0, number, CueKind.VOCAL)))
    ann.meet(bob)
    now = held(ann, 0).cues
    assert len({cue.cue_id for cue in now}) == len(now) == len(truth(0).cues) + 2
    assert {3.0, 4.0} <= {cue.seconds for cue in now}


def test_what_both_decided_differently_is_a_conflict_and_the_later_holds(two):
    ann, bob = two
    perform(ann, 0, SetKey(Key(1, True)))
    perform(bob, 0, SetKey(Key(2, True)))
    perform(ann, 1, SetEnergy(3))
    perform(bob, 1, SetEnergy(3))
    met = ann.meet(bob)
    (conflict,) = met.conflicts
    assert conflict.contradiction.fact is Fact.KEY
    assert conflict.contradiction.kept.annotator == "b"
    assert conflict.contradiction.lost.after.key == Key(1, True)
    assert held(ann, 0).key == Key(2, True)
    assert bob.meet(ann).conflicts[0].contradiction.kept.annotator == "b"


def test_one_boundary_moved_two_ways_is_a_conflict_and_sections_stay_whole(two):
    ann, bob = two
    start = truth(0).sections[2].start
    perform(ann, 0, MoveBoundary(start, start + 2.0))
    perform(bob, 0, MoveBoundary(start, start - 2.0))
    met = ann.meet(bob)
    assert len(met.conflicts) == 1
    sections = held(ann, 0).sections
    assert [s.label for s in sections] == [s.label for s in truth(0).sections]
    assert sections[2].start == start - 2.0
    for left, right in pairwise(sections):
        assert left.end == right.start


def test_a_deleted_cue_that_another_moved_later_is_there_again(two):
    ann, bob = two
    cue = truth(0).cues[0]
    perform(ann, 0, RemoveCue(cue.cue_id))
    perform(bob, 0, MoveCue(cue.cue_id, 55.0))
    met = ann.meet(bob)
    assert len(met.conflicts) == 1
    assert 55.0 in {c.seconds for c in held(ann, 0).cues}


def test_whoever_corrects_after_meeting_has_the_last_word_whatever_the_clock(two):
    ann, bob = two
    perform(bob, 0, SetKey(Key(2, True)))
    ann.meet(bob)  # the clock of ann is three minutes behind
    perform(ann, 0, SetKey(Key(5, False)))
    assert bob.meet(ann).conflicts == ()
    assert held(bob, 0).key == Key(5, False)


def test_tracks_labels_and_answers_come_with_the_library(tmp_path):
    with people((0,), (0, 5)) as (ann, bob, _):
        bob.act([("label", 1, 3, 1), ("keep", 0, 1, 0)])
        met = ann.meet(bob)
        assert [track.payload for track in met.added] == ["payload5"]
        new = Tracks(ann.library).with_payload("payload5")
        assert new.missing
        assert Labels(ann.library).sources(new.track_id)
        assert [d.verdict for d in Decisions(ann.library).all()] == [Verdict.KEEP]
        assert met.backup.exists()
        assert len(Tracks(Library(met.backup)).all()) == 1


def test_a_question_that_two_people_answered_differently_is_asked_first(doubted, tmp_path):
    from edmstudio.app.reviewing import Reviewing

    ann = Person(doubted.path, "ann", 0)
    bob = ann.copy(tmp_path / "bob.db")
    item = next(i for i in Queue(ann.library).waiting() if i.suspicion.kind == "key")
    Reviewing(ann.library, "ann", ann.clock).accept(item.item_id)
    Reviewing(bob.library, "bob", bob.clock).keep(item.item_id)
    assert held_key(ann, item) == item.suspicion.suggested
    ann.meet(bob)
    first = Queue(ann.library).waiting()[0]
    assert first.purpose is Purpose.DISPUTE
    assert (first.suspicion.label, first.suspicion.suggested) == (
        item.suspicion.suggested, item.suspicion.label
    )  # fmt: skip
    assert "bob kept" in first.suspicion.reason
    assert "ann took" in first.suspicion.reason
    Reviewing(ann.library, "cem", ann.clock).accept(first.item_id)
    assert held_key(ann, item) == item.suspicion.label
    ann.meet(bob)
    assert not any(i.purpose is Purpose.DISPUTE for i in Queue(ann.library).waiting())
    ann.library.close()
    bob.library.close()


def held_key(person, item):
    return Holding(person.library).annotations(item.suspicion.track_id).key.name


def test_a_preview_writes_nothing_and_a_cancelled_merge_neither(two):
    ann, bob = two
    perform(bob, 0, SetEnergy(9))
    before = portable(ann.library)
    assert len(preview_merge(Watch(), ann.library, bob.path).changed) == 1
    assert portable(ann.library) == before
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        preview_merge(watch, ann.library, bob.path)
    assert portable(ann.library) == before
    ann.meet(bob)
    line = Revisions(ann.library).line(Tracks(ann.library).all()[0].track_id)
    assert [revision.act for revision in line] == [Act.MERGE]


def test_what_is_no_library_is_refused_with_a_sentence(two, tmp_path):
    ann, _ = two
    (tmp_path / "notes.txt").write_text("no library at all, only words" * 99)
    for file, sentence in (
        (tmp_path / "notes.txt", "can't be read"),
        (tmp_path / "nothing.db", "no library at"),
        (ann.path, "this very library"),
    ):
        with pytest.raises(Refused, match=sentence):
            preview_merge(Watch(), ann.library, file)

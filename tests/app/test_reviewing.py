"""Answers to the questions of the queue."""

import subprocess
import sys
from dataclasses import replace
from threading import Timer

import pytest

from edmstudio.app.doubting import build_queue
from edmstudio.app.editing import Editor
from edmstudio.app.holding import Holding
from edmstudio.app.reviewing import Reviewing
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.edits import SetKey
from edmstudio.domain.grid_edits import LockGrid
from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.domain.refused import Refused
from edmstudio.domain.suspicion import Doubt, Purpose
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.decisions import Decisions
from edmstudio.store.integrity import findings
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.revisions import Revisions
from edmstudio.store.tracks import Tracks
from tests.review.libraries import duration, fill, truth
from tests.review.wrong import LATE, shifted


def first(library, doubt):
    waiting = Queue(library).waiting()
    return next(i for i in waiting if i.suspicion.doubt is doubt and i.purpose is Purpose.DOUBT)


@pytest.fixture(scope="module")
def late(tmp_path_factory):
    """The file of 40 tracks of which ten are 26 ms late."""
    path = tmp_path_factory.mktemp("late") / "library.db"
    library = Library(path)
    fill(library, 40, lambda n: shifted(truth(n), LATE * (n < 10)))
    build_queue(Watch(), library, place=Inline())
    library.close()
    return path


@pytest.fixture
def ten_late(late, tmp_path):
    library = Library(tmp_path / "library.db")
    library.close()
    (tmp_path / "library.db").write_bytes(late.read_bytes())
    library = Library(tmp_path / "library.db")
    yield library
    library.close()


def member_of_a_cause(library):
    return next(item for item in Queue(library).waiting() if item.cause)


def test_tracks_of_a_cause_may_be_left_out(ten_late):
    tracks = Tracks(ten_late).all()
    member = member_of_a_cause(ten_late)
    left = {tracks[3].track_id, tracks[4].track_id} - {member.suspicion.track_id}
    done = Reviewing(ten_late, "ann").accept(member.item_id, without=left)
    assert {t.track_id for t in done.left_out} == left
    waiting = Queue(ten_late).of_cause(member.cause)
    assert {item.suspicion.track_id for item in waiting} == left


def test_a_track_locked_since_is_refused_when_it_is_asked_about_and_else_left_out(ten_late):
    member = member_of_a_cause(ten_late)
    locked = member.suspicion.track_id
    Editor(ten_late, locked, "ann").perform(LockGrid())
    with pytest.raises(Refused, match="locked"):
        Reviewing(ten_late, "ann").accept(member.item_id)
    assert Queue(ten_late).get(member.item_id) is not None
    other = next(i for i in Queue(ten_late).of_cause(member.cause) if i != member)
    done = Reviewing(ten_late, "ann").accept(other.item_id)
    assert [track.track_id for track in done.left_out] == [locked]


def test_a_late_track_with_a_cue_behind_its_end_is_corrected_too(library: Library):
    """Programs write such cues; they move along with the grid."""

    def said(number):
        late = shifted(truth(number), -LATE * (number < 10))
        last = CuePoint(duration(number) - 0.001, 50, CueKind.OTHER, by=late.grid_by)
        return late if number else replace(late, cues=(*late.cues, last))

    track = fill(library, 40, said)[0]
    build_queue(Watch(), library, place=Inline())
    item = next(
        i
        for i in Queue(library).waiting()
        if (i.suspicion.track_id, i.suspicion.doubt) == (track.track_id, Doubt.OFFSET)
    )
    done = Reviewing(library, "ann").accept(item.item_id)
    assert track.track_id in {each.track_id for each in done.tracks}
    assert Holding(library).annotations(track.track_id).cues[-1].seconds > track.seconds


def test_a_track_corrected_since_is_not_taken_back_with_the_others(ten_late):
    tracks = Tracks(ten_late).all()
    Reviewing(ten_late, "ann").accept(member_of_a_cause(ten_late).item_id)
    Editor(ten_late, tracks[0].track_id, "ann").perform(SetKey(Key(3, True)))
    Editor(ten_late, tracks[1].track_id, "ann").undo()
    holding = Holding(ten_late)
    assert holding.annotations(tracks[1].track_id).grid == truth(1).grid.shifted(LATE)
    assert holding.annotations(tracks[0].track_id).key == Key(3, True)
    assert holding.annotations(tracks[0].track_id).grid != truth(0).grid.shifted(LATE)


def test_a_skipped_item_goes_to_the_end(doubted):
    items = Queue(doubted).waiting()
    Reviewing(doubted, "ann").skip(items[0].item_id)
    assert Queue(doubted).waiting()[-1].item_id == items[0].item_id


def test_another_value_is_taken_in_place_of_the_suggested_one(doubted):
    reviewing, key = Reviewing(doubted, "ann"), first(doubted, Doubt.KEY)
    done = reviewing.accept(key.item_id, label="8A")
    assert done.decision.new == "8A"
    assert Holding(doubted).annotations(key.suspicion.track_id).key == Key.parse("8A")
    label = first(doubted, Doubt.LABEL)
    with pytest.raises(Refused, match="no section label"):
        reviewing.accept(label.item_id, label="hook")
    assert Revisions(doubted).line(label.suspicion.track_id) == []


def test_a_decision_holds_old_new_seconds_rank_and_checkpoint(doubted):
    item = first(doubted, Doubt.KEY)
    Reviewing(doubted, "ann").accept(item.item_id, seconds=3.25)
    decision = Decisions(doubted).last()
    assert (decision.old, decision.new) == (item.suspicion.label, item.suspicion.suggested)
    assert (decision.seconds, decision.annotator) == (3.25, "ann")
    assert (decision.item.rank, decision.item.checkpoint) == (item.rank, "test-1")
    with pytest.raises(Refused, match="No item"):
        Reviewing(doubted, "ann").accept(item.item_id)


def test_a_reviewer_killed_in_the_middle_loses_nothing_and_breaks_nothing(tmp_path):
    path = tmp_path / "library.db"
    library = Library(path)
    fill(library, 24, lambda n: replace(truth(n), key=ALL_KEYS[(n * 7 + 5) % 24]))
    waiting = len(build_queue(Watch(), library, place=Inline()))
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
    whole = [int(line) for line in said if line.endswith("\n")]
    return max(whole, default=0)  # nothing, where all was answered before

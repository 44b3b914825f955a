"""The queue follows edits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from edmstudio.app.doubting import build_queue
from edmstudio.app.editing import Editor
from edmstudio.app.following import ANEW, Follower
from edmstudio.app.holding import Holding
from edmstudio.app.reviewing import Reviewing
from edmstudio.domain.edits import RemoveCue, SetKey
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.grid_edits import ShiftBeats, ShiftGrid
from edmstudio.domain.key import Key
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.suspicion import Doubt, Kind, Purpose
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.labels import Labels, SourceLabels
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.tracks import Tracks
from tests.review.libraries import NOW, fill, truth


def asked(library, track_id, doubt=None):
    return [
        item
        for item in Queue(library).waiting()
        if item.suspicion.track_id == track_id and doubt in (None, item.suspicion.doubt)
    ]


@pytest.fixture
def tracks(doubted):
    return [track.track_id for track in Tracks(doubted).all()]


def test_a_correction_made_anywhere_takes_its_question_out_of_the_queue(doubted, tracks):
    assert asked(doubted, tracks[3], Doubt.KEY)
    Editor(doubted, tracks[3], "ann").perform(SetKey(truth(3).key))
    assert Follower(doubted).follow() == [tracks[3]]
    assert not asked(doubted, tracks[3], Doubt.KEY)
    assert Follower(doubted).follow() == []


def test_an_undone_correction_is_doubted_again(doubted, tracks):
    before = asked(doubted, tracks[3], Doubt.KEY)
    editor = Editor(doubted, tracks[3], "ann")
    editor.perform(SetKey(truth(3).key))
    Follower(doubted).follow()
    editor.undo()
    Follower(doubted).follow()
    (now,) = asked(doubted, tracks[3], Doubt.KEY)
    assert now.suspicion == before[0].suspicion


def test_what_depends_on_the_correction_is_judged_anew(doubted, tracks):
    """The sections of a track whose cues were corrected are seen beside the cues that are left."""
    number = 12
    section = truth(number).sections[2]
    cue = next(c for c in truth(number).cues if c.seconds == section.start)
    Editor(doubted, tracks[number], "ann").perform(RemoveCue(cue.cue_id))
    others = {i.item_id: i for i in Queue(doubted).waiting() if i.suspicion.track_id not in tracks}
    Follower(doubted).follow()
    after = {i.item_id: i for i in Queue(doubted).waiting() if i.suspicion.track_id not in tracks}
    assert after == others
    left = asked(doubted, tracks[number])
    assert not any(i.suspicion.cue_id == cue.cue_id for i in left)
    missing = [i.suspicion for i in left if i.suspicion.doubt is Doubt.CUE_MISSING]
    assert not any(abs(each.amount - cue.seconds) < 1.0 for each in missing), "it was taken away"


def several_wrong(number):
    """On the first tracks two sections have another label, and two cues are bars away."""
    said = truth(number)
    if number >= 3:
        return said
    sections, cues = list(said.sections), list(said.cues)
    for place, label in ((2, SectionLabel.BREAK), (5, SectionLabel.INTRO)):
        sections[place] = replace(sections[place], label=label)
    for place in (0, 2):
        cues[place] = replace(cues[place], seconds=cues[place].seconds + 6 * 60 / 120)
    return replace(said, sections=tuple(sections), cues=tuple(cues))


@pytest.mark.parametrize("kind", [Kind.CUE, Kind.SECTION])
def test_an_answer_about_one_cue_or_section_leaves_the_others_of_the_track_in_doubt(
    library: Library, kind
):
    first = fill(library, 40, several_wrong)[0].track_id
    build_queue(Watch(), library, place=Inline())
    doubts = [i for i in asked(library, first) if i.suspicion.kind is kind]
    doubts = [i for i in doubts if i.purpose is Purpose.DOUBT and i.suspicion.score > 0.4]
    assert len(doubts) >= 2
    Reviewing(library, "ann").accept(doubts[0].item_id)
    Follower(library).follow()
    questions = {i.suspicion.question for i in asked(library, first)}
    assert doubts[0].suspicion.question not in questions
    assert doubts[-1].suspicion.question in questions


def grid_wrong_twice(number):
    """On the first track the tempo is halved, and bars begin on another beat of the fast one."""
    said = truth(number)
    if number:
        return said
    first = said.grid.anchors[0]
    grid = TempoMap.constant(first.seconds + first.period, first.bpm / 2)
    return replace(said, grid=grid, sections=(), cues=())


@pytest.fixture
def wrong_twice(library: Library):
    first = fill(library, 40, grid_wrong_twice)[0].track_id
    build_queue(Watch(), library, place=Inline())
    return first


def agree(library, track_id, doubt):
    (item,) = asked(library, track_id, doubt)
    Reviewing(library, "ann").accept(item.item_id)
    Follower(library).follow()


def on_grid(library, track_id):
    return {i.suspicion.doubt for i in asked(library, track_id) if i.suspicion.kind is Kind.GRID}


def test_an_accepted_octave_leaves_the_other_doubts_of_the_grid(library: Library, wrong_twice):
    assert Doubt.BAR_PHASE not in on_grid(library, wrong_twice), "of half the tempo nobody knows"
    agree(library, wrong_twice, Doubt.OCTAVE)
    (bars,) = asked(library, wrong_twice, Doubt.BAR_PHASE)
    assert bars.suspicion.source == "rekordbox", "it is still its grid"
    assert Doubt.OCTAVE not in on_grid(library, wrong_twice)
    agree(library, wrong_twice, Doubt.BAR_PHASE)
    assert not on_grid(library, wrong_twice)
    grid = Holding(library).annotations(wrong_twice).grid
    assert grid.bpm_over(0.0, 60.0) == truth(0).grid.anchors[0].bpm
    assert grid.downbeats(0.0, 60.0) == pytest.approx(truth(0).grid.downbeats(0.0, 60.0))


def test_a_fresh_look_asks_on_as_well(library: Library, wrong_twice):
    agree(library, wrong_twice, Doubt.OCTAVE)
    build_queue(Watch(), library, place=Inline())
    assert Doubt.BAR_PHASE in on_grid(library, wrong_twice)
    assert Doubt.OCTAVE not in on_grid(library, wrong_twice)


def test_an_answer_taken_back_is_no_answer(library: Library, wrong_twice):
    agree(library, wrong_twice, Doubt.OCTAVE)
    Editor(library, wrong_twice, "ann").undo()
    Follower(library).follow()
    assert Doubt.OCTAVE in on_grid(library, wrong_twice)


@pytest.mark.parametrize("edit", [ShiftBeats(1.0), ShiftGrid(0.004)])
def test_a_grid_that_a_hand_changed_after_an_answer_is_asked_about_no_more(
    library: Library, wrong_twice, edit
):
    agree(library, wrong_twice, Doubt.OCTAVE)
    Editor(library, wrong_twice, "ann").perform(edit)
    Follower(library).follow()
    assert not on_grid(library, wrong_twice)


def test_a_correction_of_something_else_leaves_the_grid_as_it_was_answered(
    library: Library, wrong_twice
):
    agree(library, wrong_twice, Doubt.OCTAVE)
    Editor(library, wrong_twice, "ann").perform(SetKey(truth(5).key))
    Follower(library).follow()
    assert Doubt.BAR_PHASE in on_grid(library, wrong_twice)


def test_a_source_that_has_spoken_since_was_not_asked_about(library: Library, wrong_twice):
    agree(library, wrong_twice, Doubt.OCTAVE)
    newer = SourceLabels("serato", "1", truth(0, "serato"))
    Labels(library).put(wrong_twice, newer, NOW + timedelta(days=1))
    build_queue(Watch(), library, place=Inline())
    assert not on_grid(library, wrong_twice)


def test_a_wrong_correction_of_the_grid_leaves_the_other_tracks_alone(doubted, tracks):
    before = [i for i in Queue(doubted).waiting() if i.suspicion.track_id != tracks[20]]
    Editor(doubted, tracks[20], "ann").perform(ShiftBeats(1.0))
    Follower(doubted).follow()
    after = [i for i in Queue(doubted).waiting() if i.suspicion.track_id != tracks[20]]
    assert after == before
    assert not any(i.suspicion.kind == "grid" for i in asked(doubted, tracks[20]))


def test_scores_are_those_of_a_fresh_look_with_the_same_judge(doubted, tracks):
    """Nothing was corrected, so that every score has to come out as the worker had it."""
    before = Queue(doubted).waiting()
    follower = Follower(doubted)
    for track_id in tracks[:12]:
        editor = Editor(doubted, track_id, "ann")
        if editor.perform(SetKey(truth(5).key)) is not None:
            editor.undo()
    follower.follow()
    now = {i.suspicion.question: i for i in Queue(doubted).waiting()}
    for item in before:
        again = now[item.suspicion.question]
        assert again.suspicion.score == pytest.approx(item.suspicion.score, abs=1e-9)
        assert again.suspicion.reason == item.suspicion.reason
        assert (again.purpose, again.chance) == (item.purpose, item.chance)


def test_a_new_order_keeps_every_item_and_puts_the_skipped_last(doubted):
    items = Queue(doubted).waiting()
    Reviewing(doubted, "ann").skip(items[0].item_id)
    Follower(doubted).rerank()
    again = Queue(doubted).waiting()
    assert {i.item_id for i in again} == {i.item_id for i in items}
    assert again[-1].item_id == items[0].item_id
    assert [i.rank for i in again] == list(range(1, len(items) + 1))
    worths = [i.worth for i in again if i.purpose is Purpose.DOUBT][:-1]
    assert worths[0] == max(worths)


def test_after_many_corrections_all_that_waits_is_put_in_order_anew(doubted, tracks):
    def in_order():
        ranks = [item.rank for item in Queue(doubted).waiting()]
        return ranks == list(range(1, len(ranks) + 1))

    follower, found = Follower(doubted), []
    Reviewing(doubted, "ann").skip(Queue(doubted).waiting()[0].item_id)  # leaves a gap
    for number, track_id in enumerate(tracks[:ANEW]):
        another = Key((truth(number).key.pitch + 2) % 12, False)
        assert Editor(doubted, track_id, "ann").perform(SetKey(another))
        follower.follow()
        found.append(in_order())
    assert found == [False] * (ANEW - 1) + [True]


def test_a_library_that_nobody_looked_through_has_nothing_to_follow(library: Library):
    follower = Follower(library)
    assert follower.follow() == []
    follower.rerank()

"""The review queue through the real window."""

import shutil
import subprocess
import sys
from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from edmstudio.app.doubting import build_queue
from edmstudio.domain.edits import SetEnergy, SetKey
from edmstudio.domain.grid_edits import ShiftGrid
from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.suspicion import Verdict
from edmstudio.gui.review.queue_follower import questions_in
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.review.progress import standing
from edmstudio.store.decisions import Decisions
from edmstudio.store.integrity import findings
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.revisions import Revisions
from tests.gui.desks import held_in, places_in, press, window_on
from tests.review.libraries import fill, truth


def said(number):
    labels = truth(number)
    if number < 8:
        return replace(labels, grid=labels.grid.shifted(0.026))
    if number < 50:
        return replace(labels, key=ALL_KEYS[(number * 7 + 5) % 24])
    if number < 60:
        sections = list(labels.sections)
        sections[2] = replace(sections[2], label=SectionLabel.VERSE)
        return replace(labels, sections=tuple(sections))
    if number < 76:
        level = 10 if labels.energy.level < 6 else 1
        return replace(labels, energy=replace(labels.energy, level=level))
    return labels


@pytest.fixture(scope="module")
def looked_through(tmp_path_factory):
    """The file of 130 tracks with known errors, and a queue."""
    path = tmp_path_factory.mktemp("doubted") / "library.db"
    library = Library(path)
    fill(library, 130, said)
    build_queue(Watch(), library, place=Inline())
    library.close()
    return path


@pytest.fixture
def doubted(qapp, looked_through, tmp_path):
    """A window on a copy of it; the queue is on the screen."""
    places = places_in(tmp_path)
    shutil.copy(looked_through, places.library)
    with window_on(places) as made:
        made.router.run(made.commands["review.start"])
        made.places = places
        yield made


def decisions(made):
    return list(Decisions(made.studio.library).all())


def test_fifty_questions_are_answered_with_fifty_keys(doubted):
    made, took = doubted, []
    assert made.reviewer.waiting > 50
    for number in range(50):
        before = made.reviewer.item.item_id
        began = perf_counter()
        press(made, (Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_Return)[number % 3])
        took.append(perf_counter() - began)
        assert made.reviewer.item.item_id != before
        assert made.queue.why.reason.text() == made.reviewer.item.suspicion.reason
        assert made.studio.session.track.track_id == made.reviewer.item.suspicion.track_id
        asked, transport = made.reviewer.item.suspicion, made.studio.transport
        assert (transport.playing, transport.listening.clicking) == (True, True)
        assert (transport.loop.start, transport.loop.end) == (asked.start, asked.end)
    answered = {d.item.item_id for d in decisions(made) if d.seconds > 0 or not d.item.cause}
    assert len(answered) >= 50
    assert np.isfinite(took).all()


def test_accept_corrects_what_is_open_and_backspace_takes_it_back(doubted):
    made = doubted
    while str(made.reviewer.item.suspicion.kind) != "key":
        press(made, Qt.Key.Key_X)
    item = made.reviewer.item
    track = item.suspicion.track_id
    press(made, Qt.Key.Key_A)
    assert held_in(made.places, track).key.name == item.suspicion.suggested
    press(made, Qt.Key.Key_Backspace)
    assert made.reviewer.item.item_id == item.item_id
    assert held_in(made.places, track).key.name == item.suspicion.label
    assert made.studio.session.annotations.key.name == item.suspicion.label
    assert decisions(made)[-1].verdict is Verdict.BACK


def test_a_cause_is_one_question_with_its_tracks_and_goes_back_as_one(doubted):
    made = doubted
    while not made.reviewer.item.cause:
        press(made, Qt.Key.Key_S)
    tracks = [track.track_id for track in made.reviewer.members()]
    assert len(tracks) == 8
    assert made.queue.why.together.count() == 8
    before = [held_in(made.places, track).grid for track in tracks]
    waiting = made.reviewer.waiting
    press(made, Qt.Key.Key_A)
    assert made.reviewer.waiting == waiting - 1
    after = [held_in(made.places, track).grid for track in tracks]
    assert all(a != b for a, b in zip(after, before, strict=True))
    press(made, Qt.Key.Key_Backspace)
    assert [held_in(made.places, track).grid for track in tracks] == before
    assert len(Queue(made.studio.library).of_cause(made.reviewer.item.cause)) == 8


def test_a_correction_by_hand_answers_the_question_and_the_next_key_goes_on(doubted):
    made = doubted
    while str(made.reviewer.item.suspicion.kind) != "key":
        press(made, Qt.Key.Key_X)
    item, before = made.reviewer.item, len(decisions(made))
    made.studio.session.perform(SetKey(Key(1, True)))
    assert "by hand" in made.queue.question.text()
    assert (made.queue.accept.text(), made.queue.keep.isEnabled()) == ("Next", False)
    until(lambda: Queue(made.studio.library).get(item.item_id) is None)
    QTest.qWait(50)
    assert made.reviewer.item.item_id == item.item_id, "nothing moves under a person's hand"
    press(made, Qt.Key.Key_A)
    assert made.reviewer.item.item_id != item.item_id
    assert held_in(made.places, item.suspicion.track_id).key == Key(1, True)
    (given,) = decisions(made)[before:]
    assert (given.old, given.new) == (item.suspicion.label, Key(1, True).name)
    assert (given.item.rank, given.item.checkpoint) == (item.rank, item.checkpoint)
    assert given.seconds > 0.0
    assert item.item_id not in {each.item_id for each in Queue(made.studio.library).waiting()}


def test_one_undo_takes_back_a_correction_by_hand_and_the_answer_that_it_was(doubted):
    made, session = doubted, doubted.studio.session
    while str(made.reviewer.item.suspicion.kind) != "key":
        press(made, Qt.Key.Key_X)
    item, queue = made.reviewer.item, Queue(made.studio.library)
    session.perform(SetKey(Key(1, True)))
    assert queue.get(item.item_id) is None
    session.undo()
    assert held_in(made.places, item.suspicion.track_id).key.name == item.suspicion.label
    assert queue.get(item.item_id) is not None
    assert made.reviewer.sitting.by_hand is None
    assert "by hand" not in made.queue.question.text()
    assert standing(decisions(made)) == standing(decisions(made)[:-2])
    session.redo()
    assert queue.get(item.item_id) is None
    assert [d.verdict for d in decisions(made)[-3:]] == [
        Verdict.ACCEPT, Verdict.BACK, Verdict.ACCEPT,
    ]  # fmt: skip
    press(made, Qt.Key.Key_Backspace)
    assert held_in(made.places, item.suspicion.track_id).key.name == item.suspicion.label
    assert made.reviewer.item.item_id == item.item_id


def test_how_likely_each_side_is_stands_there_once_and_the_list_follows(doubted):
    made = doubted
    while "p suggested" not in dict(made.reviewer.item.suspicion.figures):
        press(made, Qt.Key.Key_X)
    about, waiting = made.reviewer.item.suspicion, made.reviewer.waiting
    share = round(100 * dict(about.figures)["p suggested"])
    told = made.queue.why.figures.text()
    assert (f"as suggested {share}\u00a0%" in told) == bool(about.suggested)
    assert made.library.picked_ids() == [about.track_id]
    number = made.reviewer.number
    assert made.queue.number.text() == f"{number} of {number - 1 + waiting}"
    press(made, Qt.Key.Key_S)
    assert made.reviewer.number == number + 1


def test_a_correction_of_something_else_is_no_answer(doubted):
    made = doubted
    while str(made.reviewer.item.suspicion.kind) != "key":
        press(made, Qt.Key.Key_X)
    item, before = made.reviewer.item, len(decisions(made))
    made.studio.session.perform(SetEnergy(9))
    made.studio.session.perform(ShiftGrid(0.001))
    assert len(decisions(made)) == before
    assert Queue(made.studio.library).get(item.item_id) is not None
    assert made.reviewer.sitting.by_hand is None


def test_in_a_small_window_a_question_is_in_view_with_all_its_figures(doubted):
    made = doubted
    while made.reviewer.item.cause:
        press(made, Qt.Key.Key_S)
    assert (made.window.width(), made.window.height()) == (1280, 800)
    until(lambda: made.queue.behind.verticalScrollBar().maximum() == 0)
    assert in_view(made.queue.accept)
    assert not made.queue.look.isVisible()


def test_with_large_letters_no_answer_is_cut(doubted):
    made = doubted
    made.looks.scale(5)  # 150 %
    made.router.run(made.commands["review.start"])
    view = made.queue
    for button in (view.accept, view.keep, view.skip, view.back):
        until(lambda button=button: in_view(button))
        assert button.width() >= button.sizeHint().width()
    assert len({button.width() for button in (view.accept, view.keep, view.skip)}) == 1
    assert in_view(view.question)


def in_view(widget):
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def test_an_answer_given_during_a_look_is_not_asked_again(doubted):
    made, library = doubted, doubted.studio.library
    while str(made.reviewer.item.suspicion.kind) != "key":
        press(made, Qt.Key.Key_X)
    made.studio.session.perform(SetKey(Key(1, True)))
    for _ in range(6):
        made.reviewer.follower.look()
        press(made, Qt.Key.Key_A)
        asked = {item.item_id for item in questions_in(Queue(library))}
        until(lambda: not made.reviewer.follower.busy)
        assert made.reviewer.item.item_id in asked
        assert made.reviewer.waiting == len(questions_in(Queue(library)))


def until(so):
    end = perf_counter() + 20.0
    while not so() and perf_counter() < end:
        QTest.qWait(20)
    assert so()


def test_a_window_killed_in_the_middle_of_fifty_answers_loses_none_that_was_seen(
    looked_through, tmp_path
):
    places = places_in(tmp_path)
    shutil.copy(looked_through, places.library)
    seen = answer_until(tmp_path, killed_after=17)
    assert 17 <= seen < 50
    answered = answer_until(tmp_path, killed_after=None, count=50 - seen)
    library = Library(places.library)
    made = list(Decisions(library).all())
    assert answered == len(made) >= 50
    assert findings(library) == []
    settled = [d.item.item_id for d in made if d.verdict is not Verdict.SKIP]
    assert len(set(settled)) == len(settled)
    assert not set(settled) & {item.item_id for item in Queue(library).waiting()}
    for decision in made:
        line = Revisions(library).line(decision.item.suspicion.track_id)
        assert not decision.batch or decision.batch in {each.batch for each in line}
    library.close()


def answer_until(folder, *, killed_after, count=50):
    """Answers in the file when the last one was on the screen of a window of its own."""
    command = [sys.executable, "-m", "tests.gui.reviewing_window", str(folder), str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as window:
        said = []
        for line in window.stdout:
            said.append(line)
            if len(said) == killed_after:
                window.kill()
    return int([line for line in said if line.endswith("\n")][-1])


def test_keys_of_the_review_are_those_of_the_timeline_again_when_the_panel_is_closed(doubted):
    made = doubted
    made.window.docks["review"].hide()
    before = len(decisions(made))
    press(made, Qt.Key.Key_X)
    assert len(decisions(made)) == before


def test_the_panel_looks_for_doubts_by_itself(qapp, tmp_path):
    places = places_in(tmp_path)
    library = Library(places.library)
    fill(library, 12, lambda n: replace(truth(n), key=truth(n + (n < 2)).key))
    library.close()
    with window_on(places) as made:
        made.router.run(made.commands["review.start"])
        assert made.reviewer.item is None
        assert "Nothing waits" in made.queue.question.text()
        assert in_view(made.queue.look)
        assert not made.queue.accept.isVisible()
        made.queue.look.click()
        end = perf_counter() + 120.0
        while made.reviewer.search.busy and perf_counter() < end:
            QTest.qWait(50)
        asked = {i.suspicion.track_id for i in Queue(made.studio.library).waiting()}
        assert {1, 2} <= asked
        assert made.reviewer.item is not None

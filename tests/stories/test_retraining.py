"""A person corrects three songs and lets the program learn from it, with one click."""

import multiprocessing
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from edmstudio.app.current_model import CLASSIC
from edmstudio.app.known_models import listed
from edmstudio.app.places import Places
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.retraining import Level, Outcome, Row, Verdict
from edmstudio.gui.teaching.models_dialog import ModelsDialog
from edmstudio.gui.teaching.retrain_dialog import RetrainDialog
from edmstudio.jobs.job import Progress
from edmstudio.store.revisions import Revisions
from tests.gui.desks import window_on
from tests.teaching import LATE, taught

pytestmark = pytest.mark.usefixtures("without_model")

LONG = 240_000  # ms, on a busy machine
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lesson")
    taught(folder).close()
    return folder


@pytest.fixture
def made(qapp, lesson, tmp_path):
    shutil.copyfile(lesson / "library.db", tmp_path / "library.db")
    places = Places(
        tmp_path / "library.db", lesson / "cache", tmp_path / "backups", tmp_path / "settings.toml"
    )
    with window_on(places) as window:
        yield window


@pytest.fixture
def dialog(made, qtbot):
    made.commands["model.retrain"].run()
    held = made.window.findChild(RetrainDialog)
    qtbot.waitUntil(held.learn.isEnabled, timeout=20_000)
    return held


def click(button):
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)


def first_beat(made):
    return made.studio.session.annotations.grid.anchors[0].seconds


def current(made):
    return next(each.name for each in listed(made.studio.library) if each.current)


def outcome(promoted, *rows):
    reason = "Cues +9.0 points, but Beats −3.0 points: the old model stays."
    verdict = Verdict(promoted, reason, rows, gain=0.012)
    tried = ((Level.HABITS, Verdict(False, "", gain=-0.004)), (Level.ARRANGER, verdict))
    return Outcome(verdict, Level.ARRANGER, trained=3, checked=3, tried=tried)


def test_one_click_teaches_the_model_and_one_takes_it_back(made, dialog, qtbot):
    """From three corrected songs to the fourth, which nobody touched."""
    assert dialog.plan.table.item(0, 1).text() == "3"
    assert "3 tracks were corrected" in dialog.plan.since.text()
    click(dialog.learn)
    qtbot.waitUntil(lambda: made.models.teacher.outcome is not None, timeout=LONG)
    assert dialog.verdict.title.text().startswith("Better by ")
    assert "Beats to 10 ms" in dialog.verdict.reason.text()
    lines = [dialog.verdict.table.item(n, 0).text() for n in range(dialog.verdict.table.rowCount())]
    assert "Section labels" in lines
    assert dialog.verdict.changes.list.topLevelItemCount() == 1
    first = dialog.verdict.changes.list.topLevelItem(0)
    dialog.verdict.changes.list.itemActivated.emit(first, 0)
    assert made.studio.session.track.path.endswith("Song D.wav")
    assert abs(first_beat(made)) < 0.005
    revisions = Revisions(made.studio.library)
    before = [revisions.line(track_id) for track_id in (1, 2, 3)]
    click(dialog.promote)
    qtbot.waitUntil(lambda: current(made) != CLASSIC, timeout=20_000)
    qtbot.waitUntil(lambda: abs(first_beat(made) - LATE) < 0.003, timeout=LONG)
    assert [revisions.line(track_id) for track_id in (1, 2, 3)] == before
    qtbot.waitUntil(
        lambda: not (made.studio.work.running or made.reviewer.search.busy), timeout=LONG
    )
    made.commands["model.rollback"].run()
    qtbot.waitUntil(lambda: current(made) == CLASSIC, timeout=20_000)
    qtbot.waitUntil(lambda: abs(first_beat(made)) < 0.005, timeout=20_000)
    qtbot.waitUntil(
        lambda: not (made.studio.work.running or made.reviewer.search.busy), timeout=LONG
    )


def test_stopped_nothing_has_changed_and_it_can_be_begun_again(made, dialog, qtbot):
    click(dialog.learn)
    qtbot.waitUntil(lambda: bool(multiprocessing.active_children()), timeout=20_000)
    click(dialog.stop)
    qtbot.waitUntil(lambda: not made.models.teacher.running, timeout=20_000)
    assert not multiprocessing.active_children()
    assert dialog.pages.currentWidget() is dialog.plan
    qtbot.waitUntil(dialog.learn.isEnabled, timeout=20_000)
    assert current(made) == CLASSIC


def test_learning_goes_on_while_the_dialog_is_closed(made, dialog, qtbot, monkeypatch):
    goes_on = []

    def slow(watch, tell, library, **how):
        while not goes_on:
            watch.step(3, 10, "Arranger")
            QTest.qSleep(5)
        tell({"stage": "Arranger", "step": 5, "costs": {"label": 0.75, "cue": 0.25}})
        tell({"stage": "Arranger", "step": 10, "costs": {"label": 0.5, "cue": 0.125}})
        return outcome(False, Row("cue_f", 0.4, 0.49, 0.01, 0.2, 0.05, 3))

    monkeypatch.setattr("edmstudio.gui.teaching.teacher.retrain", slow)
    click(dialog.learn)
    dialog.close()
    qtbot.waitUntil(lambda: made.window.findChild(RetrainDialog) is None)
    assert made.commands["model.stop"].enabled()
    made.commands["model.retrain"].run()
    again = made.window.findChild(RetrainDialog)
    assert again.pages.currentWidget() is again.learning
    qtbot.waitUntil(lambda: "Sections and cues" in again.learning.stage.text())
    goes_on.append(True)
    qtbot.waitUntil(lambda: again.pages.currentWidget() is again.verdict)
    assert again.learning.plot.curves == {"Arranger": [(5.0, 1.0), (10.0, 0.625)]}
    assert again.verdict.title.text() == "No improvement"
    assert [again.verdict.table.item(0, n).text() for n in range(6)] == [
        "Cues", "40.0", "49.0", "+9.0", "+1.0 … +20.0", "3",
    ]  # fmt: skip
    assert "Your habits −0.4, Sections and cues +1.2" in again.verdict.promises.text()
    assert "old model stays" in made.window.said.text()
    click(again.again)
    assert again.pages.currentWidget() is again.plan


def test_closing_the_window_stops_what_is_learned(made, dialog, monkeypatch):
    began, ended = [], []

    def endless(watch, tell, library, **how):
        try:
            while True:
                began.append(True)
                watch.step(1, 10, "Habits")
                QTest.qSleep(5)
        finally:
            ended.append(True)

    monkeypatch.setattr("edmstudio.gui.teaching.teacher.retrain", endless)
    click(dialog.learn)
    while not began:
        QTest.qWait(10)
    made.window.close()
    assert ended
    QTest.qWait(50)  # whatever was on its way arrives at nobody


def test_what_cannot_be_learned_is_told_with_the_way_out(made, dialog, qtbot, monkeypatch):
    def broken(watch, tell, library, **how):
        raise Refused("The disk is full; free some space.", Fault.MODEL)

    monkeypatch.setattr("edmstudio.gui.teaching.teacher.retrain", broken)
    click(dialog.learn)
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.verdict)
    assert "The disk is full" in dialog.verdict.title.text()
    assert dialog.retry.isVisible()
    assert "help:" in dialog.verdict.reason.text()
    assert dialog.leave.isVisible()
    assert not dialog.promote.isVisible()


def test_all_models_are_listed_and_a_damaged_file_is_refused(made, qtbot, tmp_path):
    made.commands["model.all"].run()
    dialog = made.window.findChild(ModelsDialog)
    assert dialog.list.topLevelItem(0).text(0).startswith(CLASSIC)
    assert not dialog.back.isEnabled()
    assert not dialog.take_out.isEnabled()
    (tmp_path / "bad.safetensors").write_bytes(b"nothing" * 20)
    dialog.take_from(tmp_path / "bad.safetensors")
    assert "damaged" in dialog.said.text()
    assert len(listed(made.studio.library)) == 1
    dialog.close()


def test_a_difference_has_a_colour_only_where_it_is_hardly_chance(made, dialog):
    verdict = Verdict(True, "", (
        Row("cue_f", 0.4, 0.49, 0.01, 0.2, 0.05, 3), Row("beat_f", 0.4, 0.49, -0.01, 0.2, 0.1, 3),
        Row("energy", 0.4, 0.3, -0.2, -0.01, 0.99, 3),
    ))  # fmt: skip
    table = dialog.verdict.table
    table.show_verdict(verdict)
    colours = [table.item(row, 3).foreground().color().name() for row in range(3)]
    plain = table.item(0, 0).foreground().color().name()
    good, bad = (made.looks.theme.colour(token).name() for token in ("good", "bad"))
    assert colours == [good, plain, bad]


def test_the_time_left_is_told_once_it_can_be(made, dialog):
    dialog.learning.begin()
    dialog.learning.show_progress(Progress(1, 100, "Listening"))
    assert dialog.learning.stage.text() == "Listening"
    dialog.learning._since -= 50.0
    dialog.learning.show_progress(Progress(50, 100, "Listening"))
    assert dialog.learning.stage.text() == "Listening · 50 seconds left"


def test_nothing_corrected_there_is_nothing_to_click(empty, qtbot):
    empty.commands["model.retrain"].run()
    dialog = empty.window.findChild(RetrainDialog)
    qtbot.waitUntil(lambda: "Nothing is corrected yet" in dialog.plan.about.text())
    assert not dialog.learn.isEnabled()

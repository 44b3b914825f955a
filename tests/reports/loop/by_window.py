"""The loop through the real window: dropped files, clicked dialogs, pressed keys."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from edmstudio.app.places import Places
from edmstudio.app.retrain_record import retrained
from edmstudio.domain.suspicion import Verdict
from edmstudio.gui.assembly import Assembly
from edmstudio.gui.exchange.changes_dialog import ChangesDialog
from edmstudio.gui.exchange.export_dialog import ExportDialog
from edmstudio.gui.exchange.import_dialog import ImportDialog
from edmstudio.gui.exchange.restore_dialog import RestoreDialog
from edmstudio.gui.panels.inspector import BY_CAMELOT
from edmstudio.gui.teaching.retrain_dialog import RetrainDialog
from edmstudio.interchange.exporter import exporter_named
from edmstudio.jobs.executors import Place
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from tests.gui.desks import window_on
from tests.reports.loop.doors import Record, given, learned
from tests.reports.loop.music import Collection
from tests.reports.loop.person import Mend, Person
from tests.stories.test_first_track import drop

PATIENCE = 1800.0  # seconds
ANSWERS = {Verdict.ACCEPT: Qt.Key.Key_A, Verdict.KEEP: Qt.Key.Key_X, Verdict.SKIP: Qt.Key.Key_S}
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Shown = TypeVar("Shown", bound=QDialog)


def until(true: Callable[[], object]) -> None:
    """Let the window live until something holds."""
    end = monotonic() + PATIENCE
    while not true():
        if monotonic() > end:
            raise TimeoutError
        QTest.qWait(10)


class ByWindow:
    """A person with ten fingers."""

    name = "window"

    def __init__(self, places: Places, place: Place) -> None:
        self._place = place
        self._open = ExitStack()
        self._made: Assembly = self._open.enter_context(window_on(places, place))
        self.keys: Counter[str] = Counter()

    @contextmanager
    def library(self) -> Iterator[Library]:
        yield self._made.studio.library

    def bring_in(self, collection: Collection) -> None:
        """Drop the folder; once it is in, look at what rekordbox says and agree."""
        drop(self._made.window, [collection.music])
        until(lambda: self._made.studio.tracks.all())
        until(lambda: not self._made.studio.work.running)
        _import(self._made, collection.xml)

    def analyse(self) -> None:
        """What is dropped is analysed by itself; what is left is asked for."""
        self._made.commands["analyse.new"].run()
        until(lambda: not self._made.studio.work.running)

    def look(self) -> int:
        """Open the review and look for doubts."""
        self._press("look", Qt.Key.Key_R, CTRL | SHIFT)
        self._made.queue.look.click()
        until(lambda: not self._made.reviewer.search.busy)
        return self._made.reviewer.waiting

    def review(self, person: Person, most: int) -> Counter[str]:
        """One key an answer; the next question comes by itself, and the queue follows."""
        reviewer, answers = self._made.reviewer, Counter[str]()
        library = self._made.studio.library
        while (item := reviewer.item) is not None and given(answers) < most:
            waits = Queue(library).get(item.item_id) is not None  # else the last answer settled it
            verdict = person.answer(library, item)
            together = max(len(reviewer.members()), 1)
            self._press("review", ANSWERS[verdict])
            if reviewer.item is item:
                raise AssertionError(f"{item} was not answered: {self._made.toast.text()}")
            until(lambda: not reviewer.follower.busy)
            if waits:
                answers.update({str(verdict): 1, "tracks": together * (verdict is Verdict.ACCEPT)})
        return answers

    def mend(self, mends: list[Mend]) -> None:
        """A grid: go to the true 1, type the tempo, align, and say that it is the 1."""
        for mend in mends:
            track = self._made.studio.tracks.at(mend.path)
            assert track is not None
            self._made.studio.open_track(track.track_id)
            if mend.energy:
                self._made.inspector.energy.setValue(mend.energy)
                self._made.inspector.energy.editingFinished.emit()
                self.keys["energy"] += 2
                continue
            if mend.key is not None:
                self._made.inspector.key.setCurrentIndex(BY_CAMELOT.index(mend.key) + 1)
                self._made.inspector.key.activated.emit(BY_CAMELOT.index(mend.key) + 1)
                self.keys["mend"] += 3
                continue
            self._made.studio.transport.seek(mend.seconds)
            self._press("mend", Qt.Key.Key_B, CTRL)
            field = self._made.registering.number.field
            field.selectAll()
            typed = f"{mend.bpm:.3f}"
            QTest.keyClicks(field, typed)
            QTest.keyClick(field, Qt.Key.Key_Return)
            self.keys["mend"] += len(typed) + 1
            self._press("mend", Qt.Key.Key_D, SHIFT)
            self._press("mend", Qt.Key.Key_D)

    def retrain(self) -> Record:
        """The dialog: learn, read the verdict, agree to it."""
        made, teacher = self._made, self._made.models.teacher
        self._press("retrain", Qt.Key.Key_E, CTRL | SHIFT)
        dialog = self._shown(RetrainDialog)
        until(dialog.learn.isEnabled)
        QTest.keyClick(dialog.learn, Qt.Key.Key_Space)
        until(lambda: teacher.outcome is not None)
        outcome = teacher.outcome
        assert outcome is not None
        if outcome.verdict.promoted:
            switched: list[bool] = []
            teacher.switched.connect(lambda: switched.append(True))
            QTest.keyClick(dialog.promote, Qt.Key.Key_Space)
            until(lambda: switched)  # and with it the dialog is closed
        else:
            dialog.close()
        self.keys["retrain"] += 1 + outcome.verdict.promoted
        until(lambda: not (made.studio.work.running or made.reviewer.search.busy))
        return learned(retrained(outcome, "", promoted=outcome.verdict.promoted))

    def export(self, format_name: str, target: Path) -> int:
        """The dialog; what goes into sound files is seen and agreed to first."""
        reports = []
        self._made.studio.exported.connect(reports.append)
        self._made.doors.exchange.export()
        dialog = self._shown(ExportDialog)
        exporter = exporter_named(format_name)
        dialog.format.setCurrentText(exporter.title)
        scope = dialog.tracks.findText("The whole library", Qt.MatchFlag.MatchStartsWith)
        dialog.tracks.setCurrentIndex(scope)
        dialog.target.setText(str(target))
        until(lambda: dialog.settled)
        dialog.export.click()
        if exporter.capability.in_files:
            self._shown(ChangesDialog, dialog).write.click()
        until(lambda: reports)
        self._made.studio.exported.disconnect(reports.append)
        self.keys["export"] += 2 + exporter.capability.in_files
        return int(reports[0].counts["tracks"])

    def restore_tags(self, folder: Path) -> None:
        """All of them, by the dialog; the window keeps old tags beside its library."""
        self._made.doors.exchange.restore_tags()
        dialog = self._shown(RestoreDialog)
        dialog.every.click()
        dialog.back.click()
        until(lambda: not dialog.job.running)
        dialog.close()

    def import_again(self, places: Places, collection: Collection, file: Path) -> None:
        """A second window on another library; it need not listen to the tracks again."""
        with window_on(places, self._place) as made:
            drop(made.window, [collection.music])
            until(lambda: len(made.studio.tracks.all()) == len(collection.tunes))
            made.studio.work.cancel()
            until(lambda: not made.studio.work.running)
            _import(made, file)

    def close(self) -> None:
        """Close the window."""
        self._open.close()

    def _press(self, step: str, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self._made.canvas, key, held)
        self.keys[step] += 1

    def _shown(self, kind: type[Shown], inside: QDialog | None = None) -> Shown:
        where = inside or self._made.window
        until(lambda: any(each.isVisible() for each in where.findChildren(kind)))
        return next(each for each in where.findChildren(kind) if each.isVisible())


def _import(made: Assembly, file: Path) -> None:
    made.doors.exchange.import_labels([file])
    dialog = next(d for d in made.window.findChildren(ImportDialog) if d.isVisible())
    until(lambda: dialog.settled)
    took: list[object] = []
    made.doors.exchange.exchange.imported.connect(took.append)
    dialog.parts.agree.click()
    until(lambda: took)
    made.doors.exchange.exchange.imported.disconnect(took.append)
    made.studio.work.cancel()  # what an import adds is analysed by itself; here it is known

"""What several reviewers share: another one's library taken in, answers taken out."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from edmstudio.app import merge_record
from edmstudio.app.decision_log import export_decisions
from edmstudio.app.merging import Conflict, Met, merge, preview_merge
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.numbers import several
from edmstudio.gui.review.reviewer import Reviewer
from edmstudio.gui.studio import Studio
from edmstudio.gui.words import tr
from edmstudio.jobs.job import Watch

ANSWERS = "answers.csv"


class ReviewersDoors(QObject):
    """Opens dialogs over the window; none of them blocks."""

    def __init__(self, window: MainWindow, studio: Studio, reviewer: Reviewer) -> None:
        super().__init__(window)
        self._window, self._studio, self._reviewer = window, studio, reviewer

    def take_in(self) -> None:
        """Choose another reviewer's library."""
        chooser = self._chooser(tr("Take in a reviewer's library"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters(
            [tr("Libraries and backups") + " (*.db *.backup)", tr("All files") + " (*)"]
        )
        chooser.fileSelected.connect(lambda name: self.look_at(Path(name)))
        chooser.open()

    def look_at(self, file: Path) -> None:
        """Tell what a merge would bring, and ask whether to do it."""
        library = self._studio.library
        self._studio.said.emit(tr("Comparing the libraries …"))
        job = self._studio.jobs.new(lambda watch: preview_merge(watch, library, file))
        job.done.connect(self._ask)
        job.failed.connect(self._studio.problems.tell)
        job.start()

    def save_answers(self) -> None:
        """Choose where the answers of the review go."""
        chooser = self._chooser(tr("Save the answers"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilters([tr("CSV table") + " (*.csv)", tr("JSON Lines") + " (*.jsonl)"])
        chooser.setDefaultSuffix("csv")
        chooser.selectFile(ANSWERS)
        chooser.fileSelected.connect(lambda name: self.write_answers(Path(name)))
        chooser.open()

    def write_answers(self, target: Path) -> None:
        """Write all answers, off the window's thread."""
        library = self._studio.library
        job = self._studio.jobs.new(lambda watch: export_decisions(library, target))
        job.done.connect(
            lambda count: self._studio.said.emit(
                tr("{answers} in {path}").format(
                    answers=several(count, "answer", "answers"), path=target
                )
            )
        )
        job.failed.connect(self._studio.problems.tell)
        job.start()

    def _ask(self, found: Met) -> None:
        if nothing_new(found):
            told = tr("{file} has nothing that this library lacks.")
            self._studio.said.emit(told.format(file=found.file.name))
            return
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(tr("Take in a reviewer's library"))
        box.setText(tr("{file} brings {what}.").format(file=found.file.name, what=brought(found)))
        box.setInformativeText(_consequence(found))
        box.setDetailedText("\n".join(map(in_words, found.conflicts)))
        take = box.addButton(tr("Take in"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        take.clicked.connect(lambda: self.merge(found.file))
        box.open()

    def merge(self, file: Path) -> None:
        """Take everything in; the library is backed up first."""
        studio = self._studio

        def job_of(watch: Watch) -> Met:
            return merge(
                watch,
                studio.library,
                file,
                places=studio.places,
                annotator=studio.settings.signature,
                now=datetime.now(UTC),
            )

        job = studio.jobs.new(job_of)
        job.done.connect(self._merged)
        job.failed.connect(studio.problems.tell)
        job.start()

    def _merged(self, done: Met) -> None:
        self._studio.list_tracks()
        self._studio.renew()
        self._reviewer.load()
        self._studio.said.emit(tr("Taken in: {what}.").format(what=brought(done)))

    def _chooser(self, title: str) -> QFileDialog:
        chooser = QFileDialog(self._window, title)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setDirectory(str(self._studio.places.library.parent))
        return chooser


def nothing_new(found: Met) -> bool:
    """Whether a merge would change nothing."""
    came = found.labels + found.predictions + found.decisions
    return not (came or found.added or found.changed)


def brought(found: Met) -> str:
    """Such as "2 corrected tracks, 40 answers"."""
    counts = (
        (len(found.added), "new track", "new tracks"),
        (len(found.changed), "corrected track", "corrected tracks"),
        (found.labels, "label", "labels"),
        (found.predictions, "prediction", "predictions"),
        (found.decisions, "answer", "answers"),
    )
    return ", ".join(several(*each) for each in counts if each[0])


def _consequence(found: Met) -> str:
    safe = tr("The library is backed up first, and undo takes back what came to a track.")
    if not found.conflicts:
        return safe
    many = several(len(found.conflicts), "contradiction", "contradictions")
    told = tr("{many}: where two people decided the same thing differently, the later one holds.")
    return f"{told.format(many=many)}\n{safe}"


def in_words(found: Conflict) -> str:
    """One contradiction as a line."""
    said = merge_record.conflict(found)
    kept, lost = said["kept"], said["lost"]
    return tr("{track}, {fact}: {kept} ({by}) holds over {lost} ({other})").format(
        track=found.track.name, fact=said["fact"], kept=kept["said"], by=kept["annotator"],
        lost=lost["said"], other=lost["annotator"],
    )  # fmt: skip

"""What several reviewers share: another one's library taken in, answers taken out.

What does it is loaded when it is asked for: the window is there earlier.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.numbers import several
from edmstudio.gui.review.reviewer import Reviewer
from edmstudio.gui.studio import Studio
from edmstudio.gui.widgets.chooser import Chooser
from edmstudio.gui.words import tr
from edmstudio.jobs.job import Watch

if TYPE_CHECKING:
    from edmstudio.app.merging import Met

ANSWERS = "answers.csv"


class ReviewersDoors(QObject):
    """Opens dialogs over the window; none of them blocks."""

    def __init__(self, window: MainWindow, studio: Studio, reviewer: Reviewer) -> None:
        super().__init__(window)
        self._window, self._studio, self._reviewer = window, studio, reviewer
        self._theme = Theme()

    def wear(self, theme: Theme) -> None:
        """Dialogs opened from here on look like this."""
        self._theme = theme

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
        from edmstudio.app.merging import preview_merge

        library = self._studio.library
        self._studio.said.emit(tr("Comparing the libraries…"))
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
        from edmstudio.app.decision_log import export_decisions

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

    def _ask(self, found: "Met") -> None:
        from edmstudio.gui.review.merge_dialog import MergeDialog

        if nothing_new(found):
            told = tr("{file} has nothing that this library lacks.")
            self._studio.said.emit(told.format(file=found.file.name))
            return
        self._studio.said.emit("")  # the comparison is over
        dialog = MergeDialog(found, self._theme, self._window)
        dialog.accepted.connect(lambda: self.merge(found.file))
        dialog.open()

    def merge(self, file: Path) -> None:
        """Take everything in; the library is backed up first."""
        from edmstudio.app.merging import merge

        studio = self._studio

        def job_of(watch: Watch) -> "Met":
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

    def _merged(self, done: "Met") -> None:
        from edmstudio.gui.review.merge_dialog import brought

        self._studio.list_tracks()
        self._studio.renew()
        self._reviewer.load()
        self._studio.said.emit(tr("Taken in: {what}.").format(what=brought(done)))

    def _chooser(self, title: str) -> Chooser:
        chooser = Chooser(title, self._window)
        chooser.setDirectory(str(self._studio.places.library.parent))
        return chooser


def nothing_new(found: "Met") -> bool:
    """Whether a merge would change nothing."""
    came = found.labels + found.predictions + found.decisions
    return not (came or found.added or found.changed)

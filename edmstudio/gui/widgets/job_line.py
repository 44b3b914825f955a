"""One running job at the foot of a dialog: how far it is, and a button to stop it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from edmstudio.domain.refused import Refused
from edmstudio.gui.jobs import Jobs, RunningJob
from edmstudio.gui.problems import Problems
from edmstudio.gui.words import tr
from edmstudio.jobs.job import Progress, Watch


class JobLine(QWidget):
    """A new job takes the place of the one that runs; who asked for that hears no more of it."""

    busy = Signal(bool)
    refused = Signal(Refused)
    stopped = Signal()

    def __init__(self, jobs: Jobs, problems: Problems) -> None:
        super().__init__()
        self._jobs, self._problems = jobs, problems
        self._job: RunningJob | None = None
        self._title = ""
        self.said = QLabel()
        self.said.setProperty("role", "muted")
        self.bar = QProgressBar(textVisible=False)
        self.stop = QPushButton(tr("Stop"))
        self.stop.clicked.connect(self.cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.said, stretch=2)
        layout.addWidget(self.bar, stretch=1)
        layout.addWidget(self.stop)
        self._show(running=False)

    @property
    def running(self) -> bool:
        """Whether something is being done."""
        return self._job is not None

    def begin(
        self, title: str, work: Callable[[Watch], object], done: Callable[[Any], None]
    ) -> None:
        """Start a job; `done` gets what it returns, on the window's thread."""
        self.drop()
        job = self._jobs.new(work)
        job.progressed.connect(lambda progress: self._tell(job, progress))
        job.done.connect(lambda result: self._end(job, lambda: done(result)))
        job.cancelled.connect(lambda: self._end(job, self.stopped.emit))
        job.failed.connect(lambda error: self._end(job, lambda: self._fail(error)))
        self._job, self._title = job, title
        self.said.setText(title)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self._show(running=True)
        job.start()

    def cancel(self) -> None:
        """Ask the job to stop."""
        if self._job is not None:
            self.stop.setEnabled(False)
            self.said.setText(tr("Stopping…"))
            self._job.cancel()

    def drop(self) -> None:
        """Stop the job and forget it."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._show(running=False)

    def _tell(self, job: RunningJob, progress: Progress) -> None:
        if job is self._job and self.stop.isEnabled():
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)
            self.said.setText(f"{self._title} {progress.done:,}")

    def _end(self, job: RunningJob, told: Callable[[], None]) -> None:
        if job is self._job:
            self._job = None
            self._show(running=False)
            told()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.refused.emit(error)
        else:
            self._problems.tell(error)

    def _show(self, *, running: bool) -> None:
        self.stop.setEnabled(running)
        for widget in (self.bar, self.stop):
            widget.setVisible(running)
        if not running:
            self.said.setText("")
        self.busy.emit(running)

"""Running jobs off the window's thread, and hearing from them on it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal

from edmstudio.jobs.job import Cancelled, Progress, Watch


class RunningJob(QObject):
    """One job. Connect first, then `start`; exactly one of the last three signals ends it."""

    progressed = Signal(Progress)
    done = Signal(object)
    failed = Signal(Exception)
    cancelled = Signal()

    def __init__(self, job: Callable[[Watch], object], jobs: "Jobs") -> None:
        super().__init__(jobs)
        self._job = job
        self._jobs = jobs
        self._watch = Watch(on_progress=self.progressed.emit)

    def start(self) -> None:
        """Begin on a thread of the pool."""
        self._jobs.pool.start(self._run)

    def cancel(self) -> None:
        """Ask it to stop; `cancelled` says when it has."""
        self._watch.cancel()

    def _run(self) -> None:
        try:
            result = self._job(self._watch)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # noqa: BLE001 - the thread's edge, nothing above catches
            self.failed.emit(error)
        else:
            self.done.emit(result)


class Jobs(QObject):
    """Every job of the program; it outlives the windows that ask for them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pool = QThreadPool(self)
        self.closed = False  # what ended meanwhile may still be told, to nobody

    def new(self, job: Callable[[Watch], object]) -> RunningJob:
        """A job that waits for `start`."""
        return RunningJob(job, self)

    def close(self) -> None:
        """Cancel what runs and wait for it: no thread survives its signals."""
        self.closed = True
        for job in self.findChildren(RunningJob):
            job.cancel()
        self.pool.waitForDone()

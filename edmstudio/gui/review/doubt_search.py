"""Looking for doubts in the whole library, off the window's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from edmstudio.gui.studio import Studio
from edmstudio.jobs.job import Watch


class DoubtSearch(QObject):
    """One look at a time; what was found is in the queue."""

    looking = Signal(bool)  # whether doubts are being looked for

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.busy = False

    def start(self, done: Callable[[], None]) -> None:
        """Look, then call; a look that is under way goes on alone."""
        if self.busy:
            return
        self._set_busy(True)
        library, place = self._studio.library, self._studio.place

        def job_of(watch: Watch) -> object:
            from edmstudio.app.doubting import build_queue

            return build_queue(watch, library, place=place)

        job = self._studio.jobs.new(job_of)
        job.done.connect(lambda _: self._ended(done))
        job.failed.connect(self._failed)
        job.cancelled.connect(lambda: self._set_busy(False))
        job.start()

    def _ended(self, done: Callable[[], None]) -> None:
        self._set_busy(False)
        done()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self._studio.problems.tell(error)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.looking.emit(busy)

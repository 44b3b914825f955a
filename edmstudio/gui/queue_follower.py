"""The review queue kept up to date while a person corrects, off the window's thread."""

from PySide6.QtCore import QObject, QTimer, Signal

from edmstudio.app.following import Follower
from edmstudio.domain.track import TrackId
from edmstudio.gui.studio import Studio
from edmstudio.jobs.job import Watch

PAUSE = 200  # ms after a correction, so that a row of them is followed once
ANEW = 20  # corrected tracks after which all that waits is put in order anew


class QueueFollower(QObject):
    """Judges corrected tracks anew, wherever they were corrected; one look at a time."""

    followed = Signal()  # what waits is another now

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio, self._follower = studio, Follower(studio.library)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        self._running, self._again, self._count = False, False, 0
        studio.session.changed.connect(lambda _: self._pause.start())

    def look(self) -> None:
        """Follow what was corrected since the last look."""
        if self._studio.jobs.closed:
            return
        if self._running:
            self._again = True
            return
        self._running, self._again = True, False
        job = self._studio.jobs.new(self._follow)
        job.done.connect(self._ended)
        job.failed.connect(self._failed)
        job.start()

    def _follow(self, watch: Watch) -> list[TrackId]:
        changed = self._follower.follow()
        self._count += len(changed)
        if self._count >= ANEW:
            self._follower.rerank()
            self._count = 0
        return changed

    def _ended(self, changed: list[TrackId]) -> None:
        self._running = False
        if changed and not self._studio.jobs.closed:
            self.followed.emit()
        if self._again:
            self.look()

    def _failed(self, error: Exception) -> None:
        self._running = False
        self._studio.problems.tell(error)

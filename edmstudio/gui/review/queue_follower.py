"""The review queue kept up to date while a person works, off the window's thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from edmstudio.app.standing import standing_of
from edmstudio.domain.suspicion import QueueItem
from edmstudio.domain.track import TrackId
from edmstudio.gui.studio import Studio
from edmstudio.review.progress import Progress
from edmstudio.store.queue import Queue

if TYPE_CHECKING:
    from edmstudio.app.following import Follower

PAUSE = 200  # ms after an answer or a correction, so that a row of them is followed once


@dataclass(frozen=True, slots=True, eq=False)
class Now:
    """What a look found: the questions, None where they are as before, and how the review goes."""

    questions: list[QueueItem] | None
    standing: Progress


class QueueFollower(QObject):
    """Judges corrected tracks anew, wherever they were corrected; one look at a time."""

    followed = Signal(object)  # Now

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._follower: Follower | None = None  # the first look loads all that judges
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        self._running, self._again = False, False
        self._disturbed, self._owed = False, False  # something happened during a look
        studio.session.changed.connect(lambda _: self.soon())

    @property
    def busy(self) -> bool:
        """Whether a look is under way or due."""
        return self._running or self._pause.isActive()

    def soon(self) -> None:
        """Look once nothing has happened for a moment; what a look finds meanwhile is old."""
        self._disturbed = True
        self._pause.start()

    def look(self) -> None:
        """Follow what was corrected since the last look."""
        if self._studio.jobs.closed:
            return
        if self._running:
            self._again = True
            return
        self._running, self._again, self._disturbed = True, False, False
        owed = self._owed
        job = self._studio.jobs.new(lambda watch: self._follow(owed=owed))
        job.done.connect(self._ended)
        job.failed.connect(self._failed)
        job.start()

    def _follow(self, *, owed: bool) -> Now:
        library = self._studio.library
        if self._follower is None:
            from edmstudio.app.following import Follower

            self._follower = Follower(library)
        news = self._follower.follow() or owed
        return Now(questions_in(Queue(library)) if news else None, standing_of(library))

    def _ended(self, now: Now) -> None:
        self._running = False
        self._owed = self._disturbed and now.questions is not None
        if not self._studio.jobs.closed:
            self.followed.emit(Now(None, now.standing) if self._owed else now)
        if self._again:
            self.look()

    def _failed(self, error: Exception) -> None:
        self._running = False
        self._studio.problems.tell(error)


def questions_in(queue: Queue, first: TrackId | None = None) -> list[QueueItem]:
    """What waits, of each cause the first item; those of a track before all others if asked."""
    seen: set[str] = set()
    found = []
    for item in sorted(queue.waiting(), key=lambda item: item.suspicion.track_id != first):
        if not item.cause or item.cause not in seen:
            found.append(item)
        seen.add(item.cause)
    return found

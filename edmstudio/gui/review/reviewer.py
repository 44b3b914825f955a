"""Going through the review queue: one question at a time, the next one at hand."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Signal

from edmstudio.app.answering import Open
from edmstudio.app.reviewing import Settled
from edmstudio.domain.refused import Refused
from edmstudio.domain.suspicion import QueueItem
from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.review import place
from edmstudio.gui.review.doubt_search import DoubtSearch
from edmstudio.gui.review.queue_follower import Now, QueueFollower, questions_in
from edmstudio.gui.review.sitting import Sitting
from edmstudio.gui.studio import Studio
from edmstudio.gui.words import tr
from edmstudio.review.progress import Progress
from edmstudio.store.queue import Queue


class Reviewer(QObject):
    """View model of the queue: the questions that wait, and what the person says to the first."""

    asked = Signal()  # another question, or none
    stood = Signal()  # how the review goes is known anew

    def __init__(self, studio: Studio, now: Callable[[], float] = monotonic) -> None:
        super().__init__(studio)
        self._studio, self._queue = studio, Queue(studio.library)
        self._items: list[QueueItem] = []
        self.standing: Progress | None = None
        self.sitting = Sitting(studio, now)
        self.search = DoubtSearch(studio)
        self.follower = QueueFollower(studio)
        self.follower.followed.connect(self._followed)
        studio.asked = self._open
        studio.session.changed.connect(lambda _: self._corrected())

    @property
    def item(self) -> QueueItem | None:
        """The question that waits for an answer."""
        return self._items[0] if self._items else None

    @property
    def waiting(self) -> int:
        """How many questions there are; what has one cause is one."""
        return len(self._items)

    @property
    def number(self) -> int:
        """The how-manieth question of this sitting is on the screen."""
        return self.sitting.answered + 1

    def track(self) -> Track | None:
        """The track that the question is about."""
        item = self.item
        return None if item is None else self._studio.tracks.get(item.suspicion.track_id)

    @property
    def open_track(self) -> TrackId | None:
        """The track on the desk."""
        held = self._studio.session.track
        return held.track_id if held else None

    def about(self, track_id: TrackId) -> int:
        """How many questions wait about a track."""
        return len(self._queue.of_track(track_id))

    def members(self) -> list[Track]:
        """The tracks that one answer would settle."""
        item = self.item
        if item is None or not item.cause:
            return []
        found = self._queue.of_cause(item.cause)
        return [self._studio.tracks.get(each.suspicion.track_id) for each in found]

    def look(self) -> None:
        """Look for doubts anew and take up the first."""
        self.search.start(self._looked)

    def renew(self) -> None:
        """Look for doubts anew because more is known; nobody is asked who does not review now."""
        self.search.start(lambda: self.load() if self._items else None)

    def load(self, first: TrackId | None = None) -> None:
        """Take up what waits; a track's own questions first where one is named."""
        self._items = questions_in(self._queue, first)
        self._show()
        self.follower.look()

    def accept(self) -> None:
        """Take the suggestion."""
        self._settle(self.sitting.accept)

    def keep(self) -> None:
        """Let the label stand."""
        self._settle(self.sitting.keep)

    def skip(self) -> None:
        """Leave it for later."""
        self._settle(self.sitting.skip)

    def back(self) -> None:
        """Take the last answer of this sitting back and ask again."""
        try:
            item = self.sitting.back()
        except Refused as refusal:
            self._studio.session.refused.emit(refusal)
            return
        if item is None:
            return
        self.follower.soon()
        self._items = [item, *(each for each in self._items if each.item_id != item.item_id)]
        self._studio.renew()
        self._show()

    def _settle(self, answer: Callable[[QueueItem], Settled]) -> None:
        item, settled = self.item, None
        if item is None:
            return
        if self._queue.get(item.item_id) is not None:  # otherwise it was corrected by hand
            try:
                settled = answer(item)
            except Refused as refusal:
                self._studio.session.refused.emit(refusal)
                return
            self.follower.soon()
        self._items.pop(0)
        if settled is not None and settled.tracks:
            self._studio.renew()
            self._studio.said.emit(_said(settled))
        self._show()

    def _show(self) -> None:
        """Bring the place of the question onto the desk, or leave it where nothing waits."""
        if self.item is None:
            place.leave(self._studio)
        else:
            place.take_up(self._studio, self.item.suspicion)
        self.sitting.ask()
        self.asked.emit()

    def _open(self) -> Open | None:
        """The question that a correction may answer."""
        return None if self.item is None else Open(self.item, self.sitting.seconds)

    def _corrected(self) -> None:
        self.sitting.notice(self.item)
        self.asked.emit()

    def _followed(self, now: Now) -> None:
        """Corrections changed what waits; what is being asked stays on the screen."""
        self.standing, held, waiting = now.standing, self.item, now.questions
        if waiting is None:
            self.stood.emit()
            return
        if held is not None:
            same = [each for each in waiting if _same(each, held)]
            waiting = [*(same or [held]), *(each for each in waiting if not _same(each, held))]
        self._items = waiting
        self.asked.emit()

    def _looked(self) -> None:
        self._studio.list_tracks()
        self.load()
        if not self._items:
            self._studio.said.emit(tr("Nothing is in doubt."))


def _same(one: QueueItem, other: QueueItem) -> bool:
    return one.item_id == other.item_id or (bool(one.cause) and one.cause == other.cause)


def _said(settled: Settled) -> str:
    decision = settled.decision
    old, new = decision.old or tr("nothing"), decision.new or tr("nothing")
    if len(settled.tracks) == 1:
        return f"{old} → {new}"
    return tr("{old} → {new}, {count} tracks").format(old=old, new=new, count=len(settled.tracks))

"""Going through the review queue: one question at a time, the next one at hand."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Signal

from edmstudio.app.answering import Open
from edmstudio.app.doubting import build_queue
from edmstudio.app.reviewing import Reviewing, Settled
from edmstudio.audio.player import Loop
from edmstudio.domain.refused import Refused
from edmstudio.domain.suspicion import Decision, QueueItem, Verdict
from edmstudio.domain.track import Track
from edmstudio.gui.review.queue_follower import Now, QueueFollower, questions_in
from edmstudio.gui.studio import Studio
from edmstudio.gui.words import tr
from edmstudio.review.progress import Progress
from edmstudio.store.decisions import Decisions
from edmstudio.store.queue import Queue

AROUND = 4.0  # seconds of the timeline shown on either side of a question


class Reviewer(QObject):
    """View model of the queue; it opens the place of each question and takes the answers."""

    asked = Signal()  # another question, or none
    stood = Signal()  # how the review goes is known anew
    looking = Signal(bool)  # whether doubts are being looked for

    def __init__(self, studio: Studio, now: Callable[[], float] = monotonic) -> None:
        super().__init__(studio)
        self._studio, self._now = studio, now
        self._queue, self._decisions = Queue(studio.library), Decisions(studio.library)
        self._items: list[QueueItem] = []
        self._answers: list[Decision] = []
        self._since = 0.0
        self.by_hand: Decision | None = None  # the answer that a correction was
        self.busy = False
        self.standing: Progress | None = None
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
    def can_go_back(self) -> bool:
        """Whether an answer of this sitting can be taken back."""
        return bool(self._answers)

    def track(self) -> Track | None:
        """The track that the question is about."""
        item = self.item
        return None if item is None else self._studio.tracks.get(item.suspicion.track_id)

    def members(self) -> list[Track]:
        """The tracks that one answer would settle."""
        item = self.item
        if item is None or not item.cause:
            return []
        found = self._queue.of_cause(item.cause)
        return [self._studio.tracks.get(each.suspicion.track_id) for each in found]

    def look(self) -> None:
        """Look for doubts anew, off the window's thread, and take up the first."""
        self._build(self._looked)

    def renew(self) -> None:
        """Look for doubts anew because more is known; nobody is asked who does not review now."""
        self._build(self._renewed)

    def _build(self, done: Callable[[], None]) -> None:
        if self.busy:
            return
        self._set_busy(True)
        library, place = self._studio.library, self._studio.place
        job = self._studio.jobs.new(lambda watch: build_queue(watch, library, place=place))
        job.done.connect(lambda _: done())
        job.failed.connect(self._failed)
        job.cancelled.connect(lambda: self._set_busy(False))
        job.start()

    def load(self) -> None:
        """Take up what waits."""
        self._items = questions_in(self._queue)
        self._show()
        self.follower.look()

    def accept(self) -> None:
        """Take the suggestion."""
        self._settle(lambda reviewing, item: reviewing.accept(item, seconds=self._took()))

    def keep(self) -> None:
        """Let the label stand."""
        self._settle(lambda reviewing, item: reviewing.keep(item, seconds=self._took()))

    def skip(self) -> None:
        """Leave it for later."""
        self._settle(lambda reviewing, item: reviewing.skip(item, seconds=self._took()))

    def back(self) -> None:
        """Take the last answer of this sitting back and ask again."""
        self._answers = [each for each in self._answers if self._decisions.stands(each)]
        if not self._answers:
            return
        try:
            item = self._reviewing().back(self._answers[-1])
        except Refused as refusal:
            self._studio.session.refused.emit(refusal)
            return
        self._answers.pop()
        self.follower.soon()
        others = [each for each in self._items if each.item_id != item.item_id]
        self._items = [item, *others]
        self._studio.renew()
        self._show()

    def _open(self) -> Open | None:
        """The question that a correction may answer."""
        return None if self.item is None else Open(self.item, self._took())

    def _corrected(self) -> None:
        """A correction by hand may have been the answer, and undo may have taken it back."""
        last = self._decisions.last()
        if self.item is None or last is None or last.item.item_id != self.item.item_id:
            self.by_hand = None
        elif last.verdict is Verdict.ACCEPT and self.by_hand is None:
            self.by_hand = last
            self._answers.append(last)
        elif last.verdict is not Verdict.ACCEPT:
            self.by_hand = None
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

    def _settle(self, answer: Callable[[Reviewing, int], Settled]) -> None:
        item = self.item
        if item is None:
            return
        if self._queue.get(item.item_id) is None:  # a correction by hand was the answer
            self._items.pop(0)
            self._show()
            return
        try:
            settled = answer(self._reviewing(), item.item_id)
        except Refused as refusal:
            self._studio.session.refused.emit(refusal)
            return
        self._answers.append(settled.decision)
        self._items.pop(0)
        self.follower.soon()
        if settled.tracks:
            self._studio.renew()
            self._studio.said.emit(_said(settled))
        self._show()

    def _reviewing(self) -> Reviewing:
        return Reviewing(self._studio.library, self._studio.settings.signature)

    def _took(self) -> float:
        return self._now() - self._since

    def _show(self) -> None:
        """Bring the place of the question onto the desk and let it be heard."""
        item, self.by_hand = self.item, None
        if item is not None:
            suspicion, session = item.suspicion, self._studio.session
            held = session.track
            if held is None or held.track_id != suspicion.track_id:
                self._studio.open_track(suspicion.track_id)
            session.look_at(suspicion.start - AROUND, suspicion.end + AROUND)
            self._audition(Loop(suspicion.start, suspicion.end))
        elif self._studio.session.track is not None:
            self._studio.transport.pause()
            self._studio.transport.set_loop(None)
        self._since = self._now()
        self.asked.emit()

    def _audition(self, loop: Loop) -> None:
        """Play the place again and again, with clicks on its grid; sound follows when decoded."""
        transport = self._studio.transport
        transport.set_loop(loop)
        transport.listening.set_clicking(self._studio.session.annotations.grid is not None)
        transport.seek(loop.start)
        transport.play()

    def _looked(self) -> None:
        self._set_busy(False)
        self._studio.list_tracks()
        self.load()
        if not self._items:
            self._studio.said.emit(tr("Nothing is in doubt."))

    def _renewed(self) -> None:
        self._set_busy(False)
        if self.item is not None:
            self.load()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self._studio.problems.tell(error)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.looking.emit(busy)


def _same(one: QueueItem, other: QueueItem) -> bool:
    return one.item_id == other.item_id or (bool(one.cause) and one.cause == other.cause)


def _said(settled: Settled) -> str:
    decision = settled.decision
    old, new = decision.old or tr("nothing"), decision.new or tr("nothing")
    if len(settled.tracks) == 1:
        return f"{old} → {new}"
    return tr("{old} → {new}, {count} tracks").format(old=old, new=new, count=len(settled.tracks))

"""Answers that come and go with corrections: one made by hand, and those that undo takes back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from edmstudio.app.deciding import Deciding
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.suspicion import QueueItem, Verdict
from edmstudio.review.by_hand import said_by_hand
from edmstudio.store.decisions import Decisions
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.revisions import Act, Draft


@dataclass(frozen=True, slots=True)
class Open:
    """The question on the screen, and since how many seconds it is there."""

    item: QueueItem
    seconds: float


Asked = Callable[[], Open | None]


def nothing_asked() -> Open | None:
    """Outside of a review."""
    return None


class Answering:
    """Writes down what corrections say to the questions of the queue, in their transaction."""

    def __init__(self, library: Library, annotator: str) -> None:
        self._queue, self._decisions = Queue(library), Decisions(library)
        self._deciding = Deciding(library, annotator)

    def said(self, asked: Open | None, draft: Draft) -> str | None:
        """What a correction says to the question that is open, None where it doesn't answer it."""
        if asked is None or asked.item.suspicion.track_id != draft.track_id:
            return None
        if self._queue.get(asked.item.item_id) is None:  # it has its answer
            return None
        before = draft.before or Annotations()
        return said_by_hand(asked.item.suspicion, before, draft.annotations)

    def settle(self, asked: Open, new: str, made_at: datetime, batch: str) -> None:
        """Write the answer down; `batch` is that of the correction, so that both go back as one."""
        self._deciding.write(
            asked.item, Verdict.ACCEPT, made_at, new=new, seconds=asked.seconds, batch=batch
        )
        self._queue.settle([asked.item.item_id])

    def follow(self, draft: Draft, batch: str, made_at: datetime) -> None:
        """Undo takes back the answers that its corrections were, redo gives them again."""
        verdict = {Act.UNDO: Verdict.BACK, Act.REDO: Verdict.ACCEPT}.get(draft.act)
        if verdict is None or not batch:
            return
        back = verdict is Verdict.BACK
        for given in self._decisions.of_batch(batch, draft.track_id):
            self._deciding.write(
                given.item,
                verdict,
                made_at,
                new=given.old if back else given.new,
                batch="" if back else batch,
            )
            if back:
                self._queue.reopen([given.item.item_id])
            else:
                self._queue.settle([given.item.item_id])

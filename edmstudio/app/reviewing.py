"""The review queue at work: settled item by item, each in one transaction."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from edmstudio.app.deciding import Deciding
from edmstudio.app.editing import Editor
from edmstudio.app.holding import Holding
from edmstudio.app.suggestions import Correction, Suggestions, value
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.suspicion import Decision, QueueItem, Verdict
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.revisions import Act, Revisions
from edmstudio.store.tracks import Tracks


@dataclass(frozen=True, slots=True)
class Settled:
    """What a decision did.

    Attributes
    ----------
    decision : Decision
    tracks : tuple of Track
        Those that were corrected.
    left_out : tuple of Track
        Those of the same cause that were not, by the person's wish or because they are locked.
    """

    decision: Decision
    tracks: tuple[Track, ...]
    left_out: tuple[Track, ...] = ()


class Reviewing:
    """Settles the items of one library for one annotator."""

    def __init__(
        self,
        library: Library,
        annotator: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._library = library
        self._queue = Queue(library)
        self._deciding = Deciding(library, annotator)
        self._revisions = Revisions(library)
        self._tracks = Tracks(library)
        self._holding = Holding(library)
        self._by = Provenance(Voice.CORRECTION, annotator)
        self._suggestions = Suggestions(library, self._by)
        self._now = now

    def item(self, item_id: int) -> QueueItem:
        """A waiting item; `Refused` where there is none of this number."""
        found = self._queue.get(item_id)
        if found is None:
            raise Refused(
                f"No item {item_id} is waiting; `edmstudio queue` lists what is.", Fault.MISSING
            )
        return found

    def accept(
        self,
        item_id: int,
        *,
        label: str | None = None,
        at: float | None = None,
        seconds: float = 0.0,
        without: Collection[TrackId] = (),
    ) -> Settled:
        """Take the suggestion, or another value, for every track of the item's cause.

        Corrections, decisions and what is left of the queue are one transaction; the revisions
        are one batch, so that one undo takes all of them back.

        Parameters
        ----------
        label, at : str or None, float or None
            Another value, or another moment in seconds.
        seconds : float
            What it took the person.
        without : collection of TrackId
            Tracks of the same cause that stay as they are and go on waiting.

        Raises
        ------
        Refused
            Where no such item waits, or its own track can't be corrected so.
        """
        with self._library.writing():
            item = self.item(item_id)
            done = self._suggestions.together(self._members(item, without), label, at)
            batch = self._correct(done)
            decisions = {
                each.item.item_id: self._deciding.write(
                    each.item,
                    Verdict.ACCEPT,
                    self._now(),
                    new=value(each.item, label, at),
                    seconds=seconds if each.item.item_id == item_id else 0.0,
                    batch=batch if each.draft is not None else "",
                )
                for each in done
            }
            self._queue.settle(list(decisions))
        corrected = {each.item.suspicion.track_id for each in done if each.draft is not None}
        rest = {each.suspicion.track_id for each in self._all(item)} - corrected
        left_out = self._named(rest) if item.cause else ()
        return Settled(decisions[item_id], self._named(corrected), left_out)

    def keep(self, item_id: int, *, seconds: float = 0.0) -> Settled:
        """Let the label stand; the question is not asked as a doubt again."""
        with self._library.writing():
            item = self.item(item_id)
            members = self._all(item)
            own, *_ = [
                self._deciding.write(
                    member, Verdict.KEEP, self._now(), seconds=seconds if member is item else 0.0
                )
                for member in members
            ]
            self._queue.settle([member.item_id for member in members])
        return Settled(own, ())

    def skip(self, item_id: int, *, seconds: float = 0.0) -> Settled:
        """Decide nothing; the item goes to the end of the queue."""
        with self._library.writing():
            item = self.item(item_id)
            made = self._deciding.write(item, Verdict.SKIP, self._now(), seconds=seconds)
            self._queue.postpone(item_id)
        return Settled(made, ())

    def back(self, decision: Decision) -> QueueItem:
        """Take an answer back, on every track that it corrected, and ask again.

        Raises
        ------
        Refused
            Where a track was corrected again since, so that undo would take something else back.
        """
        item = decision.item
        with self._library.writing():
            if decision.batch:
                editor = Editor(self._library, item.suspicion.track_id, self._by.source, self._now)
                if editor.next_batch(Act.UNDO) != decision.batch:
                    raise Refused("This track was corrected again since; undo that first.")
                editor.undo()  # and with it this answer, on every track that it was about
            together = self._queue.of_cause_settled(item.cause) if item.cause else []
            self._queue.reopen([item.item_id, *together])
            if not decision.batch:
                self._deciding.write(item, Verdict.BACK, self._now(), new=decision.old)
        return self.item(item.item_id)

    def _correct(self, corrections: Sequence[Correction]) -> str:
        """Append what changes something as one batch, and name it."""
        batch = uuid4().hex
        drafts = [each.draft for each in corrections if each.draft is not None]
        if drafts:
            self._revisions.append(
                drafts, annotator=self._by.source, made_at=self._now(), batch=batch
            )
        for draft in drafts:
            self._holding.summarise(draft.track_id)
        return batch

    def _members(self, item: QueueItem, without: Collection[TrackId]) -> list[QueueItem]:
        """What one answer settles, the item that was asked first."""
        own, *others = self._all(item)
        return [own, *(e for e in others if e.suspicion.track_id not in without)]

    def _all(self, item: QueueItem) -> list[QueueItem]:
        if not item.cause:
            return [item]
        others = (e for e in self._queue.of_cause(item.cause) if e.item_id != item.item_id)
        return [item, *others]

    def _named(self, track_ids: Collection[TrackId]) -> tuple[Track, ...]:
        return tuple(self._tracks.get(track_id) for track_id in sorted(track_ids))

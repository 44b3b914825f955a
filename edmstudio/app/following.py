"""The queue follows edits: a corrected track is judged anew here and now, with numpy alone."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from edmstudio.app.casework import case_of
from edmstudio.app.judge_file import Memory, unpack
from edmstudio.domain.suspicion import Kind, Purpose, QueueItem, Suspicion
from edmstudio.domain.track import TrackId
from edmstudio.review.looking import LEAST
from edmstudio.review.queueing import reordered
from edmstudio.review.ranking import worth
from edmstudio.store.decisions import Decisions
from edmstudio.store.dossiers import Dossier, Dossiers
from edmstudio.store.judgements import Judgement, Judgements
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue

ANEW = 20  # corrections after which all that waits is put in order anew


class Follower:
    """Keeps the queue of one library up to date with its corrections, whoever made them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._dossiers = Dossiers(library)
        self._judgements = Judgements(library)
        self._queue = Queue(library)
        self._decisions = Decisions(library)
        self._held: tuple[Judgement, Memory] | None = None

    def follow(self) -> list[TrackId]:
        """Judge anew the tracks that were corrected since; they come back, none where none was.

        Each track is one transaction, so that a window never waits for many. Each time that as
        many corrections as `ANEW` have come, whoever follows them, the order is made anew.
        """
        last = self._judgements.last()
        if last is None:
            return []
        newest = self._judgements.revision()
        changed = self._judgements.changed_since(last.revision)
        settled = {each.question for each in self._decisions.kept()} if changed else set()
        for dossier in self._dossiers.of(changed):
            self._renew(dossier, self._memory(last), settled)
        if newest > last.revision:
            self._judgements.followed(newest)
        if newest // ANEW > last.revision // ANEW:
            self.rerank()
        return changed

    def _renew(self, dossier: Dossier, memory: Memory, settled: Collection[object]) -> None:
        """Put what is doubtful about one track now in place of what was."""
        found = memory.judge.suspicions(case_of(dossier))
        with self._library.writing():
            waiting = self._queue.of_track(dossier.track_id)
            items = _renewed([s for s in found if s.question not in settled], waiting)
            stale = [each for each in waiting if _follows(each)]
            self._queue.renew([each.item_id for each in stale], items)

    def rerank(self) -> None:
        """Order all that waits anew: causes, diversity and audits as in a fresh queue."""
        last = self._judgements.last()
        if last is None:
            return
        skipped = self._decisions.skipped()
        with self._library.writing():
            waiting = self._queue.waiting()
            later = [each for each in waiting if each.suspicion.question in skipped]
            first = [each for each in waiting if each.suspicion.question not in skipped]
            order = [*reordered(first, self._memory(last).prints), *later]
            self._queue.replace([replace(each, rank=r) for r, each in enumerate(order, start=1)])

    def _memory(self, last: Judgement) -> Memory:
        """Unpacked once for each look through the library."""
        if self._held is None or self._held[0].judge != last.judge:
            self._held = last, unpack(last.judge)
        return self._held[1]


def _follows(item: QueueItem) -> bool:
    """Whether a question is about what corrections change; repeats and disputes stay as asked."""
    asked_anew = item.purpose in (Purpose.DOUBT, Purpose.AUDIT)
    return asked_anew and item.suspicion.kind is not Kind.TRACK


def _renewed(found: Sequence[Suspicion], waiting: Sequence[QueueItem]) -> list[QueueItem]:
    """Doubts as they are now; an audit stays one, whatever its score has become."""
    before = {each.suspicion.question: each for each in waiting if _follows(each)}
    items = []
    for suspicion in found:
        was = before.get(suspicion.question)
        if was is None and suspicion.score < LEAST:
            continue
        if was is None:
            items.append(QueueItem(0, suspicion, 0, worth(suspicion)))
        elif was.purpose is Purpose.AUDIT or suspicion.score >= LEAST:
            items.append(
                QueueItem(
                    was.item_id, suspicion, was.rank, worth(suspicion), was.purpose, was.cause,
                    was.checkpoint, was.chance,
                )
            )  # fmt: skip
    return items

"""The demo's review: doubts are looked for, and one who knows the truth answers the first."""

from collections.abc import Iterator

from edmstudio.app.demo_step import ANNOTATOR, Step, answers, truth, wrong_now
from edmstudio.app.doubting import build_queue
from edmstudio.app.following import Follower
from edmstudio.app.knowing_person import Person
from edmstudio.app.reviewing import Reviewing
from edmstudio.domain.suspicion import QueueItem, Verdict
from edmstudio.domain.track import Track
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.store.decisions import Decisions
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.tracks import Tracks

ANSWERS = 13  # so that the window has questions left to ask
TOLD = 3


def looked(watch: Watch, library: Library, tracks: list[Track], place: Place) -> Iterator[Step]:
    """Look for doubts, once; then what waits goes on waiting."""
    waiting = Queue(library).waiting()
    if not waiting and not Decisions(library).count():
        waiting = build_queue(watch, library, place=place)
    counts = {"wrong": wrong_now(library, tracks), "found": Person(library, truth).found(waiting)}
    yield Step("queue", {"questions": len(waiting), **counts})
    for item in waiting[:TOLD]:
        yield Step("question", {**_asked(library, item), "reason": item.suspicion.reason})


def reviewed(library: Library) -> Iterator[Step]:
    """Answer the first questions, which follow every answer; those of an earlier call count."""
    follower, asked = Follower(library), Decisions(library).skipped()
    for _ in range(ANSWERS - answers(library)):
        waiting = Queue(library).waiting()
        item = next((each for each in waiting if each.suspicion.question not in asked), None)
        if item is None:
            return
        yield _answered(library, item)
        asked.add(item.suspicion.question)
        follower.follow()


def _answered(library: Library, item: QueueItem) -> Step:
    person, reviewing = Person(library, truth), Reviewing(library, ANNOTATOR)
    verdict = person.answer(item)
    if verdict is Verdict.ACCEPT:
        done = reviewing.accept(item.item_id, without=person.without(item))
    elif verdict is Verdict.KEEP:
        done = reviewing.keep(item.item_id)
    else:
        done = reviewing.skip(item.item_id)
    facts = {"decision": str(done.decision.verdict), "corrected": len(done.tracks)}
    return Step("review", {**_asked(library, item), **facts})


def _asked(library: Library, item: QueueItem) -> dict[str, object]:
    suspicion = item.suspicion
    return {
        "path": Tracks(library).get(suspicion.track_id).path,
        "doubt": str(suspicion.doubt),
        "label": suspicion.label,
        "suggested": suspicion.suggested,
    }

"""The review queue made and kept up to date: looked for in workers, followed edit by edit here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np

from edmstudio.app.in_review import Arrangement, Glance, Precedents, arrange, glance, learn
from edmstudio.app.judge_file import Memory, pack
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.suspicion import QueueItem
from edmstudio.domain.track import TrackId
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread
from edmstudio.review.agreement import disputed
from edmstudio.review.looking import merged
from edmstudio.review.queueing import Ordered
from edmstudio.store.decisions import Decisions
from edmstudio.store.dossiers import Dossiers
from edmstudio.store.judgements import Judgement, Judgements
from edmstudio.store.library import Library
from edmstudio.store.next_labels import NextLabels
from edmstudio.store.queue import Queue

TAUGHT = 600  # tracks that a judge learns from, drawn by chance from more
TOGETHER = 100  # tracks that a worker looks through at once
Item = TypeVar("Item")
Result = TypeVar("Result")


def build_queue(watch: Watch, library: Library, *, place: Place) -> list[QueueItem]:
    """Look for wrong labels anew and put the result in place of what waits.

    Tracks that nobody has labelled are put in the order in which they should be.

    Raises
    ------
    Refused
        Where no track has the evidence of a checkpoint yet.
    """
    dossiers, decisions = Dossiers(library), Decisions(library)
    checkpoints = dossiers.checkpoints()
    tracks = list(checkpoints)
    if not tracks:
        raise Refused(
            "There is nothing to review yet; analyse your tracks first with `edmstudio analyze`.",
            Fault.MISSING,
        )
    revision, seed = Judgements(library).revision(), decisions.count()
    taught = tuple(dossiers.of(_drawn(tracks, seed)))
    (judge,) = _done(watch, place, learn, [Precedents(taught, seed)])
    kept = tuple(decisions.kept())
    answered = frozenset(suspicion.question for suspicion in kept)
    parts = [tracks[start : start + TOGETHER] for start in range(0, len(tracks), TOGETHER)]
    glances = (Glance(judge, tuple(dossiers.of(part)), answered, seed) for part in parts)
    seen = list(_done(watch, place, glance, glances))
    found = merged([each.found for each in seen])
    sketches = tuple(sketch for each in seen for sketch in each.sketches)
    wanted = Arrangement(found, sketches, kept, tuple(disputed(decisions.all())), seed)
    (arranged,) = _done(watch, place, arrange, [wanted])
    ordered = arranged.queue
    prints = {trace.track_id: trace.voiceprint for trace in found.traces}
    judgement = Judgement(pack(Memory(judge, prints)), ordered.labels, ordered.expected, revision)
    with library.writing():
        Queue(library).replace(_numbered(ordered, checkpoints))
        Judgements(library).put(judgement, datetime.now(UTC))
        NextLabels(library).replace(arranged.next_labels, datetime.now(UTC))
    return Queue(library).waiting()


def _drawn(tracks: Sequence[TrackId], seed: int) -> list[TrackId]:
    places = np.random.default_rng(seed).permutation(len(tracks))[:TAUGHT]
    return [tracks[int(place)] for place in np.sort(places)]


def _done(
    watch: Watch, place: Place, work: Callable[[Item], Result], items: Iterable[Item]
) -> Iterator[Result]:
    """What workers made of the items; the first that fails ends it all."""
    for _, made in spread(watch, place, work, items):
        if isinstance(made, Exception):
            raise made
        yield made


def _numbered(ordered: Ordered, checkpoints: dict[TrackId, str]) -> list[QueueItem]:
    return [
        QueueItem(
            0,
            each.suspicion,
            rank,
            each.worth,
            each.purpose,
            each.cause,
            checkpoints[each.suspicion.track_id],
            each.chance,
        )
        for rank, each in enumerate(ordered.asked, start=1)
        if each.suspicion.track_id in checkpoints
    ]

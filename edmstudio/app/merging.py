"""Two reviewers' libraries become one truth: commutative, associative, and safe to repeat.

Everything is compared first and written in one transaction after a backup. Each track that changes
gets one revision, which one undo takes back; what the other library's people did is kept, so that
nothing of it is lost and a third library may come.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from edmstudio.app.holding import Holding
from edmstudio.app.keeping import back_up
from edmstudio.app.places import Places
from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.deeds import EMPTY, Contradiction, Deed, Replayed, replayed, same
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.suspicion import Purpose, QueueItem
from edmstudio.domain.track import Track
from edmstudio.jobs.job import Watch
from edmstudio.review.agreement import disputed
from edmstudio.store import meeting
from edmstudio.store.decisions import Decisions
from edmstudio.store.deeds import Deeds
from edmstudio.store.judgements import Judgements
from edmstudio.store.library import Library
from edmstudio.store.peeking import peeked
from edmstudio.store.queue import Queue
from edmstudio.store.revisions import Act, Draft, Revisions, StaleRevision
from edmstudio.store.tracks import Tracks

TITLE = "Merge"
FIRST = 1e6  # worth of what is asked before everything else


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people decided the same fact of a track differently, without knowing of each other."""

    track: Track
    contradiction: Contradiction


@dataclass(frozen=True, slots=True)
class Met:
    """What a merge brings, or has brought.

    Attributes
    ----------
    file : Path
    backup : Path or None
        None where nothing was written.
    added : tuple of Track
    changed : tuple of Track
        Those whose truth became another one.
    labels, predictions, decisions : int
        How many came in.
    conflicts : tuple of Conflict
    """

    file: Path
    backup: Path | None
    added: tuple[Track, ...]
    changed: tuple[Track, ...]
    labels: int
    predictions: int
    decisions: int
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """All that is to be written, and the revision that it was made on."""

    missing: meeting.Missing
    deeds: dict[str, list[Deed]]
    truths: dict[str, Annotations]
    conflicts: list[Conflict]
    revision: int


def preview_merge(watch: Watch, library: Library, file: Path) -> Met:
    """What a merge would bring; nothing is written."""
    with _other(library, file) as theirs:
        plan = _planned(watch, library, theirs)
    return _met(library, file, plan, None)


def merge(
    watch: Watch, library: Library, file: Path, *, places: Places, annotator: str, now: datetime
) -> Met:
    """Take in all that another library's people did, said and answered.

    Raises
    ------
    Refused
        Where the file is no library, or this very one.
    StaleRevision
        Where somebody corrected a track meanwhile; nothing was written.
    Cancelled
        Nothing was written.
    """
    with _other(library, file) as theirs:
        plan = _planned(watch, library, theirs)
        backup = back_up(library, places, None)
        with library.writing():
            if Judgements(library).revision() != plan.revision:
                raise StaleRevision
            _write(library, plan, annotator, now)
    return _met(library, file, plan, backup)


def _other(library: Library, file: Path) -> AbstractContextManager[Library]:
    if library.path is not None and file.exists() and file.samefile(library.path):
        raise Refused(f"{file} is this very library; choose another one.", Fault.DATABASE)
    return peeked(file)


def _planned(watch: Watch, library: Library, theirs: Library) -> _Plan:
    revision = Judgements(library).revision()
    found = meeting.missing(library, theirs)
    ours = {track.payload: track for track in Tracks(library).all()}
    others = {track.track_id: track for track in Tracks(theirs).all()}
    plan = _Plan(found, {}, {}, [], revision)
    corrected = Deeds(theirs).corrected()
    for number, track_id in enumerate(corrected):
        watch.step(number, len(corrected))
        track = others[track_id]
        _plan_track(plan, library, ours.get(track.payload), track, Deeds(theirs).of(track_id))
    return plan


def _plan_track(
    plan: _Plan, library: Library, ours: Track | None, track: Track, theirs: dict[str, Deed]
) -> None:
    known = Deeds(library).of(ours.track_id) if ours is not None else {}
    fresh = [deed for mark, deed in theirs.items() if mark not in known]
    if not fresh:
        return
    plan.deeds[track.payload] = fresh
    result = replayed([*known.values(), *fresh])
    plan.conflicts.extend(_conflicts(ours or track, result, known))
    head = Revisions(library).head(ours.track_id) if ours is not None else None
    if _differ(head or EMPTY, result.annotations):
        plan.truths[track.payload] = result.annotations


def _conflicts(track: Track, result: Replayed, known: dict[str, Deed]) -> list[Conflict]:
    """Those that came about now: between what was done here and what was done there."""
    return [
        Conflict(track, each)
        for each in result.contradictions
        if (each.kept.mark in known) != (each.lost.mark in known)
    ]


def _differ(head: Annotations, truth: Annotations) -> bool:
    if head.decided != truth.decided:
        return True
    return any(not same(fact, head, truth) for fact in Fact if fact in truth.decided)


def _write(library: Library, plan: _Plan, annotator: str, now: datetime) -> None:
    numbers = meeting.add_tracks(library, plan.missing.tracks)
    meeting.add_rows(library, plan.missing, numbers)
    deeds, revisions, holding = Deeds(library), Revisions(library), Holding(library)
    for payload, done in plan.deeds.items():
        deeds.add(numbers[payload], done)
    drafts = []
    for payload, truth in plan.truths.items():
        line = revisions.line(numbers[payload])
        head = line[-1] if line else None
        drafts.append(Draft(numbers[payload], head, Act.MERGE, TITLE, truth))
    revisions.append(drafts, annotator=annotator, made_at=now)
    touched = {payload for payload, _ in (*plan.missing.labels, *plan.missing.predictions)}
    new = {track.payload for track in plan.missing.tracks}
    for payload in touched | set(plan.truths) | new:
        holding.summarise(numbers[payload])
    _ask_again(library)


def _ask_again(library: Library) -> None:
    """What somebody let stand elsewhere is not asked here; what two answered differently is."""
    queue, decisions = Queue(library), Decisions(library)
    settled = {suspicion.question for suspicion in decisions.kept()}
    waiting = queue.waiting()
    disputes = {item.suspicion.question for item in waiting if item.purpose is Purpose.DISPUTE}
    fresh = [each for each in disputed(decisions.all()) if each.question not in disputes]
    queue.renew(
        [
            item.item_id
            for item in waiting
            if item.purpose in (Purpose.DOUBT, Purpose.AUDIT) and item.suspicion.question in settled
        ],
        [QueueItem(0, each, 0, FIRST, Purpose.DISPUTE) for each in fresh],
    )


def _met(library: Library, file: Path, plan: _Plan, backup: Path | None) -> Met:
    here = {track.payload: track for track in (*plan.missing.tracks, *Tracks(library).all())}
    return Met(
        file,
        backup,
        tuple(here[track.payload] for track in plan.missing.tracks),
        tuple(here[payload] for payload in plan.truths),
        len(plan.missing.labels),
        len(plan.missing.predictions),
        len(plan.missing.decisions),
        tuple(plan.conflicts),
    )

"""The only door to a track's corrections: an append-only line of revisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.deeds import only
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import TrackId
from edmstudio.store import codec
from edmstudio.store.digest import digest
from edmstudio.store.library import Library
from edmstudio.store.rows import insert
from edmstudio.store.sqlite import Database

SIGNED = ("track_id", "act", "title", "body", "annotator", "made_at", "batch")


class StaleRevision(Refused):
    """Somebody else committed to this track first."""

    def __init__(self) -> None:
        super().__init__(
            "This track was changed elsewhere; please repeat your correction.", Fault.DATABASE
        )


class Act(StrEnum):
    """What a revision did to the line."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    MERGE = "merge"  # what another library's people decided came in


@dataclass(frozen=True, slots=True)
class Revision:
    """What a person did; `Revisions.annotations` has all that holds since.

    Attributes
    ----------
    revision_id : int
    track_id : TrackId
    act : Act
    title : str
        What the menu calls it.
    annotator : str
    made_at : str
        ISO 8601, UTC.
    batch : str
        The same for revisions of many tracks that were one decision, otherwise "".
    """

    revision_id: int
    track_id: TrackId
    act: Act
    title: str
    annotator: str
    made_at: str
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A revision about to be committed, and the head it was made on.

    `before` is what held then: it tells libraries that meet what a person changed.
    """

    track_id: TrackId
    parent: Revision | None
    act: Act
    title: str
    annotations: Annotations
    before: Annotations | None = None


class Revisions:
    """Reads and appends the revisions of the tracks in one library file."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def line(self, track_id: TrackId) -> list[Revision]:
        """Everything that was ever decided on a track, oldest first."""
        columns = "id, track_id, act, title, annotator, made_at, batch"
        with self._library.reading() as db:
            rows = db.query(
                f"select {columns} from revision where track_id = ? order by id", [track_id]
            )
            return [_revision(row) for row in rows]

    def annotations(self, revision: Revision) -> Annotations:
        """All that a person believed after a revision."""
        with self._library.reading() as db:
            row = db.table("revision").get(revision.revision_id)
        return codec.load(row["body"])

    def head(self, track_id: TrackId) -> Annotations | None:
        """What a person last left behind, None where nobody decided anything."""
        with self._library.reading() as db:
            rows = db.query(
                "select body from revision where track_id = ? order by id desc limit 1", [track_id]
            )
            row = next(rows, None)
        return None if row is None else codec.load(row["body"])

    def every(self, track_id: TrackId) -> list[Annotations]:
        """What a person believed after each revision, oldest first."""
        with self._library.reading() as db:
            query = "select body from revision where track_id = ? order by id"
            return [codec.load(row["body"]) for row in db.query(query, [track_id])]

    def heads(self) -> dict[TrackId, int]:
        """The number of the last revision of every track that has one."""
        query = "select track_id, max(id) as id from revision group by track_id order by track_id"
        with self._library.reading() as db:
            return {TrackId(row["track_id"]): int(row["id"]) for row in db.query(query)}

    def last_annotator(self, track_id: TrackId) -> str:
        """Who decided something last, "" where nobody did."""
        with self._library.reading() as db:
            rows = db.query(
                "select annotator from revision where track_id = ? order by id desc limit 1",
                [track_id],
            )
            row = next(rows, None)
        return "" if row is None else str(row["annotator"])

    def together(self, batch: str) -> list[TrackId]:
        """The tracks of one decision about many; none for ""."""
        with self._library.reading() as db:
            rows = db.query(
                "select distinct track_id from revision where batch = ? and batch <> '' "
                "order by track_id",
                [batch],
            )
            return [TrackId(row["track_id"]) for row in rows]

    def batches(self) -> list[str]:
        """The decisions about many tracks, the newest first."""
        query = "select batch from revision where batch <> '' group by batch order by max(id) desc"
        with self._library.reading() as db:
            return [row["batch"] for row in db.query(query)]

    def corrections_since(self, made_at: str) -> int:
        """Corrections that hold and were made after a moment (ISO 8601, UTC), on all tracks."""
        query = (
            "select coalesce(sum(case act when 'undo' then -1 else 1 end), 0) as count "
            "from revision where made_at > ?"
        )
        with self._library.reading() as db:
            return max(int(next(db.query(query, [made_at]))["count"]), 0)

    def append(
        self, drafts: Sequence[Draft], *, annotator: str, made_at: datetime, batch: str = ""
    ) -> list[Revision]:
        """Commit corrections, all or none, in one transaction.

        Raises
        ------
        StaleRevision
            Where somebody committed to one of the tracks since its draft was made.
        """
        with self._library.writing() as db:
            for draft in drafts:
                if _head_id(db, draft.track_id) != (draft.parent and draft.parent.revision_id):
                    raise StaleRevision
            return [_insert(db, draft, annotator, made_at, batch) for draft in drafts]


def _insert(db: Database, draft: Draft, annotator: str, made_at: datetime, batch: str) -> Revision:
    row: dict[str, Any] = {
        "track_id": draft.track_id,
        "act": str(draft.act),
        "title": draft.title,
        "body": codec.dump(draft.annotations),
        "annotator": annotator,
        "made_at": _after_all(db, draft.track_id, made_at),
        "batch": batch,
    }
    row["digest"] = digest(*(row[name] for name in SIGNED))
    row["before"] = _newly_decided(draft)
    row["id"] = insert(db, "revision", row)
    return _revision(row)


def _after_all(db: Database, track_id: TrackId, made_at: datetime) -> str:
    """The moment, or the first one after all that is known of the track, be clocks as they may.

    Libraries that meet take the later of two corrections (Lamport, "Time, clocks, and the ordering
    of events in a distributed system", 1978): whoever knows of one has to come later.
    """
    query = (
        "select max(made_at) as last from (select made_at from revision where track_id = :track "
        "union all select made_at from deed where track_id = :track)"
    )
    last = next(db.query(query, {"track": track_id}))["last"]
    if last is None or last < made_at.isoformat():
        return made_at.isoformat()
    return (datetime.fromisoformat(last) + timedelta(microseconds=1)).isoformat()


def _newly_decided(draft: Draft) -> str:
    """What was believed of the facts that nobody had decided before; "" where that is unknown."""
    if draft.before is None:
        return ""
    fresh = draft.annotations.decided - draft.before.decided
    return codec.dump(only(draft.before, fresh)) if fresh else ""


def _head_id(db: Database, track_id: TrackId) -> int | None:
    newest = db.query("select max(id) as id from revision where track_id = ?", [track_id])
    return cast("int | None", next(newest)["id"])


def _revision(row: dict[str, Any]) -> Revision:
    return Revision(
        row["id"],
        row["track_id"],
        Act(row["act"]),
        row["title"],
        row["annotator"],
        row["made_at"],
        row["batch"],
    )

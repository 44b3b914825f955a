"""By what the labels of a library were last judged, so that one track can be judged anew."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from edmstudio.domain.track import TrackId
from edmstudio.store.library import Library
from edmstudio.store.rows import upsert

ONLY = 1  # there is one judgement at a time


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What one look through a library left behind.

    Attributes
    ----------
    judge : bytes
        As `app.judge_file` packs it.
    labels : int
        How many labels there were.
    expected : float
        How many labels outside the doubts were expected to be wrong.
    revision : int
        The last revision that the queue takes into account.
    """

    judge: bytes
    labels: int
    expected: float
    revision: int


class Judgements:
    """The one that holds."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def put(self, judgement: Judgement, made_at: datetime) -> None:
        """In place of the one before."""
        row: dict[str, Any] = {
            "id": ONLY,
            "judge": judgement.judge,
            "labels": judgement.labels,
            "expected": judgement.expected,
            "revision": judgement.revision,
            "made_at": made_at.isoformat(),
        }
        with self._library.writing() as db:
            upsert(db, "judgement", row, ("id",))

    def last(self) -> Judgement | None:
        """None where nobody has looked for doubts yet."""
        with self._library.reading() as db:
            row = next(db.query("select * from judgement where id = ?", [ONLY]), None)
        if row is None:
            return None
        return Judgement(row["judge"], row["labels"], row["expected"], row["revision"])

    def revision(self) -> int:
        """The newest revision of any track, 0 for none."""
        with self._library.reading() as db:
            row = next(db.query("select coalesce(max(id), 0) as id from revision"))
        return int(row["id"])

    def changed_since(self, revision: int) -> list[TrackId]:
        """Tracks that were corrected after a revision."""
        query = "select distinct track_id from revision where id > ? order by track_id"
        with self._library.reading() as db:
            return [TrackId(row["track_id"]) for row in db.query(query, [revision])]

    def followed(self, revision: int) -> None:
        """The queue takes all up to a revision into account."""
        with self._library.writing() as db:
            db.conn.execute("update judgement set revision = ? where id = ?", [revision, ONLY])

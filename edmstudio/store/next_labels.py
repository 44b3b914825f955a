"""The tracks that nobody has labelled, in the order in which they should be."""

import json
from collections.abc import Sequence
from datetime import datetime

from edmstudio.domain.next_label import NextLabel
from edmstudio.domain.track import TrackId
from edmstudio.store.library import Library
from edmstudio.store.rows import upsert

# Whoever was labelled since is no longer asked for.
OPEN = (
    "not exists (select 1 from revision r where r.track_id = n.track_id) and not exists "
    "(select 1 from label l where l.track_id = n.track_id and l.imported_at > n.made_at)"
)


class NextLabels:
    """The order that the last look through the library left."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def replace(self, wanted: Sequence[NextLabel], made_at: datetime) -> None:
        """Put another order in place of the one before."""
        with self._library.writing() as db:
            db.conn.execute("delete from next_label")
            for each in wanted:
                row = {
                    "track_id": each.track_id,
                    "rank": each.rank,
                    "worth": each.worth,
                    "reason": each.reason,
                    "figures": json.dumps(each.figures),
                    "made_at": made_at.isoformat(),
                }
                upsert(db, "next_label", row, ("track_id",))

    def open(self, limit: int | None = None) -> list[NextLabel]:
        """Those that are still without labels, the first to label first."""
        query = f"select * from next_label n where {OPEN} order by rank limit ?"
        with self._library.reading() as db:
            rows = list(db.query(query, [-1 if limit is None else limit]))
        return [
            NextLabel(
                TrackId(row["track_id"]),
                row["rank"],
                row["worth"],
                row["reason"],
                tuple((name, value) for name, value in json.loads(row["figures"])),
            )
            for row in rows
        ]

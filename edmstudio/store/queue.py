"""The review queue's state: what waits for a person, in which order."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from edmstudio.domain.suspicion import Kind, Purpose, QueueItem
from edmstudio.domain.track import TrackId
from edmstudio.store import suspicion_codec
from edmstudio.store.library import Library

WAITING, SETTLED = "waiting", "settled"
ORDER = "order by rank, worth desc, id"


class Queue:
    """The items of one library; a refresh keeps the numbers of questions that are asked again."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def replace(self, items: Sequence[QueueItem]) -> None:
        """Put these items in place of all that wait, in one transaction."""
        with self._library.writing() as db:
            known = {
                row["question"]: row["id"]
                for row in db.query("select id, question from queue_item where state = 'waiting'")
            }
            rows = [_row(item) for item in items]
            asked = {row["question"] for row in rows}
            gone = [(number,) for name, number in known.items() if name not in asked]
            db.conn.executemany("delete from queue_item where id = ?", gone)
            for row in rows:
                row["id"] = known.get(row["question"])
            db.conn.executemany(_UPSERT, rows)

    def waiting(self, kind: Kind | None = None, limit: int | None = None) -> list[QueueItem]:
        """What waits, first what is asked first; of one kind where it is named."""
        where = "state = ?" if kind is None else "state = ? and kind = ?"
        values: list[Any] = [WAITING] if kind is None else [WAITING, str(kind)]
        query = f"select * from queue_item where {where} {ORDER} limit ?"
        with self._library.reading() as db:
            rows = list(db.query(query, [*values, -1 if limit is None else limit]))
        return [_item(row) for row in rows]

    def get(self, item_id: int) -> QueueItem | None:
        """A waiting item by its number."""
        query = "select * from queue_item where id = ? and state = ?"
        with self._library.reading() as db:
            row = next(db.query(query, [item_id, WAITING]), None)
        return None if row is None else _item(row)

    def of_cause(self, cause: str) -> list[QueueItem]:
        """All waiting items that one decision would settle."""
        query = f"select * from queue_item where cause = ? and state = ? {ORDER}"
        with self._library.reading() as db:
            return [_item(row) for row in db.query(query, [cause, WAITING])]

    def of_cause_settled(self, cause: str) -> list[int]:
        """The numbers of the items that one decision has settled."""
        query = "select id from queue_item where cause = ? and state = ?"
        with self._library.reading() as db:
            return [int(row["id"]) for row in db.query(query, [cause, SETTLED])]

    def of_track(self, track_id: TrackId) -> list[QueueItem]:
        """All waiting items of one track."""
        query = f"select * from queue_item where track_id = ? and state = ? {ORDER}"
        with self._library.reading() as db:
            return [_item(row) for row in db.query(query, [track_id, WAITING])]

    def renew(self, stale: Sequence[int], items: Sequence[QueueItem]) -> None:
        """Put some items in place of others, new ones where their worth puts them."""
        held = {item.item_id for item in items}
        with self._library.writing() as db:
            gone = [(number,) for number in stale if number not in held]
            db.conn.executemany("delete from queue_item where id = ?", gone)
            for item in items:
                row = _row(replace(item, rank=item.rank or self._rank_of(item.worth)))
                db.conn.execute(_UPSERT, {**row, "id": item.item_id or None})

    def _rank_of(self, worth: float) -> int:
        """The rank of the first doubt that is worth less; of one rank the worthier goes first."""
        query = (
            "select coalesce(min(case when worth < ? then rank end), max(rank) + 1, 1) as rank "
            "from queue_item where state = ? and purpose = ?"
        )
        with self._library.reading() as db:
            row = next(db.query(query, [worth, WAITING, str(Purpose.DOUBT)]))
        return int(row["rank"])

    def settle(self, item_ids: Sequence[int]) -> None:
        """Take items out of the queue; their decisions are elsewhere."""
        self._mark(item_ids, SETTLED)

    def reopen(self, item_ids: Sequence[int]) -> None:
        """Ask again."""
        self._mark(item_ids, WAITING)

    def postpone(self, item_id: int) -> None:
        """To the end of the queue."""
        with self._library.writing() as db:
            db.conn.execute(
                "update queue_item set rank = (select max(rank) + 1 from queue_item) where id = ?",
                [item_id],
            )

    def _mark(self, item_ids: Sequence[int], state: str) -> None:
        with self._library.writing() as db:
            db.conn.executemany(
                "update queue_item set state = ? where id = ?", [(state, i) for i in item_ids]
            )


_COLUMNS = (
    "id", "track_id", "question", "suspicion", "kind", "rank", "worth", "purpose", "cause",
    "checkpoint", "chance", "state",
)  # fmt: skip
_UPSERT = (
    f"insert into queue_item ({', '.join(_COLUMNS)}) "
    f"values ({', '.join(f':{name}' for name in _COLUMNS)}) on conflict (id) do update set "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
)


def _row(item: QueueItem) -> dict[str, Any]:
    suspicion = item.suspicion
    return {
        "track_id": suspicion.track_id,
        "question": suspicion_codec.question(suspicion),
        "suspicion": suspicion_codec.dump(suspicion),
        "kind": str(suspicion.kind),
        "rank": item.rank,
        "worth": item.worth,
        "purpose": str(item.purpose),
        "cause": item.cause,
        "checkpoint": item.checkpoint,
        "chance": item.chance,
        "state": WAITING,
    }


def _item(row: dict[str, Any]) -> QueueItem:
    return QueueItem(
        row["id"],
        suspicion_codec.load(row["suspicion"]),
        row["rank"],
        row["worth"],
        Purpose(row["purpose"]),
        row["cause"] or "",
        row["checkpoint"] or "",
        row["chance"],
    )

"""Every decision of a reviewer: old, new, seconds taken, rank, checkpoint; it only grows."""

from collections.abc import Iterator
from typing import Any, cast

from edmstudio.domain.suspicion import Decision, Suspicion, Verdict
from edmstudio.domain.track import TrackId
from edmstudio.store import suspicion_codec
from edmstudio.store.library import Library

Question = tuple[object, ...]


class Decisions:
    """The line of decisions in one library, which is evaluation data."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def append(self, decision: Decision) -> Decision:
        """Write a decision down; its number is given here."""
        row: dict[str, Any] = {
            "item_id": decision.item.item_id,
            "track_id": decision.item.suspicion.track_id,
            "question": suspicion_codec.question(decision.item.suspicion),
            "item": suspicion_codec.dump_item(decision.item),
            "verdict": str(decision.verdict),
            "old": decision.old,
            "new": decision.new,
            "seconds": decision.seconds,
            "annotator": decision.annotator,
            "made_at": decision.made_at,
            "batch": decision.batch,
        }
        with self._library.writing() as db:
            number = cast(int, db.table("decision").insert(row).last_pk)
        return _decision({**row, "id": number})

    def all(self) -> Iterator[Decision]:
        """Every decision of everybody, oldest first."""
        with self._library.reading() as db:
            rows = list(db.query("select * from decision order by made_at, id"))
        return map(_decision, rows)

    def count(self) -> int:
        """How many there are."""
        with self._library.reading() as db:
            return db.table("decision").count

    def of_batch(self, batch: str, track_id: TrackId) -> list[Decision]:
        """What was decided by the corrections of a batch on a track, of each question the last."""
        query = (
            "select * from decision where id in (select max(id) from decision "
            "where batch = ? and track_id = ? group by question) order by id"
        )
        with self._library.reading() as db:
            rows = list(db.query(query, [batch, track_id]))
        return [_decision(row) for row in rows]

    def stands(self, decision: Decision) -> bool:
        """Whether it was not taken back since."""
        query = "select verdict from decision where question = ? order by id desc limit 1"
        question = suspicion_codec.question(decision.item.suspicion)
        with self._library.reading() as db:
            row = next(db.query(query, [question]), None)
        return row is not None and row["verdict"] != str(Verdict.BACK)

    def last(self) -> Decision | None:
        """What was decided last."""
        with self._library.reading() as db:
            row = next(db.query("select * from decision order by id desc limit 1"), None)
        return None if row is None else _decision(row)

    def kept(self) -> list[Suspicion]:
        """Doubts whose label a person let stand last; they are not asked as doubts again."""
        return self._ended("verdict != 'skip'", Verdict.KEEP)

    def skipped(self) -> set[Question]:
        """Questions that were put off last."""
        return {each.question for each in self._ended("1", Verdict.SKIP)}

    def _ended(self, counting: str, verdict: Verdict) -> list[Suspicion]:
        """The questions whose last decision, among those that count, was this one."""
        query = (
            "select item from decision d where verdict = ? and id = (select id from decision "
            f"where question = d.question and {counting} order by made_at desc, id desc limit 1)"
        )
        with self._library.reading() as db:
            rows = list(db.query(query, [str(verdict)]))
        return [suspicion_codec.load_item(row["item"]).suspicion for row in rows]


def _decision(row: dict[str, Any]) -> Decision:
    return Decision(
        row["id"],
        suspicion_codec.load_item(row["item"]),
        Verdict(row["verdict"]),
        row["old"] or "",
        row["new"] or "",
        row["seconds"] or 0.0,
        row["annotator"],
        row["made_at"],
        row["batch"] or "",
    )

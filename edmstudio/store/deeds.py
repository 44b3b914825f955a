"""What people did to each track, here and in the libraries that this one has met."""

from collections.abc import Iterable, Iterator
from typing import Any

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.deeds import EMPTY, Deed, only, same
from edmstudio.domain.holding import taking
from edmstudio.domain.track import TrackId
from edmstudio.store import codec
from edmstudio.store.digest import digest
from edmstudio.store.library import Library
from edmstudio.store.rows import insert

SIGNED = ("track_id", "mark", "annotator", "made_at", "facts", "known", "before", "body")


class Deeds:
    """Those of this library are read from its revisions, those of others were written down."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def corrected(self) -> list[TrackId]:
        """Tracks that anybody ever corrected."""
        query = "select track_id from revision union select track_id from deed order by track_id"
        with self._library.reading() as db:
            return [TrackId(row["track_id"]) for row in db.query(query)]

    def of(self, track_id: TrackId) -> dict[str, Deed]:
        """Everything that is known to have been done to a track, by its mark."""
        found = [*self._ours(track_id), *self._told(track_id)]
        return {deed.mark: deed for deed in found}

    def add(self, track_id: TrackId, deeds: Iterable[Deed]) -> None:
        """Write down what was done elsewhere."""
        with self._library.writing() as db:
            for deed in deeds:
                row: dict[str, Any] = {
                    "track_id": track_id,
                    "mark": deed.mark,
                    "annotator": deed.annotator,
                    "made_at": deed.made_at,
                    "facts": " ".join(sorted(deed.facts)),
                    "known": " ".join(sorted(deed.known)),
                    "before": codec.dump(deed.before),
                    "body": codec.dump(deed.after),
                }
                row["digest"] = digest(*(row[name] for name in SIGNED))
                insert(db, "deed", row)

    def _told(self, track_id: TrackId) -> list[Deed]:
        with self._library.reading() as db:
            rows = list(db.query("select * from deed where track_id = ? order by id", [track_id]))
        return [_deed(row) for row in rows]

    def _ours(self, track_id: TrackId) -> Iterator[Deed]:
        """What each revision changed; what came in from elsewhere is nobody's deed here."""
        with self._library.reading() as db:
            rows = list(
                db.query(
                    "select r.*, t.payload from revision r join track t on t.id = r.track_id "
                    "where r.track_id = ? order by r.id",
                    [track_id],
                )
            )
        before = EMPTY
        for row in rows:
            after = codec.load(row["body"])
            if row["act"] != "merge":
                deed = _done(row, before, after)
                if deed.facts:
                    yield deed
            before = after


def _done(row: dict[str, Any], before: Annotations, after: Annotations) -> Deed:
    """The deed of a revision, beside the one before it in its line."""
    facts = frozenset(fact for fact in Fact if _changed(fact, before, after))
    fresh = facts - before.decided
    told = codec.load(row["before"]) if row["before"] else None
    was = only(before, facts - fresh)
    if told is not None:
        was = _with(was, told, fresh)
    now = only(after, facts)
    known = facts if told is not None else facts - fresh
    mark = digest(
        row["payload"], row["act"], row["title"], row["annotator"], row["made_at"], codec.dump(now)
    )
    return Deed(mark, row["annotator"], row["made_at"], facts, known, was, now)


def _changed(fact: Fact, before: Annotations, after: Annotations) -> bool:
    was, now = fact in before.decided, fact in after.decided
    return was != now or (now and not same(fact, before, after))


def _with(was: Annotations, told: Annotations, facts: Iterable[Fact]) -> Annotations:
    for fact in facts:
        was = taking(was, fact, told)
    return was


def _deed(row: dict[str, Any]) -> Deed:
    return Deed(
        row["mark"],
        row["annotator"],
        row["made_at"],
        frozenset(Fact(name) for name in row["facts"].split()),
        frozenset(Fact(name) for name in row["known"].split()),
        codec.load(row["before"]),
        codec.load(row["body"]),
    )

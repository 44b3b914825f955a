"""Is the library file sound? SQLite's own check, and a hash for every row that matters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edmstudio.domain.refused import Refused
from edmstudio.store import codec, deeds, labels, revisions
from edmstudio.store.digest import digest
from edmstudio.store.library import Library
from edmstudio.store.sqlite import Database, sqlite3


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: where, and a sentence."""

    where: str
    sentence: str


def findings(library: Library) -> list[Finding]:
    """All that is wrong with a library; empty when it is sound."""
    try:
        with library.reading() as db:
            return [
                *_sqlite(db),
                *_rows(db, "revision", revisions.SIGNED),
                *_rows(db, "label", labels.SIGNED),
                *_rows(db, "deed", deeds.SIGNED),
                *_predictions(db),
            ]
    except Refused as refusal:
        return [Finding("file", str(refusal))]


def sqlite_version() -> str:
    """The version of the library in use, shown with the findings."""
    return sqlite3.sqlite_version


def _sqlite(db: Database) -> Iterator[Finding]:
    for (said,) in db.conn.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield Finding("file", f"SQLite reports: {said}.")
    for table, row, *_ in db.conn.execute("PRAGMA foreign_key_check"):
        yield Finding(f"{table} {row}", "It belongs to a track that is not there.")


def _rows(db: Database, table: str, signed: Sequence[str]) -> Iterator[Finding]:
    for row in db.query(f"select * from {table}"):
        where = f"{table} {row['id']}"
        if digest(*(row[name] for name in signed)) != row["digest"]:
            yield Finding(where, "Its content no longer matches its hash: a damaged disk?")
        elif not _readable(row["body"]):
            yield Finding(where, "Its content can't be read.")


def _predictions(db: Database) -> Iterator[Finding]:
    for row in db.query("select track_id, checkpoint, body from prediction"):
        if not _readable(row["body"]):
            where = f"prediction of track {row['track_id']} by {row['checkpoint']}"
            yield Finding(where, "Its content can't be read; analyse the track again.")


def _readable(body: str) -> bool:
    try:
        codec.load(body)
    except (ValueError, KeyError, TypeError):
        return False
    return True

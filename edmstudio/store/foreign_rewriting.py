"""Changing another program's SQLite library: a changed copy takes its place, or nothing does."""

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from edmstudio.domain.refused import Fault, Refused
from edmstudio.store.flushing import flush
from edmstudio.store.foreign_sqlite import ForeignSqlite, is_sqlite
from edmstudio.store.sqlite import sqlite3


class RewrittenSqlite(ForeignSqlite):
    """A copy that may be changed."""

    def insert(self, table: str, row: Mapping[str, object]) -> None:
        """Add a row; names of tables and columns are ours, never a stranger's."""
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self._run(f"insert into {table} ({names}) values ({marks})", tuple(row.values()))

    def update(self, table: str, row_id: object, row: Mapping[str, object]) -> None:
        """Change a row."""
        names = ", ".join(f"{name} = ?" for name in row)
        self._run(f"update {table} set {names} where id = ?", (*row.values(), row_id))

    def delete(self, table: str, row_id: object) -> None:
        """Remove a row."""
        self._run(f"delete from {table} where id = ?", (row_id,))

    def _run(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            self._connection.execute(statement, values)
        except sqlite3.Error as error:
            raise Refused(f"{self._name} cannot be changed: {error}.", Fault.DATABASE) from error


@contextmanager
def rewritten(path: Path, backup: Path) -> Iterator[RewrittenSqlite]:
    """A copy of a database to change; at the block's end it is checked and put in place.

    Parameters
    ----------
    backup : Path
        Where the database as it was is kept.

    Raises
    ------
    Refused
        It is in use, damaged or cannot be written; it is as it was.
    """
    if not is_sqlite(path):
        raise Refused(f"{path.name} is no SQLite database, or it is encrypted.", Fault.DATABASE)
    place = path.resolve()  # a link stays one
    copy = place.with_name(f".{place.name}.{secrets.token_hex(4)}.tmp")
    try:
        with _locked(place) as original:
            # Through the connection: opening the file by ourselves would drop its POSIX locks.
            before = original.serialize()
            copy.write_bytes(before)
            with closing(sqlite3.connect(copy)) as changed:
                yield RewrittenSqlite(changed, path.name)
                changed.commit()
                _check(changed, path.name)
            flush(copy)
            _keep(before, backup)
        shutil.copymode(place, copy)
        copy.replace(place)
    except (sqlite3.Error, OSError) as error:
        raise Refused(f"{path.name} could not be changed: {error}.", Fault.DATABASE) from error
    finally:
        for left in (copy, copy.with_name(f"{copy.name}-journal")):
            with suppress(OSError):
                left.unlink()


@contextmanager
def _locked(path: Path) -> Iterator[sqlite3.Connection]:
    """The database with nobody else at work on it, its log written back."""
    with closing(sqlite3.connect(path, timeout=0.5, isolation_level=None)) as connection:
        try:
            connection.execute("pragma journal_mode = delete").fetchall()
            connection.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            name = path.name
            raise Refused(f"{name} is in use; close its program first.", Fault.DATABASE) from error
        try:
            yield connection
        finally:
            connection.execute("rollback")


def _check(connection: sqlite3.Connection, name: str) -> None:
    (verdict,) = connection.execute("pragma quick_check(1)").fetchone()
    if verdict != "ok":
        raise Refused(f"{name} is damaged ({verdict}); it was left as it was.", Fault.DATABASE)


def _keep(before: bytes, backup: Path) -> None:
    """The backup before is there until this one is whole."""
    partial = backup.with_name(f"{backup.name}.partial")
    partial.write_bytes(before)
    flush(partial)
    partial.replace(backup)

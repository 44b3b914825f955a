"""Another program's SQLite library, read from a copy of our own: never locked, never changed."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from edmstudio.domain.refused import Fault, Refused
from edmstudio.store.sqlite import sqlite3

MAGIC = b"SQLite format 3\0"
LARGEST = 8 << 30
STEPS = 2_000_000_000  # of SQLite's machine a query: a hostile view must not run for ever
LOGS = ("-wal", "-journal")  # what is not in the file yet, and what takes half a change back
PRAGMAS = ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON")


class ForeignSqlite:
    """The tables of a stranger's database."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    def tables(self) -> set[str]:
        """Real tables; views could run anything."""
        found = self.rows("select name from sqlite_master where type = 'table'")
        return {str(row["name"]) for row in found}

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[dict[str, Any]]:
        """The rows of a query as dictionaries; `Refused` where the file is damaged."""
        try:
            cursor = self._connection.execute(query, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
        except sqlite3.Error as error:
            raise Refused(f"{self._name} cannot be read: {error}.", Fault.DATABASE) from error
        except UnicodeDecodeError as error:  # SQLite's own message quotes the damaged schema
            reason = "its schema is damaged"
            raise Refused(f"{self._name} cannot be read: {reason}.", Fault.DATABASE) from error


def is_sqlite(path: Path) -> bool:
    """By the first bytes; an encrypted database does not show them."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def foreign_tables(path: Path) -> set[str]:
    """The tables of a database, none where it is none; nothing is copied, locked or written."""
    if not (path.is_file() and is_sqlite(path)):
        return set()
    place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(place, uri=True)) as connection:
            return ForeignSqlite(connection, path.name).tables()
    except (sqlite3.Error, Refused):
        return set()


@contextmanager
def foreign_database(path: Path) -> Iterator[ForeignSqlite]:
    """A stranger's database as it is now, be its program at work or killed in the middle.

    Raises
    ------
    Refused
        It is none, is too large, or cannot be copied.
    """
    if not is_sqlite(path):
        raise Refused(f"{path.name} is no SQLite database, or it is encrypted.", Fault.DATABASE)
    with TemporaryDirectory(prefix="edmstudio-") as folder:
        connection = _connected(_copied(path, Path(folder)))
        try:
            yield ForeignSqlite(connection, path.name)
        finally:
            connection.close()


def _copied(path: Path, folder: Path) -> Path:
    copy = folder / "foreign.db"
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"{path.name} is larger than {LARGEST >> 30} GB, so it was not read.")
        shutil.copyfile(path, copy)
        for log in LOGS:
            if (there := path.with_name(path.name + log)).exists():
                shutil.copyfile(there, f"{copy}{log}")
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(f"{path.name} cannot be copied to be read ({reason}).") from error
    return copy


def _connected(copy: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(copy)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except sqlite3.Error as error:
        connection.close()
        raise Refused(f"The database is damaged: {error}.", Fault.DATABASE) from error
    left = iter(range(STEPS // 1_000_000))
    connection.set_progress_handler(lambda: next(left, None) is None, 1_000_000)
    return connection

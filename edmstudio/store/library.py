"""A library file: one connection, one lock, one way to write."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import RLock

from edmstudio.domain.refused import Fault, Refused
from edmstudio.store.os_lock import OsLock
from edmstudio.store.schema import migrations
from edmstudio.store.sqlite import Database, sqlite3

PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = FULL",  # an acknowledged correction survives a power cut
    "trusted_schema = OFF",
    "cell_size_check = ON",
)
LOG = "journal_mode = WAL"  # is written into the file, so only into one of ours


class Library:
    """The only connection of this process to its library; every thread shares it.

    Raises
    ------
    Refused
        Where the file is no library, is of a newer program, is damaged or can't be written.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = None if str(path) == ":memory:" else Path(path)
        self._lock = RLock()
        with _told(self.path):
            if self.path is not None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            self._between = self._os_lock()
            connection = sqlite3.connect(path, timeout=5.0, check_same_thread=False)
            self._db = Database(connection)
            try:
                with self._between_processes():
                    self._open()
            except BaseException:
                self.close()
                raise

    def _open(self) -> None:
        for pragma in PRAGMAS:
            self._db.conn.execute(f"PRAGMA {pragma}").fetchall()
        applied = {migration.name for migration in migrations.applied(self._db)}
        if applied - _all_names() or (not applied and self._db.table_names()):
            raise Refused(
                f"{self.path} was written by a newer EDM Studio or is not a library of ours; "
                "it was left untouched. Please update the program or choose another file.",
                Fault.DATABASE,
            )
        self._db.conn.execute(f"PRAGMA {LOG}").fetchall()
        if migrations.pending(self._db):
            if applied and self.path is not None:
                self._copy_before_migrating(self.path)
            migrations.apply(self._db)

    def _copy_before_migrating(self, path: Path) -> None:
        copy = path.with_suffix(f".before-{len(migrations.applied(self._db)) + 1}.backup")
        with sqlite3.connect(copy) as target:
            self._db.conn.backup(target)
        target.close()

    def _os_lock(self) -> OsLock | None:
        return None if self.path is None else OsLock(Path(f"{self.path.resolve()}.lock"))

    def _between_processes(self) -> AbstractContextManager[None]:
        return nullcontext() if self._between is None else self._between.held()

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """The database, to read; nothing is written here."""
        with self._lock, _told(self.path):
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction, all or nothing; entered again by its holder it joins the outer one.

        It holds the write lock from its first read on: `Database.atomic()` begins
        deferred, and a read followed by a write then fails with "database is locked"
        when another process committed in between.
        """
        with self._lock, _told(self.path):
            if self._db.conn.in_transaction:
                yield self._db
                return
            with self._between_processes():
                self._db.conn.execute("BEGIN IMMEDIATE")
                try:
                    yield self._db
                    self._db.conn.execute("COMMIT")
                except BaseException:
                    self._db.conn.rollback()
                    raise

    def close(self) -> None:
        """Checkpoint and close; nothing else may use the library afterwards."""
        with self._lock:
            with self._between_processes():
                self._db.close()
            if self._between is not None:
                self._between.close()


def _all_names() -> set[str]:
    empty = Database(memory=True)
    try:
        return {migration.name for migration in migrations.pending(empty)}
    finally:
        empty.close()


@contextmanager
def _told(path: Path | None) -> Iterator[None]:
    """SQLite's and the disk's troubles as sentences."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise Refused(_sentence(str(error), path), Fault.DATABASE) from error
    except PermissionError as error:
        raise Refused(f"No permission to use the library {path}.", Fault.PERMISSION) from error
    except OSError as error:
        raise Refused(f"The library {path} can't be used: {error}.", Fault.DATABASE) from error


def _sentence(said: str, path: Path | None) -> str:
    if "full" in said:
        return f"The disk of {path} is full; nothing was changed. Free some space and try again."
    if "locked" in said:
        return "The library is busy in another program; please try again in a moment."
    if "readonly" in said or "unable to open" in said:
        return f"The library {path} can't be opened for writing; check the folder's permissions."
    if "not a database" in said or "malformed" in said:
        return f"{path} is damaged or no library; `edmstudio restore` brings back a backup."
    return f"The library {path} can't be used: {said}."

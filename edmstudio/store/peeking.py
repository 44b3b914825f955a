"""Another library's file, read without a trace: a copy of it is opened, never the file itself."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from edmstudio.domain.refused import Fault, Refused
from edmstudio.store.library import Library
from edmstudio.store.sqlite import sqlite3


@contextmanager
def peeked(path: Path) -> Iterator[Library]:
    """The library as it is now, whoever uses it; an older one is migrated in the copy only.

    Raises
    ------
    Refused
        Where there is no such file, it is no library, is damaged or of a newer program.
    """
    if not path.is_file():
        raise Refused(f"There is no library at {path}.", Fault.MISSING)
    with TemporaryDirectory(prefix="edmstudio-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "library.db"
        copy_whole(path, copy)
        library = _opened(copy, path)
        try:
            yield library
        finally:
            library.close()


def _opened(copy: Path, path: Path) -> Library:
    """The copy, whose troubles are those of the file that a person named."""
    try:
        return Library(copy)
    except Refused as refused:
        sentence = refused.sentence.replace(str(copy), str(path))
        raise Refused(sentence, refused.fault) from refused


def copy_whole(path: Path, copy: Path) -> None:
    """Write a database with what lies in its log into a file of its own; `Refused` if damaged."""
    source = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(source, uri=True)) as theirs,
            closing(sqlite3.connect(copy)) as ours,
        ):
            theirs.backup(ours)
    except sqlite3.DatabaseError as error:
        raise Refused(
            f"{path} can't be read as a library: {error}; choose a library or a backup.",
            Fault.DATABASE,
        ) from error

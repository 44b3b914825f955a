"""Copies of a library, consistent while it is in use; thinned by age, verified by opening."""

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from edmstudio.domain.refused import Fault, Refused
from edmstudio.store.integrity import findings
from edmstudio.store.library import Library
from edmstudio.store.sqlite import sqlite3

STAMP = "%Y%m%d-%H%M%S"
DAILY, WEEKLY, MONTHLY = 7, 4, 12


def back_up(library: Library, target: Path) -> Path:
    """A verified copy at `target`, which is replaced only when the copy is complete."""
    partial = target.with_name(f"{target.name}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        copy = sqlite3.connect(partial)
        try:
            with library.reading() as db:
                db.conn.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            copy.close()
        verify(partial)
        _flush(partial)
        os.replace(partial, target)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise Refused(f"The backup {target} can't be written: {error}.", Fault.DATABASE) from error
    return target


def verify(path: Path) -> None:
    """Open a copy and read all of it; `Refused` where it is not sound."""
    if not path.is_file():
        raise Refused(f"There is no backup at {path}.", Fault.MISSING)
    copy = Library(path)
    try:
        wrong = findings(copy)
    finally:
        copy.close()
        for suffix in (".lock", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    if wrong:
        raise Refused(f"The backup {path} is damaged: {wrong[0].sentence}", Fault.DATABASE)


@dataclass(frozen=True, slots=True)
class Glance:
    """How much a copy holds: tracks, and the corrections of people."""

    tracks: int
    corrections: int


def glance(path: Path) -> Glance | None:
    """What a copy holds, in a moment and without touching it; None where it can't be told.

    Nothing is verified; and nothing is locked, for nobody writes into a copy.
    """
    place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(place, uri=True)) as copy:
            (tracks,) = copy.execute("select count(*) from track").fetchone()
            (done,) = copy.execute("select count(*) from revision where act = 'edit'").fetchone()
    except sqlite3.Error:
        return None
    return Glance(tracks, done)


def restore(backup: Path, path: Path, now: datetime) -> Path | None:
    """Put a backup in a library's place; returns where the library that was there lies now."""
    verify(backup)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_bytes(backup.read_bytes())
    _flush(partial)
    kept = _set_aside(path, now)
    os.replace(partial, path)
    return kept


def _set_aside(path: Path, now: datetime) -> Path | None:
    if not path.exists():
        return None
    kept = path.with_name(f"{path.stem}.before-restore-{now.strftime(STAMP)}{path.suffix}")
    for suffix in ("-wal", "-shm", ""):
        if Path(f"{path}{suffix}").exists():
            os.replace(f"{path}{suffix}", f"{kept}{suffix}")
    return kept


def automatic(library: Library, folder: Path, now: datetime) -> Path | None:
    """Back up where the newest copy is older than a day, and thin the old ones out."""
    stamps = _stamps(folder)
    if stamps and now - max(stamps) < timedelta(days=1):
        return None
    made = back_up(library, folder / f"{now.strftime(STAMP)}.backup")
    for stamp in superfluous([*stamps, now]):
        (folder / f"{stamp.strftime(STAMP)}.backup").unlink(missing_ok=True)
    return made


def superfluous(stamps: Sequence[datetime]) -> list[datetime]:
    """Backups to let go: all but the newest of 7 days, 4 weeks and 12 months."""
    newest_first = sorted(stamps, reverse=True)
    kept: set[datetime] = set()
    for pattern, count in (("%Y%j", DAILY), ("%G%V", WEEKLY), ("%Y%m", MONTHLY)):
        firsts: dict[str, datetime] = {}
        for stamp in newest_first:
            firsts.setdefault(stamp.strftime(pattern), stamp)
        kept.update(list(firsts.values())[:count])
    return [stamp for stamp in newest_first if stamp not in kept]


def _stamps(folder: Path) -> list[datetime]:
    stamps = []
    for path in folder.glob("*.backup"):
        try:
            stamps.append(datetime.strptime(path.stem, STAMP).astimezone())
        except ValueError:
            continue
    return stamps


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

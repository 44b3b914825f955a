"""Copies of a library, consistent while it is in use; thinned by age, verified by opening."""

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from edmstudio.domain.refused import Fault, Refused
from edmstudio.store.flushing import flush
from edmstudio.store.integrity import Finding, findings
from edmstudio.store.library import Library
from edmstudio.store.os_lock import OsLock
from edmstudio.store.peeking import copy_whole, peeked
from edmstudio.store.sqlite import sqlite3

STAMP = "%Y%m%d-%H%M%S"
DAILY, WEEKLY, MONTHLY = 7, 4, 12


def back_up(library: Library, target: Path) -> Path:
    """A verified copy at `target`, which is replaced only when the copy is complete."""
    place = target.resolve()
    if library.path is not None and place == library.path.resolve():
        raise Refused(f"{target} is the library itself; choose another file.", Fault.DATABASE)
    with _half_made(place, f"The backup {target} can't be written") as copy:
        with closing(sqlite3.connect(copy)) as made, library.reading() as db:
            db.conn.backup(made)
        _check(copy, target)
        flush(copy)
        os.replace(copy, place)
    return target


def verify(path: Path) -> None:
    """Read all of a backup, which is left as it is; `Refused` where it is not sound."""
    if not path.is_file():
        raise Refused(f"There is no backup at {path}.", Fault.MISSING)
    with peeked(path) as copy:
        _refuse(findings(copy), path)


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
    place = path.resolve()
    with _half_made(place, f"{path} can't be replaced") as copy:
        copy_whole(backup, copy)
        flush(copy)
        with _resting(place):
            kept = _kept(place, now)
            os.replace(copy, place)
    return kept


@contextmanager
def _half_made(place: Path, trouble: str) -> Iterator[Path]:
    """A name beside a place for what shall lie there; nothing is left of it afterwards."""
    partial = place.with_name(f"{place.name}.{secrets.token_hex(4)}.partial")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        yield partial
    except (OSError, sqlite3.Error) as error:
        raise Refused(f"{trouble}: {error}.", Fault.DATABASE) from error
    finally:
        partial.unlink(missing_ok=True)


def _check(copy: Path, path: Path) -> None:
    """Read all of a copy of our own, which `path` is to be; it is one file afterwards."""
    library = Library(copy)
    try:
        wrong = findings(library)
    finally:
        library.close()
        Path(f"{copy}.lock").unlink(missing_ok=True)
    with closing(sqlite3.connect(copy)) as rested:  # or a folder that is read-only would not do
        rested.execute("PRAGMA journal_mode = DELETE").fetchall()
    _refuse(wrong, path)


def _refuse(wrong: Sequence[Finding], path: Path) -> None:
    if wrong:
        raise Refused(f"The backup {path} is damaged: {wrong[0].sentence}", Fault.DATABASE)


@contextmanager
def _resting(path: Path) -> Iterator[None]:
    """A library that no process writes to, its log written back: the file alone is all of it."""
    lock = OsLock(Path(f"{path}.lock"))
    with closing(lock), lock.held():
        if path.exists():
            with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as db:  # it may be damaged
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        yield


def _kept(path: Path, now: datetime) -> Path | None:
    """A second name for a library, free so far: there is no moment without one in its place."""
    if not path.exists():
        return None
    stem = f"{path.stem}.before-restore-{now.strftime(STAMP)}"
    number, kept = 1, path.with_name(f"{stem}{path.suffix}")
    while kept.exists():
        number += 1
        kept = path.with_name(f"{stem}-{number}{path.suffix}")
    try:
        os.link(path, kept)
    except OSError:  # a disk that knows no links
        shutil.copy2(path, kept)
    for suffix in ("-wal", "-shm"):
        if Path(f"{path}{suffix}").exists():
            os.replace(f"{path}{suffix}", f"{kept}{suffix}")
    return kept


def automatic(library: Library, folder: Path, now: datetime) -> Path | None:
    """Back up where the newest copy is older than a day, and thin the old ones out."""
    stamps = [stamp for stamp in _stamps(folder) if stamp <= now]  # a clock may have been wrong
    if stamps and now - max(stamps) < timedelta(days=1):
        return None
    made = back_up(library, folder / f"{now.strftime(STAMP)}.backup")
    for stamp in superfluous([*stamps, now]):
        (folder / f"{stamp.strftime(STAMP)}.backup").unlink(missing_ok=True)
    _sweep(folder, now - timedelta(days=1))
    return made


def _sweep(folder: Path, before: datetime) -> None:
    """Remove what a copy left behind whose process was killed."""
    for left in folder.glob("*.partial"):
        with suppress(OSError):
            if left.stat().st_mtime < before.timestamp():
                left.unlink()


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

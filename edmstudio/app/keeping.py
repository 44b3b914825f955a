"""Keeping a library: opened with a daily backup, checked, copied while in use, brought back."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from edmstudio.app.places import Places
from edmstudio.domain.refused import Fault, Refused
from edmstudio.store import backups, integrity
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found.

    Attributes
    ----------
    findings : tuple of Finding
        All that is wrong; empty where the library is sound.
    tracks : int
    sqlite : str
        Version of the library that reads it.
    """

    findings: tuple[integrity.Finding, ...]
    tracks: int
    sqlite: str


def open_library(places: Places) -> Library:
    """The library, with a copy beside it where the newest copy is older than a day.

    A copy that can't be made is no reason to keep a person from working: it is logged.
    """
    stood = places.library.exists()
    library = Library(places.library)
    if stood:
        try:
            backups.automatic(library, places.backups, datetime.now().astimezone())
        except Refused as refusal:
            logger.warning("%s", refusal)
    return library


def check_there(places: Places) -> None:
    """`Refused` where there is no library: a new one would be sound, and its copy empty."""
    if not places.library.exists():
        sentence = f"There is no library at {places.library}; `edmstudio add` makes one."
        raise Refused(sentence, Fault.MISSING)


def check(library: Library) -> Health:
    """Read everything and compare it with its hashes."""
    found = tuple(integrity.findings(library))
    return Health(found, len(Tracks(library).all()), integrity.sqlite_version())


def back_up(library: Library, places: Places, target: Path | None) -> Path:
    """A verified copy, at `target` or among the daily ones; the library stays in use."""
    stamp = datetime.now(UTC).astimezone().strftime(backups.STAMP)
    return backups.back_up(library, (target or places.backups / f"{stamp}.backup").absolute())


def restore(backup: Path, places: Places) -> Path | None:
    """Put a copy in the library's place; the way to what stood there before, if anything did."""
    return backups.restore(backup.absolute(), places.library, datetime.now().astimezone())


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the library: its file, when it was made, its size in bytes, and what is in it.

    `holds` is None where that can't be read.
    """

    file: Path
    made_at: datetime
    size: int
    holds: backups.Glance | None = None


def all_backups(places: Places) -> list[Backup]:
    """The daily copies, the newest first."""
    found = []
    for file in places.backups.glob("*.backup") if places.backups.is_dir() else ():
        held = file.stat()
        made_at = datetime.fromtimestamp(held.st_mtime, UTC)
        found.append(Backup(file, made_at, held.st_size, backups.glance(file)))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)

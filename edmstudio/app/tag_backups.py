"""The old tags of sound files that exports wrote into: which there are, and putting them back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from edmstudio.app.outcome import LeftOut
from edmstudio.domain.refused import Refused
from edmstudio.interchange.tags.safe_tags import SUFFIX, restore_tags
from edmstudio.jobs.job import Watch

LONGEST_HEAD = 1 << 20


@dataclass(frozen=True, slots=True)
class TagBackup:
    """One backup: where it lies, whose it is, and when the tags were replaced."""

    file: Path
    path: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Restored:
    """Files that have their old tags again, and those that could not get them."""

    paths: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def tag_backups(folder: Path) -> list[TagBackup]:
    """Every backup in a folder, the newest first; files that are none are passed over."""
    found = [_read(file) for file in folder.glob(f"*{SUFFIX}")] if folder.is_dir() else []
    return sorted((each for each in found if each), key=lambda each: each.made_at, reverse=True)


def put_back(watch: Watch, backups: Iterable[Path]) -> Restored:
    """Restore in the order given: the newest first, where a file was written into several times."""
    wanted = list(backups)
    paths: dict[str, None] = {}
    left_out: list[LeftOut] = []
    for done, backup in enumerate(wanted):
        watch.step(done, len(wanted), backup.name)
        try:
            paths[str(restore_tags(backup))] = None
        except Refused as refused:
            left_out.append(LeftOut(str(backup), refused))
    watch.step(len(wanted), len(wanted))
    return Restored(tuple(paths), tuple(left_out))


def _read(file: Path) -> TagBackup | None:
    """The first line says whose tags these are."""
    try:
        with file.open("rb") as opened:
            head = json.loads(opened.readline(LONGEST_HEAD))
        path = str(head["path"])
        made_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return TagBackup(file, path, made_at)

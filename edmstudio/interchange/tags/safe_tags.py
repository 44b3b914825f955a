"""Changing the tags of somebody's music: the file is whole at every moment, and can go back.

Copy beside the original, tag the copy, compare the audio, flush, replace. A save in place, killed
half-way, damaged the audio of 21 files out of 21; this way none.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.atomic_file import (
    MARK,
    flush_folder,
    made_folder,
    refusal,
    refuse_protected,
    replacing,
)
from edmstudio.interchange.file_names import safe_name
from edmstudio.interchange.tags.payload import payload_hash
from edmstudio.interchange.tags.tag_backup import Backup, backup_of, file_digest, restored

SUFFIX = ".tags"


def change_tags(path: Path, change: Callable[[Path], None], backups: Path) -> Path:
    """Let `change` work on a copy of a file, then put the copy in its place.

    Parameters
    ----------
    change : callable
        Tags the copy it is given, in place.
    backups : Path
        Folder that gets what `restore_tags` needs.

    Returns
    -------
    Path
        The backup.

    Raises
    ------
    Refused
        The file cannot be written, or its audio would not be the same; it is as it was.
    """
    original = _writable(path)
    state = _state(original)
    with _copy_of(original) as copy:
        before = payload_hash(original)
        change(copy)
        if payload_hash(copy) != before:
            raise Refused(f"The audio of {path.name} would have changed; it was left as it was.")
        backup = _keep(backup_of(original, copy), original, backups)
        _put_in_place(copy, original, state)
    return backup


def restore_tags(backup: Path) -> Path:
    """Put a file back as it was, byte for byte; it keeps lying where it lay.

    Raises
    ------
    Refused
        The backup or the file is not there or is damaged, or another program (or a later export)
        has changed the file since.
    """
    held = Backup.unpacked(_read(backup), backup.name)
    original = _writable(Path(held.path))
    state = _state(original)
    digest = file_digest(original)
    if digest == held.digest:
        return original
    changed = Refused(f"{original.name} has changed since the backup; it was left as it is.")
    if held.after and digest != held.after:
        raise changed
    with _copy_of(original) as copy:
        with original.open("rb") as now, copy.open("wb") as file:
            for block in restored(held, now):
                file.write(block)
        if file_digest(copy) != held.digest:
            raise changed
        _put_in_place(copy, original, state)
    return original


def sweep(folders: Iterable[Path], before: float) -> list[Path]:
    """Remove copies that a killed program left half-made, those last touched before a moment.

    `before` is in seconds of the clock (`time.time`), far enough back that nobody still works on
    them.
    """
    swept = []
    for file in [file for folder in set(folders) for file in folder.glob(f"{MARK}*")]:
        with suppress(OSError):  # its program may remove it just now
            if file.stat().st_ctime < before:
                file.unlink()
                swept.append(file)
    return swept


def _writable(path: Path) -> Path:
    """The file itself, behind any link; `Refused` where a replacement would harm."""
    try:
        original = path.resolve(strict=True)
        links = original.stat().st_nlink
    except (OSError, RuntimeError) as error:  # the latter: a link that leads to itself
        raise Refused(f"{path} is not there; relink the track first.", Fault.MISSING) from error
    if not original.is_file():
        raise Refused(f"{path} is no file.")
    if links > 1:
        raise Refused(f"{path.name} has several hard links, which writing tags would part.")
    refuse_protected(original)
    return original


def _state(file: Path) -> tuple[int, int, int]:
    """What no other program's writing leaves the same."""
    held = file.stat()
    return held.st_ino, held.st_size, held.st_mtime_ns


@contextmanager
def _copy_of(original: Path) -> Iterator[Path]:
    """A copy beside the original, gone afterwards; `Refused` where the disk fails meanwhile."""
    copy = original.with_name(f"{MARK}{secrets.token_hex(4)}{original.suffix}")
    try:
        with original.open("rb") as source, copy.open("xb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        yield copy
    except OSError as error:
        raise refusal(original, error) from error
    finally:
        with suppress(OSError):
            copy.unlink()


def _put_in_place(copy: Path, original: Path, state: tuple[int, int, int]) -> None:
    """With the original's rights, times and attributes; `Refused` where that is another by now."""
    with copy.open("rb+") as file:
        os.fsync(file.fileno())
    shutil.copystat(original, copy)
    if _state(original) != state:
        raise Refused(f"Another program changed {original.name} meanwhile; try again.")
    copy.replace(original)
    flush_folder(original.parent)


def _keep(backup: Backup, original: Path, backups: Path) -> Path:
    """On the disk before the file is touched; every change has a backup of its own."""
    number, name = 1, f"{safe_name(original.name)}.{backup.digest[:12]}"
    while (path := backups / f"{name}.{number}{SUFFIX}").exists():
        number += 1
    made_folder(backups)
    with replacing(path) as file:
        file.write(backup.packed())
    return path


def _read(backup: Path) -> bytes:
    try:
        return backup.read_bytes()
    except OSError as error:
        raise Refused(f"The backup {backup} cannot be read.", Fault.MISSING) from error

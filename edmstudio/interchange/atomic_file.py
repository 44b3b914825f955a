"""A file that is there whole or not at all: beside its target, flushed, then renamed."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.audio_folder import SOUND

MARK = ".edmstudio-"  # what the names of half-made files begin with


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `target`, behind any link, when the block ends well.

    Raises
    ------
    Refused
        The folder cannot be written, the file is write-protected, or the disk is full; what stood
        there is as it was.
    """
    place = Path(os.path.realpath(target))
    partial = place.with_name(f"{MARK}{secrets.token_hex(4)}.tmp")
    try:
        _refuse_sound(place)
        refuse_protected(place)
        with partial.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            partial.chmod(place.stat().st_mode & 0o777)
        partial.replace(place)
        flush_folder(place.parent)
    except OSError as error:
        raise refusal(target, error) from error
    finally:
        with suppress(OSError):
            partial.unlink()


def _refuse_sound(path: Path) -> None:
    """`Refused` for somebody's music: no export takes its place."""
    if path.suffix.lower() in SOUND and path.is_file():
        raise Refused(f"{path} is a sound file; choose another name.", Fault.PERMISSION)


def refuse_protected(path: Path) -> None:
    """`Refused` for a file that nobody shall write to: a rename would not mind."""
    if path.is_file() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        raise Refused(f"{path} is write-protected; it was left as it is.", Fault.PERMISSION)


def made_folder(folder: Path) -> None:
    """Make a folder and those above it, as far as they are not there; `Refused` where it cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(folder, error) from error


def flush_folder(folder: Path) -> None:
    """Make a rename survive a power cut; Windows neither needs nor allows it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def refusal(target: Path, error: OSError) -> Refused:
    """The sentence for a file that could not be written."""
    if error.errno == errno.ENOSPC:
        return Refused(f"The disk of {target} is full; free some space and try again.")
    if isinstance(error, PermissionError):
        return Refused(
            f"{target} cannot be written; choose a folder that belongs to you.", Fault.PERMISSION
        )
    if isinstance(error, FileNotFoundError):
        return Refused(f"The folder {target.parent} does not exist; create it.", Fault.MISSING)
    return Refused(f"{target} could not be written ({error.strerror or error}).", Fault.PERMISSION)

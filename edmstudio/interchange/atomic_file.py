"""A file that is there whole or not at all: beside its target, flushed, then renamed."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from edmstudio.domain.refused import Fault, Refused


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `target` when the block ends well.

    Raises
    ------
    Refused
        The folder cannot be written, or the disk is full; what stood there is as it was.
    """
    if target.is_symlink():  # a link stays one: what it points to is replaced
        target = target.resolve()
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with partial.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            partial.chmod(target.stat().st_mode & 0o777)
        partial.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        raise refusal(target, error) from error
    finally:
        with suppress(OSError):
            partial.unlink()


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

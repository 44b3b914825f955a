"""A lock that the operating system drops with its process, beside a library file.

SQLite before 3.51.3 can corrupt a WAL that two connections write or checkpoint at once
(the "WAL-reset" race, sqlite.org/wal.html), so writers of different processes take turns here.
The file stays behind, holds nothing and never needs to be deleted.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from edmstudio.domain.refused import Fault, Refused

PATIENCE = 5.0  # seconds
PAUSE = 0.005


class OsLock:
    """Exclusive between processes; `held` may be entered again by the holder."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        self._depth = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        if self._depth == 0:
            self._take()
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0:
                _unlock(self._handle)

    def close(self) -> None:
        os.close(self._handle)

    def _take(self) -> None:
        until = monotonic() + PATIENCE
        while not _lock(self._handle):
            if monotonic() > until:
                raise Refused(
                    "The library is busy in another program; please try again in a moment.",
                    Fault.DATABASE,
                )
            sleep(PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)

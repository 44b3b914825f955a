"""A file from some byte on, as if it began there; what a demuxer is given to read."""

import os
from typing import BinaryIO


class PartOfFile:
    """A readable, seekable view of an open file that starts at `start`."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self._start = start
        file.seek(start)

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes from here."""
        return self._file.read(size)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move; offsets from the start count from where the view begins."""
        if whence == os.SEEK_SET:
            offset += self._start
        return max(self._file.seek(offset, whence) - self._start, 0)

    def tell(self) -> int:
        """Where we are in the view."""
        return self._file.tell() - self._start

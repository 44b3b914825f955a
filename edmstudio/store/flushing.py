"""A file that survives a power cut."""

import os
from pathlib import Path


def flush(file: Path) -> None:
    """Put it on the disk; Windows flushes nothing that is open to read alone."""
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())

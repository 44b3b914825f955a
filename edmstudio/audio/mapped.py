"""Arrays in one file that is mapped, not read: pictures of sound that outgrow memory.

Little-endian; a magic line, the length and CRC-32 of a JSON header that names and places the
arrays, then the arrays at multiples of 64 bytes. A file that was damaged or cut is refused
before it is mapped.
"""

import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.refused import Fault, Refused, unreadable

_MAGIC = b"EDM Studio arrays 1\n"
_ALIGN = 64
_LONGEST_HEADER = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Mapped:
    """Named arrays, and what else their owner needs to understand them.

    Attributes
    ----------
    kind : str
        What the arrays are, with a version: "peaks 1".
    about : mapping
        Plain JSON values.
    arrays : tuple of ndarray
    """

    kind: str
    about: Mapping[str, Any]
    arrays: tuple[NDArray[Any], ...]


def save_mapped(mapped: Mapped, path: Path) -> None:
    """Write the file beside its place and move it there: never half a file under this name."""
    header = _header(mapped)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(header)
            for array in mapped.arrays:
                file.write(np.ascontiguousarray(array).data)
                file.write(bytes(-array.nbytes % _ALIGN))
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _header(mapped: Mapped) -> bytes:
    shapes = [[array.dtype.str, list(array.shape)] for array in mapped.arrays]
    text = json.dumps({"kind": mapped.kind, "about": dict(mapped.about), "arrays": shapes})
    body = text.encode()
    head = _MAGIC + len(body).to_bytes(4, "little") + zlib.crc32(body).to_bytes(4, "little") + body
    return head + bytes(-len(head) % _ALIGN)


def load_mapped(path: Path, kind: str) -> Mapped:
    """Map a file that `save_mapped` wrote, read only.

    Raises
    ------
    Refused
        It is missing, damaged, cut short, or of another kind or version.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC) + 8)
            length = int.from_bytes(head[-8:-4], "little")
            body = file.read(min(length, _LONGEST_HEADER))
        whole = np.memmap(path, np.uint8, mode="r")
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:  # nothing to map in an empty file
        raise _damaged(path) from error
    if not head.startswith(_MAGIC) or zlib.crc32(body).to_bytes(4, "little") != head[-4:]:
        raise _damaged(path)
    said = json.loads(body)
    if said["kind"] != kind:
        raise _damaged(path)
    start = len(head) + len(body)
    return Mapped(kind, said["about"], _views(whole, start + -start % _ALIGN, said["arrays"], path))


def _views(
    whole: NDArray[np.uint8], start: int, shapes: list[Any], path: Path
) -> tuple[NDArray[Any], ...]:
    views = []
    for kind, shape in shapes:
        count = int(np.prod(shape, dtype=np.int64))
        size = count * np.dtype(kind).itemsize
        if start + size > len(whole):
            raise _damaged(path)
        views.append(np.asarray(whole[start : start + size]).view(kind).reshape(shape))
        start += size + -size % _ALIGN
    return tuple(views)


def _damaged(path: Path) -> Refused:
    sentence = f"“{path.name}” is damaged or of another version; it will be made again."
    return Refused(sentence, Fault.FORMAT)

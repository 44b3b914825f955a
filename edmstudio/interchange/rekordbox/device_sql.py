"""DeviceSQL, the database that rekordbox writes onto USB sticks: pages of rows, and their strings.

Layout: Deep Symmetry, "Rekordbox Export Structure Analysis"; rekordcrate. Numbers are
little-endian. A row that was deleted or replaced stays in its page with its presence bit cleared.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from edmstudio.interchange.importer import head

FOLDERS = ("PIONEER", ".PIONEER")  # hidden on sticks that a Mac formatted
EXPORT = Path("rekordbox", "export.pdb")
HEADER = struct.Struct("<4xII")  # page length, number of tables
POINTER = struct.Struct("<I4xII")  # kind of table, first page, last page
_PAGE = struct.Struct("<4xIII8xI")  # its number, its kind, the next page, rows and flags
_HEAP = 40  # bytes of a page's header
_GROUP = 16  # rows whose presence bits stand together
_NO_ROWS = 0x40 << 24
_SMALLEST, _LARGEST, _MOST_TABLES = 512, 1 << 14, 64
_MOST_ROWS = 1_000_000  # of a table


class Table(IntEnum):
    """The tables that say something of tracks and playlists."""

    TRACKS = 0
    GENRES = 1
    ARTISTS = 2
    ALBUMS = 3
    KEYS = 5
    PLAYLISTS = 7
    ENTRIES = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A row and what follows it in its page; strings lie behind its numbers."""

    data: memoryview

    def byte(self, at: int) -> int:
        return self.data[at]

    def short(self, at: int) -> int:
        return int(struct.unpack_from("<H", self.data, at)[0])

    def long(self, at: int) -> int:
        return int(struct.unpack_from("<I", self.data, at)[0])

    def text(self, at: int) -> str:
        """A string in one of its three forms; ValueError where it is none.

        A short one counts its ASCII letters in its first byte; a long one is ASCII (0x40) or
        UTF-16 (0x90) behind a header of four bytes, which its length counts too.
        """
        kind = self.data[at]
        if kind & 1:
            return str(self._taken(at + 1, (kind >> 1) - 1), "utf-8", "replace")
        size = self.short(at + 1) - 4
        if kind == 0x40:
            return str(self._taken(at + 4, size), "utf-8", "replace")
        if kind == 0x90:
            return str(self._taken(at + 4, size), "utf-16-le", "replace")
        raise ValueError(f"a string of kind {kind:#04x}")

    def _taken(self, at: int, size: int) -> memoryview:
        taken = self.data[at : at + max(size, 0)]
        if size < 0 or len(taken) < size:
            raise ValueError("a string that is cut short")
        return taken


class DeviceSql:
    """A whole database; ValueError where it is none."""

    def __init__(self, data: bytes) -> None:
        length, count = _header(data)
        self._data, self._length = memoryview(data), length
        at = range(28, 28 + POINTER.size * count, POINTER.size)
        pointers = (POINTER.unpack_from(data, start) for start in at)
        self._pages = {kind: (first, last) for kind, first, last in pointers}
        self.damage: list[str] = []

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows that are present; pages that cannot be followed are told in `damage`."""
        page, last = self._pages.get(table, (0, 0))
        seen: set[int] = set()
        left = _MOST_ROWS
        while page and left > 0:
            start = page * self._length
            data = self._data[start : start + self._length]
            if page in seen or len(data) < self._length:
                self.damage.append(f"page {page} of the {table.name.lower()} is not there")
                return
            seen.add(page)
            number, kind, follower, rows = _PAGE.unpack_from(data)
            if (number, kind) != (page, table):
                self.damage.append(f"page {page} is none of the {table.name.lower()}")
                return
            if not rows & _NO_ROWS:
                left -= rows & 0x1FFF
                yield from self._present(data, rows & 0x1FFF)
            page = follower if page != last else 0

    def _present(self, page: memoryview, count: int) -> Iterator[Row]:
        """Offsets grow downwards from the page's end, each group with its presence bits first."""
        for index in range(count):
            group, place = divmod(index, _GROUP)
            bits_at = self._length - group * (4 + 2 * _GROUP) - 4
            offset_at = bits_at - 2 * (place + 1)
            if offset_at < _HEAP:
                self.damage.append(f"a page promises {count} rows, which it cannot hold")
                return
            (bits,) = struct.unpack_from("<H", page, bits_at)
            (offset,) = struct.unpack_from("<H", page, offset_at)
            if bits >> place & 1:
                yield Row(page[_HEAP + offset :])


def _header(data: bytes) -> tuple[int, int]:
    if not is_device_sql(data):
        raise ValueError("no database of a USB stick")
    length, count = HEADER.unpack_from(data)
    return int(length), int(count)


def is_device_sql(first: bytes) -> bool:
    """By the first bytes: no name, but a page length and a number of tables that make sense."""
    if len(first) < 28 or first[:4] != bytes(4):
        return False
    length, count = HEADER.unpack_from(first)
    fits = count * POINTER.size + 28 <= min(length, len(first))
    return bool(fits and _SMALLEST <= length <= _LARGEST and 1 <= count <= _MOST_TABLES)


def export_below(path: Path) -> Path | None:
    """The `export.pdb` that is meant by a stick, a folder of it, or by itself."""
    if path.is_file():
        return path if path.name != "exportExt.pdb" and is_device_sql(head(path)) else None
    places = (*(path / name / EXPORT for name in FOLDERS), path / EXPORT, path / EXPORT.name)
    return next((file for file in places if file.is_file() and is_device_sql(head(file))), None)


def stick_of(file: Path) -> Path | None:
    """The stick that a database lies on, None where it was taken from its place."""
    above = file.absolute().parents
    in_place = len(above) > 2 and above[0].name == "rekordbox" and above[1].name in FOLDERS
    return above[2] if in_place else None

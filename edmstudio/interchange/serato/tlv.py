"""The records of Serato's library files: four letters, a length, and what the first letter says.

Crates and `database V2` alike. Records of kinds we do not know stay bytes.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass

NESTED, TEXT = "or", "pt"
_DEEPEST = 8
_MOST = 5_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `value` is text, nested records, or the bytes as they stood."""

    name: str
    value: "str | bytes | tuple[Record, ...]"

    def text(self, name: str) -> str:
        """The text of an inner record, "" where there is none."""
        return next((r.value for r in self.inner(name) if isinstance(r.value, str)), "")

    def inner(self, name: str) -> "list[Record]":
        """The inner records of a name."""
        held = self.value if isinstance(self.value, tuple) else ()
        return [record for record in held if record.name == name]


def records_of(data: bytes, depth: int = 0) -> tuple[Record, ...]:
    """The records of a file; ValueError where it is cut short or nested without end."""
    if depth > _DEEPEST:
        raise ValueError(f"records nested deeper than {_DEEPEST}")
    records: list[Record] = []
    at = 0
    while at < len(data):
        if at + 8 > len(data) or len(records) > _MOST:
            raise ValueError(f"a record at byte {at} is cut short")
        name = data[at : at + 4].decode("latin-1")
        (size,) = struct.unpack(">I", data[at + 4 : at + 8])
        payload = data[at + 8 : at + 8 + size]
        if len(payload) < size:
            raise ValueError(f"the record {name!r} at byte {at} is cut short")
        records.append(Record(name, _value(name, payload, depth)))
        at += 8 + size
    return tuple(records)


def _value(name: str, payload: bytes, depth: int) -> "str | bytes | tuple[Record, ...]":
    if name[0] in NESTED:
        return records_of(payload, depth + 1)
    if name[0] in TEXT or name == "vrsn":
        return payload.decode("utf-16-be", "replace")
    return payload


def packed(records: Iterable[Record]) -> bytes:
    """The bytes of some records; the inverse of `records_of`."""
    return b"".join(_packed(record) for record in records)


def _packed(record: Record) -> bytes:
    value = record.value
    if isinstance(value, tuple):
        payload = packed(value)
    else:
        payload = value if isinstance(value, bytes) else value.encode("utf-16-be", "replace")
    return record.name.encode("latin-1") + struct.pack(">I", len(payload)) + payload

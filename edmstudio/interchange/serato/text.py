"""Serato's ways of writing binary as text: base64 without padding, and named envelopes.

Layouts: Holzhaus/serato-tags.
"""

import binascii
import re
from dataclasses import dataclass

LINE = 54  # bytes, 72 characters
_MIME = b"application/octet-stream\0\0"


def from_base64(text: bytes) -> bytes:
    """Bytes of Serato's base64, which may lack padding or end in one stray character.

    Raises
    ------
    ValueError
        It is not base64.
    """
    packed = re.sub(rb"[\s=\0]", b"", text)
    if len(packed) % 4 == 1:
        packed = packed[:-1]
    if re.search(rb"[^A-Za-z0-9+/]", packed):
        raise ValueError("not base64")
    return binascii.a2b_base64(packed + b"=" * (-len(packed) % 4))


def to_base64(data: bytes) -> bytes:
    """Lines of 72 characters, no padding, no newline at the end."""
    lines = (data[start : start + LINE] for start in range(0, len(data), LINE))
    return b"\n".join(binascii.b2a_base64(line, newline=False) for line in lines).rstrip(b"=")


@dataclass(frozen=True, slots=True)
class Envelope:
    """A payload as FLAC and MP4 files hold it, with its name, such as "Serato Markers2"."""

    name: str
    payload: bytes

    @classmethod
    def open(cls, text: bytes) -> "Envelope":
        """ValueError where it is none."""
        inside = from_base64(text)
        if not inside.startswith(_MIME):
            raise ValueError("not an envelope of Serato's")
        name, end, payload = inside[len(_MIME) :].partition(b"\0")
        if not end:
            raise ValueError("an envelope without a name")
        return cls(name.decode("ascii", "replace"), payload)

    def closed(self) -> bytes:
        """The text to store."""
        return to_base64(_MIME + self.name.encode() + b"\0" + self.payload)

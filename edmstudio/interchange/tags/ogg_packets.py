"""The packets of an Ogg file without its comments, hashed as they come.

Retagging may move every packet to another page, so pages, their numbers and serials are left
out (RFC 3533 §6); the comment header is recognised by its first bytes.
"""

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import BinaryIO, Protocol

from edmstudio.interchange.tags.payload_spans import Span

_COMMENTS = (b"\x03vorbis", b"OpusTags", b"\x84", b"\x04")  # the last two: Ogg FLAC's block
_MOST_STREAMS = 32


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


@dataclass(slots=True)
class _Stream:
    """One logical stream: its hash, and the packet that is not complete yet."""

    digest: _Digest = field(default_factory=lambda: blake2b(digest_size=32))
    packet: int = 0
    length: int = 0
    skipping: bool = False

    def add(self, piece: bytes, *, ends: bool) -> None:
        """The next part of the current packet."""
        if self.length == 0:
            self.skipping = 0 < self.packet < 8 and piece.startswith(_COMMENTS)
        if not self.skipping:
            self.digest.update(piece)
        self.length += len(piece)
        if ends:
            if not self.skipping:
                self.digest.update(self.length.to_bytes(8, "little"))
            self.packet, self.length = self.packet + 1, 0


def ogg_digest(file: BinaryIO, body: Span) -> str:
    """Hash of all packets of all streams, in hex; "" where the pages are not sound."""
    streams: dict[int, _Stream] = {}
    chain: list[_Stream] = []
    file.seek(body.start)
    while file.tell() < body.stop:
        head = file.read(27)
        if len(head) < 27 or head[:4] != b"OggS":
            break
        lacing = file.read(head[26])
        serial = int.from_bytes(head[14:18], "little")
        if serial not in streams or head[5] & 2:  # begin of stream
            chain.append(
                streams.setdefault(serial, _Stream()) if serial not in streams else _Stream()
            )
            streams[serial] = chain[-1]
        _add_page(streams[serial], lacing, file.read(sum(lacing)))
        if len(chain) > _MOST_STREAMS:
            return ""
    whole = blake2b(b"".join(stream.digest.digest() for stream in chain), digest_size=32)
    return whole.hexdigest() if any(stream.packet for stream in chain) else ""


def _add_page(stream: _Stream, lacing: bytes, page: bytes) -> None:
    start = stop = 0
    for size in lacing:
        stop += size
        if size < 255:
            stream.add(page[start:stop], ends=True)
            start = stop
    if start < stop:
        stream.add(page[start:stop], ends=False)

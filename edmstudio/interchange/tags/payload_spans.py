"""Which bytes of a file are audio and not tags, for every container we read."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_DATA = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")
_MOST_TAGS = 64  # blocks of tags at one end, before we stop believing the file


@dataclass(frozen=True, slots=True)
class Span:
    """`length` bytes from `start` on."""

    start: int
    length: int

    @property
    def stop(self) -> int:
        return self.start + self.length


def audio_spans(file: BinaryIO, size: int) -> tuple[Span, ...]:
    """The audio's bytes in order; all between the outer tags where the inside is not understood."""
    body = without_tags(file, size)
    file.seek(body.start)
    magic = file.read(16)
    for fits, find in _CONTAINERS:
        if fits(magic):
            found = tuple(find(file, body))
            return found if any(span.length for span in found) else (body,)
    return (body,)


def without_tags(file: BinaryIO, size: int) -> Span:
    """All between leading ID3v2 (with the zeros behind it) and trailing APE, Lyrics3 and ID3v1."""
    start, stop = 0, size
    for _ in range(_MOST_TAGS):
        step = _leading_tag(file, start)
        if not step:
            break
        start = min(start + step, size)
    for _ in range(_MOST_TAGS):
        step = _trailing_tag(file, stop)
        if not step or stop - step < start:
            break
        stop -= step
    start = _after_zeros(file, start, stop) if start else start
    return Span(start, stop - start)


def _leading_tag(file: BinaryIO, start: int) -> int:
    file.seek(start)
    head = file.read(32)
    if len(head) >= 10 and head[:3] == b"ID3" and max(head[6:10]) < 0x80:
        return 10 + syncsafe(head[6:10]) + (10 if head[5] & 0x10 else 0)
    if head[:8] == b"APETAGEX" and len(head) == 32:
        return 32 + int.from_bytes(head[12:16], "little")
    return 0


def _trailing_tag(file: BinaryIO, stop: int) -> int:
    file.seek(max(stop - 128, 0))
    tail = file.read(min(stop, 128))
    if len(tail) == 128 and tail[:3] == b"TAG":
        return 128
    if tail[-32:-24] == b"APETAGEX":
        has_header = tail[-9] & 0x80
        return int.from_bytes(tail[-20:-16], "little") + (32 if has_header else 0)
    if tail[-9:] == b"LYRICS200" and tail[-15:-9].isdigit():
        return int(tail[-15:-9]) + 15
    if tail[-10:-7] == b"3DI" and max(tail[-4:]) < 0x80:
        return syncsafe(tail[-4:]) + 20
    return 0


def syncsafe(four: bytes) -> int:
    """The integer in four bytes of seven bits (ID3v2.4 §6.2)."""
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]


def _after_zeros(file: BinaryIO, start: int, stop: int) -> int:
    file.seek(start)
    while start < stop and (block := file.read(min(65536, stop - start))):
        kept = block.lstrip(b"\0")
        if kept:
            return start + len(block) - len(kept)
        start += len(block)
    return start


def _flac(file: BinaryIO, body: Span) -> Iterator[Span]:
    """STREAMINFO, which holds the MD5 of the samples, then all frames."""
    at, last = body.start + 4, False
    while not last:
        file.seek(at)
        head = file.read(4)
        if len(head) < 4 or at >= body.stop:
            return
        last, length = bool(head[0] & 0x80), int.from_bytes(head[1:], "big")
        if head[0] & 0x7F == 0:
            yield Span(at + 4, min(length, body.stop - at - 4))
        at += 4 + length
    if at < body.stop:
        yield Span(at, body.stop - at)


def _mp4(file: BinaryIO, body: Span) -> Iterator[Span]:
    at = body.start
    while at + 8 <= body.stop:
        file.seek(at)
        head = file.read(16).ljust(16, b"\0")
        length, header = int.from_bytes(head[:4], "big"), 8
        if length == 1:
            length, header = int.from_bytes(head[8:], "big"), 16
        length = body.stop - at if length == 0 else length
        if length < header:
            return
        if head[4:8] == b"mdat":
            yield Span(at + header, max(min(length - header, body.stop - at - header), 0))
        at += length


def _riff(file: BinaryIO, body: Span) -> Iterator[Span]:
    return _chunks(file, body, "<", (b"fmt ", b"data"))


def _aiff(file: BinaryIO, body: Span) -> Iterator[Span]:
    return _chunks(file, body, ">", (b"COMM", b"SSND"))


def _chunks(file: BinaryIO, body: Span, order: str, wanted: tuple[bytes, ...]) -> Iterator[Span]:
    """IFF chunks; a sample chunk of size 0xFFFFFFFF (RF64, a pipe) has its size in `ds64`."""
    at, long_data = body.start + 12, 0
    while at + 8 <= body.stop:
        file.seek(at)
        head = file.read(24).ljust(24, b"\0")
        name, length = struct.unpack(order + "4sI", head[:8])
        if name == b"ds64":
            long_data = int.from_bytes(head[16:24], "little")
        if length == 0xFFFFFFFF:
            length = long_data or body.stop - at - 8
        if name in wanted:
            yield Span(at + 8, min(length, body.stop - at - 8))
        at += 8 + length + length % 2


def _asf(file: BinaryIO, body: Span) -> Iterator[Span]:
    """The packets of the data object, behind its 50 bytes of header."""
    at = body.start
    while at + 24 <= body.stop:
        file.seek(at)
        head = file.read(24)
        length = int.from_bytes(head[16:24], "little")
        if length < 24:
            return
        if head[:16] == _ASF_DATA:
            yield Span(at + 50, max(min(length, body.stop - at) - 50, 0))
        at += length


_CONTAINERS: tuple[
    tuple[Callable[[bytes], bool], Callable[[BinaryIO, Span], Iterator[Span]]], ...
] = (
    (lambda magic: magic[:4] == b"fLaC", _flac),
    (lambda magic: magic[4:8] == b"ftyp", _mp4),
    (lambda magic: magic[:4] in {b"RIFF", b"RF64", b"BW64"} and magic[8:12] == b"WAVE", _riff),
    (lambda magic: magic[:4] == b"FORM" and magic[8:12] in {b"AIFF", b"AIFC"}, _aiff),
    (lambda magic: magic == _ASF_HEADER, _asf),
)

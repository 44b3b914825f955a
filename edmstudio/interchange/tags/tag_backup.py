"""The bytes of a file around its audio, kept so that the file can be put back byte for byte.

A backup is a line of JSON, then the old bytes that the new file does not hold, compressed. Audio
that both files hold is taken from the new one; where a container moved it about (Ogg), all is kept.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.tags.payload_spans import Span, audio_spans

FORMAT = 1
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of the old file: `at` in the new one, or among the kept bytes where `at` is -1."""

    at: int
    length: int


@dataclass(frozen=True, slots=True)
class Backup:
    """What it takes to make the old file from the new one.

    Attributes
    ----------
    path : str
        Of the file.
    digest, after : str
        Hash of the whole old file, and of the new one; backups of former versions lack the latter.
    pieces : tuple of Piece
        In order.
    kept : bytes
    """

    path: str
    digest: str
    pieces: tuple[Piece, ...]
    kept: bytes
    after: str = ""

    def packed(self) -> bytes:
        """The bytes of a backup file."""
        head = {
            "format": FORMAT,
            "path": self.path,
            "digest": self.digest,
            "after": self.after,
            "pieces": [[piece.at, piece.length] for piece in self.pieces],
        }
        return json.dumps(head).encode() + b"\n" + zlib.compress(self.kept)

    @classmethod
    def unpacked(cls, data: bytes, name: str) -> "Backup":
        """`Refused` where it is no backup of ours."""
        line, _, kept = data.partition(b"\n")
        try:
            head = json.loads(line)
            pieces = tuple(Piece(int(at), int(length)) for at, length in head["pieces"])
            path, digest, after = head["path"], head["digest"], head.get("after", "")
            return cls(str(path), str(digest), pieces, zlib.decompress(kept), str(after))
        except (ValueError, LookupError, TypeError, zlib.error) as error:
            raise Refused(f"{name} is no backup of tags that can be read.") from error


def backup_of(old: Path, new: Path) -> Backup:
    """What to keep of `old` before `new` takes its place."""
    with old.open("rb") as before, new.open("rb") as after:
        olds, news = (audio_spans(file, _size(file)) for file in (before, after))
        lengths = [span.length for span in olds]
        shared = lengths == [span.length for span in news] and all(
            _same(before, after, left, right) for left, right in zip(olds, news, strict=True)
        )
        pairs = list(zip(olds, news, strict=True)) if shared else []
        pieces, kept = _pieces(before, pairs)
    return Backup(str(old), file_digest(old), tuple(pieces), kept, file_digest(new))


def _pieces(before: BinaryIO, pairs: list[tuple[Span, Span]]) -> tuple[list[Piece], bytes]:
    pieces: list[Piece] = []
    kept = bytearray()
    at, size = 0, _size(before)
    for old, new in [*pairs, (Span(size, 0), Span(0, 0))]:
        before.seek(at)
        kept += before.read(old.start - at)
        pieces += [Piece(-1, old.start - at), Piece(new.start, old.length)]
        at = old.stop
    return [piece for piece in pieces if piece.length], bytes(kept)


def restored(backup: Backup, now: BinaryIO) -> Iterator[bytes]:
    """The old file, block by block, from its backup and the file as it is now.

    Nothing where the file has become too short to hold what it should.
    """
    if max(
        (piece.at + piece.length for piece in backup.pieces if piece.at >= 0), default=0
    ) > _size(now):
        return
    at = 0
    for piece in backup.pieces:
        if piece.at < 0:
            yield backup.kept[at : at + piece.length]
            at += piece.length
        else:
            yield from _blocks(now, Span(piece.at, piece.length))


def file_digest(path: Path) -> str:
    """Hash of a whole file."""
    digest = blake2b(digest_size=32)
    with path.open("rb") as file:
        for block in _blocks(file, Span(0, _size(file))):
            digest.update(block)
    return digest.hexdigest()


def _same(before: BinaryIO, after: BinaryIO, left: Span, right: Span) -> bool:
    pairs = zip(_blocks(before, left), _blocks(after, right), strict=True)
    return all(one == other for one, other in pairs)


def _blocks(file: BinaryIO, span: Span) -> Iterator[bytes]:
    done = 0
    while done < span.length:
        file.seek(span.start + done)
        block = file.read(min(CHUNK, span.length - done))
        if not block:
            raise Refused("A file became shorter while it was read; try again.", Fault.DECODE)
        done += len(block)
        yield block


def _size(file: BinaryIO) -> int:
    return file.seek(0, 2)

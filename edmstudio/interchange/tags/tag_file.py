"""Tags of an audio file through mutagen, opened so that nothing but our own frames changes."""

import struct
from enum import Enum
from pathlib import Path
from typing import Any

import mutagen
from mutagen.aiff import AIFF
from mutagen.flac import FLAC
from mutagen.id3 import ID3, ID3NoHeaderError
from mutagen.mp4 import MP4
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from edmstudio.domain.refused import Fault, Refused

# What mutagen raises on damaged files, its own errors and those of its parsers.
BROKEN = (
    mutagen.MutagenError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    EOFError,
    struct.error,
    RecursionError,
    MemoryError,
)


class Kind(Enum):
    """How a file stores its tags."""

    ID3 = "ID3"  # MP3, AIFF, WAV
    FLAC = "FLAC"
    OGG = "Ogg Vorbis"
    MP4 = "MP4"


class _Mp3:
    """An ID3 tag alone, whatever the audio behind it; the shape of mutagen's file types."""

    def __init__(self, path: Path) -> None:
        try:
            self.tags: ID3 | None = ID3(path, translate=False)
        except ID3NoHeaderError:
            self.tags = None

    def add_tags(self) -> None:
        self.tags = ID3()


def kind_of(path: Path) -> Kind:
    """By the first bytes; `Refused` where it is no file that Serato writes tags into."""
    head = _head(path)
    if head[:4] == b"fLaC":
        return Kind.FLAC
    if head[:4] == b"OggS" and b"vorbis" in head:
        return Kind.OGG
    if head[4:8] == b"ftyp":
        return Kind.MP4
    is_chunked = head[:4] in {b"RIFF", b"FORM"} and head[8:12] in {b"WAVE", b"AIFF", b"AIFC"}
    if is_chunked or head[:3] == b"ID3" or path.suffix.lower() == ".mp3":
        return Kind.ID3
    raise Refused(f"{path.name} is of a kind that holds no tags of DJ programs.")


def _head(path: Path) -> bytes:
    """The first bytes; of a FLAC file behind an ID3 tag, which some programs put there, its own."""
    try:
        with path.open("rb") as file:
            head = file.read(64)
            if head[:3] == b"ID3" and len(head) >= 10:
                size = 0
                for byte in head[6:10]:
                    size = size << 7 | byte & 0x7F
                file.seek(10 + size)
                behind = file.read(64)
                return behind if behind[:4] == b"fLaC" else head
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(f"{path} cannot be read ({reason}).", Fault.MISSING) from error
    return head


def opened(path: Path, kind: Kind) -> Any:
    """The file of mutagen with its `tags` (None where it has none yet); `Refused` if damaged."""
    try:
        match kind:
            case Kind.FLAC:
                return FLAC(path)
            case Kind.OGG:
                return OggVorbis(path)
            case Kind.MP4:
                return MP4(path)
            case Kind.ID3:
                return _with_id3(path)
    except BROKEN as error:
        raise Refused(f"The tags of {path.name} are damaged ({error}).") from error


def _with_id3(path: Path) -> Any:
    """Frames are left as they are: mutagen would translate old ones to its newest kinds."""
    with path.open("rb") as file:
        head = file.read(4)
    if head == b"RIFF":
        return WAVE(path, translate=False)
    return AIFF(path, translate=False) if head == b"FORM" else _Mp3(path)


def saved(file: Any, path: Path, kind: Kind) -> None:
    """Write the tags in place, in the version of ID3 they had."""
    try:
        if kind is not Kind.ID3:
            file.save()
            return
        version = 3 if file.tags.version[:2] == (2, 3) else 4
        if file.tags.version[:2] < (2, 3):
            file.tags.update_to_v23()
            version = 3
        file.tags.save(path, v2_version=version)
    except BROKEN as error:
        raise Refused(f"The tags of {path.name} cannot be written ({error}).") from error

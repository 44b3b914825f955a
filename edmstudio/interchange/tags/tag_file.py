"""Tags of an audio file through mutagen, opened so that nothing but our own frames changes."""

import struct
from enum import Enum
from pathlib import Path
from typing import Any

import mutagen
from mutagen.aiff import AIFF
from mutagen.flac import FLAC
from mutagen.id3 import GEOB, ID3, Frame, ID3NoHeaderError
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

Frames = dict[str, type[Frame]] | None
OLD = 128  # bytes of an ID3v1 tag


class Kind(Enum):
    """How a file stores its tags."""

    ID3 = "ID3"  # MP3, AIFF, WAV
    FLAC = "FLAC"
    OGG = "Ogg Vorbis"
    MP4 = "MP4"


class _Mp3:
    """An ID3 tag alone, whatever the audio behind it; the shape of mutagen's file types.

    An old tag at the file's end (ID3v1) speaks only where there is no other.
    """

    def __init__(self, path: Path, known_frames: Frames = None) -> None:
        try:
            self.tags: ID3 | None = ID3(
                path, known_frames=known_frames, translate=False, load_v1=False
            )
        except ID3NoHeaderError:
            self.tags = self._old(path)

    @staticmethod
    def _old(path: Path) -> ID3 | None:
        try:
            return ID3(path, translate=False)
        except ID3NoHeaderError:
            return None

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


def opened(path: Path, kind: Kind, known_frames: Frames = None) -> Any:
    """The file of mutagen with its `tags` (None where it has none yet); `Refused` if damaged.

    Of ID3 only the known frames are taken apart, all unless they are named.
    """
    try:
        match kind:
            case Kind.FLAC:
                return FLAC(path)
            case Kind.OGG:
                return OggVorbis(path)
            case Kind.MP4:
                return MP4(path)
            case Kind.ID3:
                return _with_id3(path, known_frames)
    except BROKEN as error:
        raise Refused(f"The tags of {path.name} are damaged ({error}).") from error


def opened_to_write(path: Path, kind: Kind) -> Any:
    """The same; of ID3v2.3 nothing but GEOB frames is taken apart, so all others stay bytes.

    Other versions are written anew: in ID3v2.2 frames have other names, and in ID3v2.4 some
    programs wrote sizes that must be mended throughout (iTunes).
    """
    file = opened(path, kind)
    if kind is Kind.ID3 and file.tags is not None and file.tags.version[:2] == (2, 3):
        return opened(path, kind, {"GEOB": GEOB})
    return file


def _with_id3(path: Path, known_frames: Frames) -> Any:
    """Frames are left as they are: mutagen would translate old ones to its newest kinds."""
    with path.open("rb") as file:
        head = file.read(4)
    if head == b"RIFF":
        return WAVE(path, translate=False, known_frames=known_frames)
    if head == b"FORM":
        return AIFF(path, translate=False, known_frames=known_frames)
    return _Mp3(path, known_frames)


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
        old = _old_tag(path) if isinstance(file, _Mp3) else b""
        # Several values stay several, where mutagen would make one of them, parted by a slash.
        file.tags.save(path, v2_version=version, v23_sep=None)
        if old:  # mutagen wrote it anew, from the other tag
            with path.open("rb+") as written:
                written.seek(-len(old), 2)
                written.write(old)
    except (*BROKEN, OSError) as error:
        raise Refused(f"The tags of {path.name} cannot be written ({error}).") from error


def _old_tag(path: Path) -> bytes:
    """The ID3v1 tag at the end of an MP3, empty where there is none."""
    with path.open("rb") as file:
        file.seek(max(file.seek(0, 2) - OLD, 0))
        end = file.read(OLD)
    return end if len(end) == OLD and end[:3] == b"TAG" else b""

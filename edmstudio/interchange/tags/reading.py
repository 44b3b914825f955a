"""What a file's tags say of title, artist, tempo and key; reading only, whatever the format."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mutagen

from edmstudio.domain.grid import FASTEST, SLOWEST
from edmstudio.domain.key import Key
from edmstudio.domain.refused import unreadable

# In the order ID3 (MP3, WAV, AIFF), MP4, Vorbis comments and APE, ASF.
_TITLE = ("TIT2", "©nam", "title", "Title")
_ARTIST = ("TPE1", "©ART", "artist", "Author", "Artist")
_ALBUM = ("TALB", "©alb", "album", "WM/AlbumTitle", "Album")
_GENRE = ("TCON", "©gen", "genre", "WM/Genre", "Genre")
_BPM = ("TBPM", "TXXX:BPM", "tmpo", "----:com.apple.iTunes:BPM", "bpm", "tempo",
        "WM/BeatsPerMinute")  # fmt: skip
_KEY = ("TKEY", "TXXX:INITIALKEY", "TXXX:KEY", "----:com.apple.iTunes:initialkey",
        "----:com.apple.iTunes:KEY", "initialkey", "key", "WM/InitialKey")  # fmt: skip
_BROKEN = (
    mutagen.MutagenError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError,
    EOFError, struct.error, MemoryError, RecursionError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags we use; "" or None where a file has none.

    Attributes
    ----------
    title, artist, album, genre : str
    bpm : float or None
        Beats per minute as tagged, None where it is no tempo of music.
    key : Key or None
        In whichever notation it was written.
    """

    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""
    bpm: float | None = None
    key: Key | None = None


def read_tags(path: Path) -> Tags:
    """The tags of an audio file; damaged or unknown ones count as absent.

    Raises
    ------
    Refused
        The file itself cannot be read.
    """
    try:
        with path.open("rb") as file:
            found = _found(file)
    except OSError as error:
        raise unreadable(path, error) from error
    return Tags(
        title=_text(found, _TITLE),
        artist=_text(found, _ARTIST),
        album=_text(found, _ALBUM),
        genre=_genre(found),
        bpm=_bpm(_text(found, _BPM)),
        key=_key(_text(found, _KEY)),
    )


def _found(file: Any) -> Mapping[str, Any]:
    """Everything mutagen finds, one mapping whatever the format."""
    try:
        opened = mutagen.File(file)
        return {} if opened is None or opened.tags is None else dict(opened.tags)
    except _BROKEN:
        return {}


def _text(found: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first value under any of the names (their case does not matter)."""
    by_name = {name.casefold(): value for name, value in found.items() if isinstance(name, str)}
    for name in names:
        if text := _plain(by_name.get(name.casefold())):
            return text
    return ""


def _plain(value: Any) -> str:
    if hasattr(value, "text"):  # an ID3 frame
        value = value.text
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    if isinstance(value, bytes):  # a free MP4 atom
        value = value.decode("utf-8", "replace")
    return "" if value is None else " ".join(str(value).replace("\0", " ").split())


def _genre(found: Mapping[str, Any]) -> str:
    """ID3v1's numbers ("(18)", "18") become names."""
    frame = found.get("TCON")
    names = getattr(frame, "genres", None)
    return " ".join(names[0].split()) if names else _text(found, _GENRE)


def _bpm(text: str) -> float | None:
    try:
        bpm = float(text.replace(",", "."))
    except ValueError:
        return None
    return bpm if SLOWEST <= bpm <= FASTEST else None


def _key(text: str) -> Key | None:
    try:
        return Key.parse(text)
    except ValueError:
        return None

"""Recognises a sound file by its first bytes, from the short list of what is ever opened.

A name says nothing: a playlist called .mp3 is refused here, before any library sees it.
"""

from dataclasses import dataclass
from typing import BinaryIO

from edmstudio.audio.mp3_header import first_chain
from edmstudio.audio.timeline import after_id3

_SEARCH = 1 << 18
_ASF = bytes.fromhex("3026b2758e66cf11")


@dataclass(frozen=True, slots=True)
class Container:
    """How to open a file.

    Attributes
    ----------
    demuxer : str
        FFmpeg's name of the format.
    start : int
        Byte where it begins, behind ID3 tags.
    plain : bool
        Whether libsndfile reads it exactly (WAV, AIFF, FLAC and their kin).
    """

    demuxer: str
    start: int
    plain: bool = False


def recognise(file: BinaryIO) -> Container | None:
    """The container of an open file; None where it is no sound file that we read."""
    start = after_id3(file)
    file.seek(start)
    head = file.read(16)
    if name := _plain(head):
        return Container(name, start, plain=True)
    if name := _compressed(head):
        return Container(name, start)
    file.seek(start)
    found = first_chain(file.read(_SEARCH), 0)
    return None if found is None else Container("mp3", start)


def _plain(head: bytes) -> str:
    if head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"}:
        return "aiff"
    return {b"fLaC": "flac", b"riff": "w64", b"caff": "caf", b".snd": "au"}.get(head[:4], "")


def _compressed(head: bytes) -> str:
    if head[4:8] in {b"ftyp", b"moov", b"mdat"}:
        return "mov"
    if head[:8] == _ASF:
        return "asf"
    if len(head) > 4 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "aac"
    if len(head) > 4 and head[0] == 0xFF and head[1] & 0xE6 == 0xE4:  # layer II
        return "mp3"
    return {b"OggS": "ogg", b"wvpk": "wv", b"MAC ": "ape", b"TTA1": "tta",
            b"\x1a\x45\xdf\xa3": "matroska"}.get(head[:4], "")  # fmt: skip

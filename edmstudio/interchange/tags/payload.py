"""A file's audio without its tags; the hash of it is a track's identity.

A tagger rewrites everything around the audio: ID3 and APE blocks, FLAC metadata, MP4 boxes and
their offsets, Ogg page numbers and paging. What is hashed here is what none of them touches.
"""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from edmstudio.domain.refused import Fault, Refused, unreadable
from edmstudio.interchange.tags.ogg_packets import ogg_digest
from edmstudio.interchange.tags.payload_spans import Span, audio_spans

_CHUNK = 1 << 20


def payload_hash(path: Path) -> str:
    """Hash of the audio payload as 64 hex digits, in constant memory.

    Audio frames between the tags for MP3, AAC, APE and WavPack; STREAMINFO and frames for FLAC;
    `mdat` for MP4; packets but the comment header for Ogg; format and sample chunks for WAV and
    AIFF; the data object for WMA; the whole file where it is none of them or is damaged.

    Raises
    ------
    Refused
        The file is missing, forbidden or holds no audio at all.
    """
    try:
        with path.open("rb") as file:
            return _hash_open(file, path)
    except OSError as error:
        raise unreadable(path, error) from error


def _hash_open(file: BinaryIO, path: Path) -> str:
    size = file.seek(0, 2)
    spans = audio_spans(file, size)
    if not any(span.length for span in spans):
        raise Refused(f"“{path.name}” holds no audio; get the track again.", Fault.DECODE)
    file.seek(spans[0].start)
    if file.read(4) == b"OggS" and (packets := ogg_digest(file, spans[0])):
        return packets
    digest = blake2b(digest_size=32)
    for span in spans:
        for block in _blocks(file, span):
            digest.update(block)
    return digest.hexdigest()


def _blocks(file: BinaryIO, span: Span) -> Iterator[bytes]:
    file.seek(span.start)
    left = span.length
    while left > 0 and (block := file.read(min(_CHUNK, left))):
        left -= len(block)
        yield block

"""Finds second 0: what to leave out at both ends of a file, and whether programs agree on it.

Decoders agree to the sample on sound MP3 headers and differ by 12 to 51 ms on odd ones, so the
header is read here and the library is handed the frames that follow it and nothing else. The
cases A to D are those of dj-data-converter issue 3.
"""

from dataclasses import dataclass
from typing import BinaryIO

from edmstudio.audio.mp3_header import InfoBlock, first_chain, frame_header, info_block
from edmstudio.domain.timeline import Timeline

DECODER_DELAY = 529  # samples that every layer III decoder adds (LAME technical FAQ)
_SEARCH = 1 << 20
_KNOWN_ENCODERS = ("LAME", "Lavf", "Lavc")


@dataclass(frozen=True, slots=True)
class Mp3Stream:
    """Where an MP3's sound lies.

    Attributes
    ----------
    start : int
        Byte of the first frame that holds sound.
    samples : int or None
        Samples that the header promises before anything is left out.
    trim : Timeline
        What to remove: `delay` at the start, up to `padding` at the end.
    """

    start: int
    samples: int | None
    trim: Timeline

    def surplus(self, came: int) -> int:
        """Of `came` decoded samples, how many of the last are padding.

        A file cut short keeps all it has; one that goes on behind what its header promises is
        not what the header describes, and keeps its end too.
        """
        if self.samples is None:
            return self.trim.padding
        return came - self.samples + self.trim.padding if came <= self.samples else 0


def read_mp3(file: BinaryIO) -> Mp3Stream | None:
    """The layout of an open MP3; None where no chain of frames begins in its first MiB."""
    begin = after_id3(file)
    file.seek(begin)
    data = file.read(_SEARCH)
    first = first_chain(data, 0)
    header = None if first is None else frame_header(data, first)
    if first is None or header is None:
        return None
    block = info_block(data[first : first + header.length], header)
    junk = first > 0
    if block is None:
        return Mp3Stream(begin + first, None, Timeline(case="A", certain=False))
    samples = None if block.frames is None else block.frames * header.samples
    return Mp3Stream(begin + first + header.length, samples, _trim(block, junk=junk))


def _trim(block: InfoBlock, *, junk: bool) -> Timeline:
    if block.delay is None or block.padding is None:
        return Timeline(case="B", certain=False)
    known = block.encoder.startswith(_KNOWN_ENCODERS)
    return Timeline(
        delay=block.delay + DECODER_DELAY,
        padding=max(block.padding - DECODER_DELAY, 0),
        case=_case(block),
        certain=known and block.crc_ok and block.delay > 0 and not junk,
    )


def _case(block: InfoBlock) -> str:
    if not block.encoder.startswith("LAME"):
        return "B"
    return "D" if block.crc_ok else "C"


def after_id3(file: BinaryIO) -> int:
    """The byte behind all ID3v2 tags at the start of an open file."""
    at = 0
    while True:
        file.seek(at)
        head = file.read(10)
        if len(head) < 10 or head[:3] != b"ID3" or max(head[6:10]) > 0x7F:
            return at
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        at += 10 + size + (10 if head[5] & 0x10 else 0)

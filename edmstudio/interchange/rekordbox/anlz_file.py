"""The container of rekordbox' analysis files (.DAT, .EXT, .2EX): tags one after the other.

Layouts: djl-analysis and crate-digger (Deep Symmetry). All numbers are big-endian.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from edmstudio.interchange.rekordbox.grid import Tempo

MAGIC = b"PMAI"
_MOST_BEATS = 200_000
_EVEN = 0.002  # of a tempo that it may differ by between two beats far apart


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its four letters, its header and its whole content behind the 12 first bytes."""

    name: str
    header: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class AnlzCue:
    """A cue of PCOB or PCO2; `pad` is 0 for memory cues, 1 for hot cue A.

    `end_ms` is None for a point; colour "#RRGGBB" or "".
    """

    pad: int
    ms: int
    end_ms: int | None
    comment: str = ""
    colour: str = ""


def tags_of(data: bytes) -> Iterator[Tag]:
    """The tags of a file, unknown ones too; ValueError where it is none or is cut short."""
    if data[:4] != MAGIC or len(data) < 28:
        raise ValueError("no analysis file of rekordbox")
    at = int.from_bytes(data[4:8], "big")
    while at + 12 <= len(data):
        name = data[at : at + 4].decode("ascii", "replace")
        header, size = struct.unpack(">II", data[at + 4 : at + 12])
        if not 12 <= header <= size or at + size > len(data):
            raise ValueError(f"the tag {name} at byte {at} is cut short")
        yield Tag(name, data[at + 12 : at + header], data[at + header : at + size])
        at += size


def path_in(tag: Tag) -> str:
    """PPTH: where the audio lies, as rekordbox says it."""
    return tag.body.decode("utf-16-be", "replace").rstrip("\0")


def beats_in(tag: Tag) -> list[Tempo]:
    """PQTZ: every beat of the track."""
    (count,) = struct.unpack(">I", tag.header[8:12].rjust(4, b"\0"))
    count = min(count, len(tag.body) // 8, _MOST_BEATS)
    rows = (struct.unpack(">HHI", tag.body[at : at + 8]) for at in range(0, 8 * count, 8))
    return [Tempo(ms / 1000, bpm / 100, place) for place, bpm, ms in rows if 1 <= place <= 4]


def beats_between(tag: Tag) -> list[Tempo]:
    """PQT2: all beats from its first and its last, none where the tempo changes between them."""
    if len(tag.header) < 32:
        return []
    place, bpm, start, _, last_bpm, end, count = struct.unpack(">HHIHHII", tag.header[12:32])
    if not (1 <= place <= 4 and 2 <= count <= _MOST_BEATS and start < end):
        return []
    period = (end - start) / 1000 / (count - 1)
    even = all(abs(60.0 / period - said / 100) <= _EVEN * said / 100 for said in (bpm, last_bpm))
    beats = range(count if even else 0)
    return [Tempo(start / 1000 + n * period, 60.0 / period, (place - 1 + n) % 4 + 1) for n in beats]


def cues_in(tag: Tag) -> list[AnlzCue]:
    """PCOB and PCO2: memory cues or hot cues, those that are cut short passed over."""
    cues, at = [], 0
    read = _newer if tag.name == "PCO2" else _older
    while at + 12 <= len(tag.body):
        (size,) = struct.unpack(">I", tag.body[at + 8 : at + 12])
        entry = tag.body[at : at + size]
        if size < 12 or len(entry) < size:
            break
        if len(entry) >= 40:
            cues.append(read(entry))
        at += size
    return cues


def _older(entry: bytes) -> AnlzCue:
    pad, kind = struct.unpack(">I", entry[12:16])[0], entry[28]
    ms, end = struct.unpack(">II", entry[32:40])
    return AnlzCue(pad, ms, _loop_end(kind, ms, end))


def _newer(entry: bytes) -> AnlzCue:
    """Entries may end before the comment or the colour."""
    pad, kind = struct.unpack(">I", entry[12:16])[0], entry[16]
    ms, end = struct.unpack(">II", entry[20:28])
    comment, colour = "", ""
    if len(entry) >= 44:
        (size,) = struct.unpack(">I", entry[40:44])
        comment = entry[44 : 44 + size].decode("utf-16-be", "replace").rstrip("\0")
        shade = entry[44 + size : 48 + size]
        if len(shade) == 4 and any(shade):
            colour = f"#{shade[1:].hex().upper()}"
    return AnlzCue(pad, ms, _loop_end(kind, ms, end), comment, colour)


def _loop_end(kind: int, ms: int, end: int) -> int | None:
    return end if kind == 2 and ms < end < 0xFFFFFFFF else None

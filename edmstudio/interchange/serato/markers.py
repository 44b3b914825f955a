"""Serato's older `Markers_`: five cues and nine loops, which win over those of `Markers2`.

Two layouts: entries of 22 bytes with seven-bit numbers (ID3), and of 19 bytes (MP4).
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace

from edmstudio.interchange.colours import hexed, rgb
from edmstudio.interchange.serato.markers2 import SeratoCue, SeratoLoop

VERSION = b"\x02\x05"
SLOTS, CUE_SLOTS = 14, 5
_UNSET7 = b"\x7f" * 4
_CUE, _LOOP = 1, 3


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: milliseconds, or None where unset; colour as stored."""

    start: int | None
    end: int | None
    colour: str
    kind: int
    locked: bool


@dataclass(frozen=True, slots=True)
class Markers:
    """The whole tag; `footer` (the track's colour) is carried through."""

    slots: tuple[Slot, ...]
    footer: bytes

    def cues(self) -> list[SeratoCue]:
        """The cues of slots 0 to 4 that are set; they have no names here."""
        return [
            SeratoCue(index, slot.start, slot.colour)
            for index, slot in enumerate(self.slots[:CUE_SLOTS])
            if slot.start is not None and slot.kind == _CUE
        ]

    def loops(self) -> list[SeratoLoop]:
        """The loops of slots 5 to 13 that are set, numbered from 0."""
        return [
            SeratoLoop(index, slot.start, slot.end, slot.colour, slot.locked)
            for index, slot in enumerate(self.slots[CUE_SLOTS:])
            if slot.start is not None and slot.end is not None and slot.kind == _LOOP
        ]

    def with_marks(self, cues: Iterable[SeratoCue], loops: Iterable[SeratoLoop]) -> "Markers":
        """These cues and loops in place of its own."""
        slots = [EMPTY_CUE] * CUE_SLOTS + [EMPTY_LOOP] * (SLOTS - CUE_SLOTS)
        for cue in cues:
            if cue.index < CUE_SLOTS:
                slots[cue.index] = Slot(cue.ms, None, cue.colour, _CUE, False)
        for loop in loops:
            if loop.index < SLOTS - CUE_SLOTS:
                slot = Slot(loop.start, loop.end, loop.colour, _LOOP, loop.locked)
                slots[CUE_SLOTS + loop.index] = slot
        return replace(self, slots=tuple(slots))


EMPTY_CUE = Slot(None, None, "#000000", 0, False)
EMPTY_LOOP = Slot(None, None, "#000000", _LOOP, False)
EMPTY = Markers((EMPTY_CUE,) * CUE_SLOTS + (EMPTY_LOOP,) * (SLOTS - CUE_SLOTS), b"")
WHITE7, WHITE8 = b"\x07\x7f\x7f\x7f", b"\x00\xff\xff\xff"


def read_markers(payload: bytes) -> Markers:
    """Either layout; ValueError where it is damaged or of another version."""
    if payload[:2] != VERSION:
        raise ValueError(f"Markers_ of version {payload[:2].hex()}")
    (count,) = struct.unpack(">I", payload[2:6].rjust(4, b"\0"))
    room = len(payload) - 10
    if count != SLOTS or room < count * 19:
        raise ValueError(f"Markers_ with {count} entries in {len(payload)} bytes")
    wide = room >= count * 22
    size, read = (22, _slot7) if wide else (19, _slot8)
    starts = range(6, 6 + count * size, size)
    slots = tuple(read(payload[start : start + size]) for start in starts)
    return Markers(slots, payload[6 + count * size :][:4])


def write_markers7(markers: Markers) -> bytes:
    """The layout of ID3 tags."""
    slots = b"".join(_pack7(slot) for slot in markers.slots)
    return VERSION + struct.pack(">I", SLOTS) + slots + (markers.footer or WHITE7)


def write_markers8(markers: Markers) -> bytes:
    """The layout of MP4 files."""
    slots = b"".join(_pack8(slot) for slot in markers.slots)
    return VERSION + struct.pack(">I", SLOTS) + slots + (markers.footer or WHITE8)


def _slot7(data: bytes) -> Slot:
    return Slot(
        from_seven(data[1:5]) if data[0] == 0 else None,
        from_seven(data[6:10]) if data[5] == 0 else None,
        hexed(*from_seven(data[16:20]).to_bytes(3, "big")),
        data[20],
        bool(data[21]),
    )


def _pack7(slot: Slot) -> bytes:
    packed = b""
    for ms in (slot.start, slot.end):
        packed += b"\x7f" + _UNSET7 if ms is None else b"\0" + to_seven(ms)
    colour = to_seven(int.from_bytes(bytes(rgb(slot.colour)), "big"))
    return packed + b"\0" + b"\x7f" * 5 + colour + bytes((slot.kind, slot.locked))


def _slot8(data: bytes) -> Slot:
    start, end = struct.unpack(">II", data[:8])
    return Slot(
        None if start == 0xFFFFFFFF else start,
        None if end == 0xFFFFFFFF else end,
        hexed(*data[14:17]),
        data[17],
        bool(data[18]),
    )


def _pack8(slot: Slot) -> bytes:
    times = [0xFFFFFFFF if ms is None else ms for ms in (slot.start, slot.end)]
    middle = b"\0" + b"\xff" * 4 + b"\0"
    kind = bytes((slot.kind, slot.locked))
    return struct.pack(">II", *times) + middle + bytes(rgb(slot.colour)) + kind


def from_seven(data: bytes) -> int:
    """24 bits spread over four bytes of seven ("serato32")."""
    first, second, third, fourth = data
    return (first & 7) << 21 | (second & 127) << 14 | (third & 127) << 7 | fourth & 127


def to_seven(value: int) -> bytes:
    """The inverse; what needs more than 24 bits (4.6 hours) is cut to the most there is."""
    capped = min(max(value, 0), 0xFFFFFF)
    return bytes((capped >> 21 & 7, capped >> 14 & 127, capped >> 7 & 127, capped & 127))

"""Serato's `Markers2`: hot cues, loops, track colour and the grid's lock.

Layout: Holzhaus/serato-tags, checked on real tags. Entries of kinds we do not
know (flips) are carried through as they stood.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edmstudio.interchange.colours import hexed, rgb
from edmstudio.interchange.serato.text import from_base64, to_base64

VERSION = b"\x01\x01"
SHORTEST = 470  # bytes that Serato fills up to
LONGEST_NAME = 51  # bytes of UTF-8
CUES, LOOPS = 8, 9
_MOST = 10_000  # entries


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stood."""

    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SeratoCue:
    """A hot cue: pad 0 to 7, milliseconds, "#RRGGBB" as stored."""

    index: int
    ms: int
    colour: str
    name: str = ""

    @classmethod
    def read(cls, data: bytes) -> "SeratoCue":
        """ValueError where it is cut short."""
        if len(data) < 12:
            raise ValueError("a cue entry is cut short")
        ms = int.from_bytes(data[2:6], "big")
        return cls(data[1], ms, hexed(*data[7:10]), _text(data[12:]))

    def entry(self) -> Entry:
        head = struct.pack(">BBIB3s2s", 0, self.index, self.ms, 0, bytes(rgb(self.colour)), b"")
        return Entry("CUE", head + fitting(self.name).encode() + b"\0")


@dataclass(frozen=True, slots=True)
class SeratoLoop:
    """A saved loop: slot 0 to 8, milliseconds, "#RRGGBB"."""

    index: int
    start: int
    end: int
    colour: str
    locked: bool = False
    name: str = ""

    @classmethod
    def read(cls, data: bytes) -> "SeratoLoop":
        """ValueError where it is cut short."""
        if len(data) < 20:
            raise ValueError("a loop entry is cut short")
        start, end = struct.unpack(">II", data[2:10])
        return cls(data[1], start, end, hexed(*data[15:18]), bool(data[19]), _text(data[20:]))

    def entry(self) -> Entry:
        colour = b"\0" + bytes(rgb(self.colour))
        times = struct.pack(">BBII", 0, self.index, self.start, self.end)
        tail = colour + bytes((0, self.locked)) + fitting(self.name).encode() + b"\0"
        return Entry("LOOP", times + b"\xff" * 4 + tail)


def _text(data: bytes) -> str:
    return data.partition(b"\0")[0].decode("utf-8", "replace")


def fitting(name: str) -> str:
    """A name cut to what Serato holds, at a whole character."""
    return (
        name.replace("\0", "").encode("utf-8", "replace")[:LONGEST_NAME].decode("utf-8", "ignore")
    )


def entries_of(payload: bytes) -> list[Entry]:
    """The entries of a tag; ValueError where it is damaged or of another version."""
    if payload[:2] != VERSION:
        raise ValueError(f"Markers2 of version {payload[:2].hex()}")
    data = from_base64(payload[2:].partition(b"\0")[0])
    if data and data[:2] != VERSION:
        raise ValueError(f"Markers2 entries of version {data[:2].hex()}")
    entries: list[Entry] = []
    at = 2
    while at < len(data) and data[at] and len(entries) < _MOST:
        stop = data.find(b"\0", at)
        if stop < 0 or stop + 5 > len(data):
            raise ValueError("Markers2 is cut short")
        size = int.from_bytes(data[stop + 1 : stop + 5], "big")
        if stop + 5 + size > len(data):
            raise ValueError("Markers2 is cut short")
        kind = data[at:stop].decode("ascii", "replace")
        entries.append(Entry(kind, data[stop + 5 : stop + 5 + size]))
        at = stop + 5 + size
    return entries


def payload_of(entries: Iterable[Entry]) -> bytes:
    """The tag of some entries, filled up as Serato does."""
    body = b"".join(
        entry.kind.encode("ascii", "replace")
        + b"\0"
        + struct.pack(">I", len(entry.data))
        + entry.data
        for entry in entries
    )
    text = to_base64(VERSION + body + b"\0")
    return (VERSION + text).ljust(SHORTEST - 1, b"\0") + b"\0"


def cues_in(entries: Iterable[Entry]) -> list[SeratoCue]:
    """Hot cues on real pads; damaged ones are passed over."""
    return [cue for entry in entries if entry.kind == "CUE" and (cue := _cue(entry)) is not None]


def loops_in(entries: Iterable[Entry]) -> list[SeratoLoop]:
    """Loops that last; damaged ones are passed over."""
    return [
        loop for entry in entries if entry.kind == "LOOP" and (loop := _loop(entry)) is not None
    ]


def _cue(entry: Entry) -> SeratoCue | None:
    try:
        cue = SeratoCue.read(entry.data)
    except ValueError:
        return None
    return cue if cue.index < CUES else None


def _loop(entry: Entry) -> SeratoLoop | None:
    try:
        loop = SeratoLoop.read(entry.data)
    except ValueError:
        return None
    return loop if loop.index < LOOPS and loop.end > loop.start else None


def is_locked(entries: Iterable[Entry]) -> bool:
    """Whether the person vouched for the grid."""
    return any(entry.kind == "BPMLOCK" and entry.data[:1] == b"\x01" for entry in entries)


def with_marks(
    entries: Sequence[Entry], cues: Iterable[SeratoCue], loops: Iterable[SeratoLoop]
) -> list[Entry]:
    """The entries with these cues and loops instead of theirs; equal ones stay byte for byte."""
    had_cues = {cue.index: (cue, entry) for entry in entries if (cue := _cue_of(entry))}
    had_loops = {loop.index: (loop, entry) for entry in entries if (loop := _loop_of(entry))}
    new: list[Entry] = []
    for cue in sorted(cues, key=lambda cue: cue.index):
        held, entry = had_cues.get(cue.index, (None, None))
        new.append(entry if entry and held == cue else cue.entry())
    for loop in sorted(loops, key=lambda loop: loop.index):
        held_loop, entry = had_loops.get(loop.index, (None, None))
        new.append(entry if entry and held_loop == loop else loop.entry())
    kept = [entry for entry in entries if entry.kind not in {"CUE", "LOOP"}] or _FRESH
    after_colour = next((i + 1 for i, e in enumerate(kept) if e.kind == "COLOR"), 0)
    return [*kept[:after_colour], *new, *kept[after_colour:]]


# What Serato writes into a track that has been analysed and nothing more.
_FRESH = [Entry("COLOR", b"\0\xff\xff\xff"), Entry("BPMLOCK", b"\0")]


def _cue_of(entry: Entry) -> SeratoCue | None:
    return _cue(entry) if entry.kind == "CUE" else None


def _loop_of(entry: Entry) -> SeratoLoop | None:
    return _loop(entry) if entry.kind == "LOOP" else None


def locked(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with the grid's lock set, so that Serato does not analyse it anew."""
    others = [entry for entry in entries if entry.kind != "BPMLOCK"]
    return [*others, Entry("BPMLOCK", b"\x01")]

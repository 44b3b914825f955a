"""Serato's `BeatGrid`: markers that count whole beats to the next, the last with a tempo.

It says nothing of bars; Serato counts them from the first marker.
"""

import re
import struct
from dataclasses import dataclass
from math import ceil, isfinite

from edmstudio.domain.grid import FASTEST, SLOWEST, Anchor, TempoMap

VERSION = b"\x01\x00"
_MOST = 100_000
_CUT = 0.002  # seconds by which a beat may fall short before a marker must say so
_TEXT = re.compile(r"\(([-+.\deE]+),([-+.\deE]+)\)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A beat at `seconds`; `beats` to the next marker, or `bpm` from the last one on."""

    seconds: float
    beats: int = 0
    bpm: float = 0.0


def read_markers(payload: bytes) -> list[Marker]:
    """The markers of a tag; ValueError where it is damaged or of another version."""
    if payload[:2] != VERSION or len(payload) < 6:
        raise ValueError(f"BeatGrid of version {payload[:2].hex()}")
    (count,) = struct.unpack(">I", payload[2:6])
    if count > _MOST or len(payload) < 6 + 8 * count:
        raise ValueError(f"BeatGrid with {count} markers in {len(payload)} bytes")
    markers = []
    for number in range(count):
        at = 6 + 8 * number
        seconds, bpm = struct.unpack(">ff", payload[at : at + 8])
        if number + 1 < count:
            (beats,) = struct.unpack(">I", payload[at + 4 : at + 8])
            markers.append(Marker(seconds, beats=beats))
        else:
            markers.append(Marker(seconds, bpm=bpm))
    return markers


def write_markers(markers: list[Marker]) -> bytes:
    """The tag; its last byte looks random in real ones and is 0 here."""
    packed = [
        struct.pack(">ff", m.seconds, m.bpm) if m.bpm else struct.pack(">fI", m.seconds, m.beats)
        for m in markers
    ]
    return VERSION + struct.pack(">I", len(markers)) + b"".join(packed) + b"\0"


def read_text(text: bytes) -> list[Marker]:
    """The markers of the form that Ogg files have; ValueError where it is none."""
    plain = text.decode("ascii", "replace")
    if not re.match(r"[0-9A-Fa-f]{24}", plain):
        raise ValueError("not a beat grid of Serato's")
    steps, ends = int(plain[8:16], 16), int(plain[16:24], 16)
    pairs = _TEXT.findall(plain[24:])
    if len(pairs) != steps + ends or ends > 1:
        raise ValueError(f"a beat grid that promises {steps + ends} markers and has {len(pairs)}")
    markers = [Marker(float(seconds), beats=int(float(beats))) for seconds, beats in pairs[:steps]]
    return markers + [Marker(float(seconds), bpm=float(bpm)) for seconds, bpm in pairs[steps:]]


def write_text(markers: list[Marker]) -> bytes:
    """The form for Ogg files."""
    ends = sum(marker.bpm > 0 for marker in markers)
    head = f"00000001{len(markers) - ends:08X}{ends:08X}"
    tuples = (
        f"({m.seconds:.6f},{m.bpm:.6f})" if m.bpm else f"({m.seconds:.6f},{m.beats})"
        for m in markers
    )
    return (head + "".join(tuples)).encode()


def grid_of(markers: list[Marker]) -> TempoMap | None:
    """The grid that markers mean, None where they make none."""
    anchors: list[Anchor] = []
    beat = 0
    for index, marker in enumerate(markers):
        bpm = marker.bpm
        if not bpm and index + 1 < len(markers):
            span = markers[index + 1].seconds - marker.seconds
            bpm = 60.0 * marker.beats / span if span > 0 else 0.0
        if not (isfinite(marker.seconds) and SLOWEST <= bpm <= FASTEST):
            return None
        anchors.append(Anchor(beat, marker.seconds, bpm))
        beat += marker.beats
    return TempoMap(tuple(anchors)) if anchors else None


def markers_of(grid: TempoMap) -> list[Marker]:
    """The markers that hold a grid, the first on the first bar line of the track."""
    markers: list[Marker] = []
    for index, anchor in enumerate(grid.anchors):
        first = first_downbeat(anchor) if not markers else anchor.beat
        seconds = anchor.seconds + (first - anchor.beat) * anchor.period
        if index + 1 == len(grid.anchors):
            markers.append(Marker(seconds, bpm=anchor.bpm))
            continue
        follower = grid.anchors[index + 1]
        beats = follower.beat - first
        if beats > 0:
            markers += _segment(Marker(seconds, beats=beats), anchor, follower)
    return markers


def _segment(marker: Marker, anchor: Anchor, follower: Anchor) -> list[Marker]:
    """One marker; two where the last beat before the next anchor is cut short or drawn out."""
    last = follower.seconds - marker.seconds - (marker.beats - 1) * anchor.period
    if marker.beats == 1 or abs(last - anchor.period) <= _CUT:
        return [marker]
    before = marker.seconds + (marker.beats - 1) * anchor.period
    return [Marker(marker.seconds, beats=marker.beats - 1), Marker(before, beats=1)]


def first_downbeat(anchor: Anchor) -> int:
    """The first bar line that does not lie before the track."""
    earliest = ceil(anchor.beat - (anchor.seconds + 1e-6) / anchor.period)
    return earliest + (anchor.shift - earliest) % anchor.meter

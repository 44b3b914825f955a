"""Engine DJ's binary columns, taken apart: beat grid, quick cues and loops.

Layouts: libdjinterop (Engine Prime 1 to Engine DJ 5). Positions are samples at the track's own
rate. All but the loops are compressed: their length in four bytes, then zlib, as Qt does it.
"""

import struct
import zlib
from dataclasses import dataclass
from math import isfinite
from typing import Any

LARGEST = 4 << 20  # bytes that a column may unpack to
UNSET = -1.0
FARTHEST = 1e12  # samples
_MOST_MARKERS, _MOST_PADS = 32_768, 64


@dataclass(frozen=True, slots=True)
class Marker:
    """A beat pinned to a sample; 0, 4, 8 and so on begin bars."""

    samples: float
    beat: int


@dataclass(frozen=True, slots=True)
class BeatData:
    """The grid that holds, in order; none where the track was not analysed."""

    rate: float
    markers: tuple[Marker, ...]


@dataclass(frozen=True, slots=True)
class Pad:
    """A quick cue, or a loop where it has an end; `number` counts from 0."""

    number: int
    label: str
    samples: float
    colour: str
    end: float | None = None


@dataclass(frozen=True, slots=True)
class QuickCues:
    """The cues that are set, and the main cue, `UNSET` where there is none."""

    pads: tuple[Pad, ...]
    main: float


NO_BEATS, NO_CUES = BeatData(0.0, ()), QuickCues((), UNSET)
NO_LOOPS: tuple[Pad, ...] = ()


def unpacked(blob: bytes) -> bytes:
    """What a column holds; ValueError where it is damaged or too large."""
    if len(blob) < 4 or not any(blob[:4]):
        return b""
    try:
        stream = zlib.decompressobj()
        data = stream.decompress(blob[4:], LARGEST)
    except zlib.error as error:
        raise ValueError(f"it cannot be unpacked ({error})") from error
    if stream.unconsumed_tail:
        raise ValueError("it unpacks to more than such a column ever holds")
    return data


def rate_in(track_data: bytes) -> float:
    """Samples a second of `trackData`, 0.0 where it does not say."""
    data = unpacked(track_data)
    rate = struct.unpack_from(">d", data)[0] if len(data) >= 8 else 0.0
    return float(rate) if isfinite(rate) and 8000 <= rate <= 768_000 else 0.0


def beat_data(blob: bytes) -> BeatData:
    """The grid as a person adjusted it, otherwise as it was analysed; ValueError if damaged."""
    data = _Bytes(unpacked(blob))
    if not data.left:
        return NO_BEATS
    rate, _, _ = data.take(">ddB")
    analysed, adjusted = _markers(data), _markers(data)
    if not 8000 <= rate <= 768_000:
        raise ValueError(f"a sample rate of {rate}")
    return BeatData(rate, adjusted or analysed)


def _markers(data: "_Bytes") -> tuple[Marker, ...]:
    rows = [data.take("<dqii") for _ in range(data.count(">q", _MOST_MARKERS))]
    return tuple(Marker(samples, beat) for samples, beat, _, _ in rows)


def quick_cues(blob: bytes) -> QuickCues:
    """ValueError where it is damaged."""
    data = _Bytes(unpacked(blob))
    if not data.left:
        return NO_CUES
    pads = []
    for number in range(data.count(">q", _MOST_PADS)):
        label = data.text()
        (samples,) = data.take(">d")
        pads.append(Pad(number, label, samples, data.colour()))
    adjusted, is_adjusted, analysed = data.take(">dBd")
    main = adjusted if is_adjusted or adjusted >= 0 else analysed
    placed = tuple(pad for pad in pads if _is_place(pad.samples))
    return QuickCues(placed, main if _is_place(main) else UNSET)


def loops_in(blob: bytes) -> tuple[Pad, ...]:
    """The loops that are set; ValueError where it is damaged."""
    data = _Bytes(blob)
    if not data.left:
        return ()
    pads = []
    for number in range(data.count("<q", _MOST_PADS)):
        label = data.text()
        start, end, has_start, has_end = data.take("<ddBB")
        pad = Pad(number, label, start, data.colour(), end)
        if has_start and has_end and _is_place(start) and _is_place(end) and start < end:
            pads.append(pad)
    return tuple(pads)


def _is_place(samples: float) -> bool:
    return 0 <= samples < FARTHEST


class _Bytes:
    """Bytes that are taken one value after the other."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def take(self, layout: str) -> tuple[Any, ...]:
        """Numbers of a struct's layout; ValueError where the bytes are too few."""
        size = struct.calcsize(layout)
        if size > self.left:
            raise ValueError("it is cut short")
        values = struct.unpack_from(layout, self._data, self._at)
        self._at += size
        return values

    def count(self, layout: str, most: int) -> int:
        """How many of something follow."""
        (count,) = self.take(layout)
        if not 0 <= count <= most:
            raise ValueError(f"it promises {count} entries")
        return int(count)

    def text(self) -> str:
        """Its length in a byte, then UTF-8."""
        (size,) = self.take("B")
        if size > self.left:
            raise ValueError("it is cut short")
        taken = self._data[self._at : self._at + size]
        self._at += size
        return taken.decode("utf-8", "replace")

    def colour(self) -> str:
        """Alpha, red, green and blue; "" where nothing would be seen."""
        alpha, red, green, blue = self.take("4B")
        return f"#{red:02X}{green:02X}{blue:02X}" if alpha else ""

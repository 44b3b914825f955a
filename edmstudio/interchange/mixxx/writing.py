"""Our grid and cues as the values of Mixxx' tables; the way back of `mixxx/reading.py`."""

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from edmstudio.domain.cues import SLOTS, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.interchange.colours import rgb
from edmstudio.interchange.mixxx.reading import HOT, INTRO, LOOP, MAIN, ON_PADS, OUTRO
from edmstudio.interchange.vocabulary import cue_name

PADS = 36  # how many hot cues Mixxx shows
_SAME = 2  # stereo samples: one frame
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MixxxBeats:
    """The `beats` and `beats_version` of a track."""

    version: str
    blob: bytes


def beats_of(grid: TempoMap, rate: float, seconds: float) -> MixxxBeats:
    """One tempo as a first beat, several as every beat of the track."""
    if len(grid.anchors) == 1:
        (anchor,) = grid.anchors
        first = _message(1, _double(1, anchor.bpm)) + _message(2, _double(1, anchor.seconds * rate))
        return MixxxBeats("BeatGrid-2.0", first)
    frames = (round(beat * rate) for beat in grid.beats(0.0, max(seconds, 1.0)).tolist())
    return MixxxBeats("BeatMap-1.0", b"".join(_message(1, _beat(frame)) for frame in frames))


def _beat(frame: int) -> bytes:
    """Where it is, and that it is switched on."""
    return b"\x08" + _varint(frame) + b"\x10\x01"


def _message(field: int, payload: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(payload)) + payload


def _double(field: int, value: float) -> bytes:
    return _varint(field << 3 | 1) + struct.pack("<d", value)


def _varint(value: int) -> bytes:
    packed = b""
    while value > 127:
        packed, value = packed + bytes((value & 127 | 128,)), value >> 7
    return packed + bytes((value,))


@dataclass(slots=True)
class CueChanges:
    """Rows to add, columns to change by id, and ids to remove; all others stay as they are."""

    added: list[Row] = field(default_factory=list)
    changed: dict[Any, Row] = field(default_factory=dict)
    removed: list[Any] = field(default_factory=list)
    homeless: int = 0


def cue_changes(
    cues: Iterable[CuePoint], held: Sequence[Mapping[str, Any]], rate: float, track_id: object
) -> CueChanges:
    """What makes the hot cues and loops of a track ours.

    Main cue, intro, outro and what Mixxx found by itself are not touched. Cues without a pad take
    the free ones behind the eighth.
    """
    free = [dict(row) for row in held if row.get("type") in ON_PADS]
    marks = [dict(row) for row in held if row.get("type") in {MAIN, INTRO, OUTRO}]
    changes, fresh = CueChanges(), list[CuePoint]()
    kept: list[Row] = []
    for cue in cues:
        if any(_marks(row, cue, rate) for row in marks):
            continue
        row = _row_of(cue, free, rate)
        if row is None:
            fresh.append(cue)
            continue
        free.remove(row)
        kept.append(row)
        if values := _differing(row, cue, rate):
            changes.changed[row["id"]] = values
    changes.removed = [row["id"] for row in free]
    taken = {row.get("hotcue") for row in kept}
    for cue in fresh:
        pad = _free_pad(cue, taken)
        if pad is None:
            changes.homeless += 1
        else:
            taken.add(pad)
            changes.added.append({"track_id": track_id, **_row(cue, pad, rate, held)})
    return changes


def _row_of(cue: CuePoint, free: Sequence[Row], rate: float) -> Row | None:
    """The row that a cue comes from: that of its pad, or one without of ours at its moment."""
    if cue.slot:
        return next((row for row in free if row.get("hotcue") == SLOTS.index(cue.slot)), None)
    here = (row for row in free if not _on_pad(row) and _near(row, cue, rate))
    return next(here, None)


def _marks(row: Row, cue: CuePoint, rate: float) -> bool:
    """Whether a cue is what Mixxx has as a main cue, intro or outro."""
    return not cue.slot and cue.end is None and _near(row, cue, rate)


def _near(row: Row, cue: CuePoint, rate: float) -> bool:
    return bool(abs((row.get("position") or 0) - _samples(cue.seconds, rate)) <= _SAME)


def _on_pad(row: Row) -> bool:
    pad = row.get("hotcue")
    return isinstance(pad, int) and 0 <= pad < len(SLOTS)


def _differing(row: Row, cue: CuePoint, rate: float) -> Row:
    """The columns in which a row says something else than a cue; its pad where it is another's."""
    wanted = _row(cue, SLOTS.index(cue.slot) if cue.slot else 0, rate, [row])
    differs = {
        "type": row.get("type") != wanted["type"],
        "position": not _near(row, cue, rate),
        "length": abs((row.get("length") or 0) - wanted["length"]) > _SAME,
        "hotcue": row.get("hotcue") != wanted["hotcue"] if cue.slot else _on_pad(row),
        "label": str(row.get("label") or "") not in {cue.name, wanted["label"]},
        "color": bool(cue.colour) and (row.get("color") or 0) & 0xFFFFFF != _colour(cue),
    }
    return {name: wanted[name] for name, other in differs.items() if other}


def _free_pad(cue: CuePoint, taken: Collection[object]) -> int | None:
    """The pad of a cue, or the first free one from there on; those without begin at the ninth."""
    first = SLOTS.index(cue.slot) if cue.slot else len(SLOTS)
    return next((pad for pad in range(first, PADS) if pad not in taken), None)


def _row(cue: CuePoint, pad: int, rate: float, held: Iterable[Mapping[str, Any]]) -> Row:
    """Colours are opaque where those of the library are."""
    length = 0.0 if cue.end is None else cue.end - cue.seconds
    opaque = any((row.get("color") or 0) > 0xFFFFFF for row in held)
    return {
        "type": HOT if cue.end is None else LOOP,
        "position": _samples(cue.seconds, rate),
        "length": _samples(length, rate),
        "hotcue": pad,
        "label": cue_name(cue.name, cue.kind),
        "color": _colour(cue) | (0xFF000000 if opaque else 0),
    }


def _colour(cue: CuePoint) -> int:
    return int.from_bytes(bytes(rgb(cue.shown_colour)), "big")


def _samples(seconds: float, rate: float) -> int:
    return max(round(seconds * rate) * 2, 0)

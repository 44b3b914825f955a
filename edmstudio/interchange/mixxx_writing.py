"""Our grid and cues as the values of Mixxx' tables; the way back of `mixxx.py`."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edmstudio.domain.cues import SLOTS, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.interchange.colours import rgb
from edmstudio.interchange.mixxx import HOT, LOOP
from edmstudio.interchange.vocabulary import cue_name

PADS = 36  # how many hot cues Mixxx shows
_SAME = 2  # stereo samples: one frame


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


@dataclass(frozen=True, slots=True)
class CueChanges:
    """Rows to add, and ids of those to remove; all others stay as they are."""

    added: list[dict[str, Any]]
    removed: list[Any]
    homeless: int


def cue_changes(
    cues: Iterable[CuePoint], held: Sequence[Mapping[str, Any]], rate: float, track_id: object
) -> CueChanges:
    """What makes the hot cues and loops of a track ours.

    Main cue, intro, outro and what Mixxx found by itself are not touched. Cues without a pad take
    the free ones behind the eighth.
    """
    ours = [row for row in held if row.get("type") in {HOT, LOOP}]
    free = iter(range(len(SLOTS), PADS))
    alpha = any((row.get("color") or 0) > 0xFFFFFF for row in held)
    kept: set[object] = set()
    added: list[dict[str, Any]] = []
    homeless = 0
    for cue in cues:
        same = next((row for row in ours if row["id"] not in kept and _is(row, cue, rate)), None)
        if same is not None:
            kept.add(same["id"])
            continue
        pad = SLOTS.index(cue.slot) if cue.slot else next(free, None)
        if pad is None:
            homeless += 1
        else:
            added.append({"track_id": track_id, **_row(cue, pad, rate, alpha=alpha)})
    removed = [row["id"] for row in ours if row["id"] not in kept]
    return CueChanges(_on_free_pads(added, ours, kept), removed, homeless)


def _on_free_pads(
    added: list[dict[str, Any]], ours: Sequence[Mapping[str, Any]], kept: set[object]
) -> list[dict[str, Any]]:
    """Rows whose pad a cue that stays has already move to the next free one."""
    taken = {row.get("hotcue") for row in ours if row["id"] in kept}
    for row in added:
        while row["hotcue"] in taken and row["hotcue"] < PADS:
            row["hotcue"] += 1
        taken.add(row["hotcue"])
    return added


def _is(row: Mapping[str, Any], cue: CuePoint, rate: float) -> bool:
    """Whether a row says all that we say of a cue."""
    length = 0.0 if cue.end is None else cue.end - cue.seconds
    slot = SLOTS.index(cue.slot) if cue.slot else None
    pad = row.get("hotcue")
    same_pad = pad == slot if slot is not None else not (isinstance(pad, int) and 0 <= pad < 8)
    return (
        same_pad
        and abs((row.get("position") or 0) - _samples(cue.seconds, rate)) <= _SAME
        and abs((row.get("length") or 0) - _samples(length, rate)) <= _SAME
        and str(row.get("label") or "") in {cue.name, cue_name(cue.name, cue.kind)}
        and (not cue.colour or (row.get("color") or 0) & 0xFFFFFF == _colour(cue))
    )


def _row(cue: CuePoint, pad: int, rate: float, *, alpha: bool) -> dict[str, Any]:
    length = 0.0 if cue.end is None else cue.end - cue.seconds
    return {
        "type": HOT if cue.end is None else LOOP,
        "position": _samples(cue.seconds, rate),
        "length": _samples(length, rate),
        "hotcue": pad,
        "label": cue_name(cue.name, cue.kind),
        "color": _colour(cue) | (0xFF000000 if alpha else 0),
    }


def _colour(cue: CuePoint) -> int:
    return int.from_bytes(bytes(rgb(cue.shown_colour)), "big")


def _samples(seconds: float, rate: float) -> int:
    return max(round(seconds * rate) * 2, 0)

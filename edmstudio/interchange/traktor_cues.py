"""Traktor's CUE_V2 elements and our grid and cues: there and back.

Times are milliseconds with six decimals. Grid markers are cues of type 4; Traktor 4 gives each its
own tempo.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.grid import FASTEST, SLOWEST, Anchor, TempoMap
from edmstudio.domain.provenance import UNKNOWN, Provenance
from edmstudio.interchange.rekordbox_grid import Tempo, grid_of
from edmstudio.interchange.serato_grid import first_downbeat
from edmstudio.interchange.vocabulary import cue_kind, cue_name

UNNAMED = "n.n."
CUE, FADE_IN, FADE_OUT, LOAD, GRID, LOOP = "012345"
_KINDS = {FADE_IN: CueKind.MIX_IN, FADE_OUT: CueKind.MIX_OUT}
_SAME = 1e-5  # seconds
_LONGEST = 1e9  # milliseconds


@dataclass(frozen=True, slots=True)
class CueElement:
    """A CUE_V2: its attributes, and the tempo of the GRID inside it, 0.0 where there is none."""

    row: Mapping[str, str]
    bpm: float = 0.0


def grid_in(cues: Iterable[CueElement], bpm: float) -> TempoMap | None:
    """The grid of the type 4 cues; a marker without a tempo has that of the track."""
    tempi = [cue.bpm or bpm for cue in cues if cue.row.get("TYPE") == GRID]
    moments = [_seconds(cue.row.get("START")) for cue in cues if cue.row.get("TYPE") == GRID]
    pairs = zip(moments, tempi, strict=True)
    return grid_of([Tempo(s, b) for s, b in pairs if s is not None and SLOWEST <= b <= FASTEST])


def cue_of(
    element: CueElement, number: int, *, first_beat: float | None, by: Provenance = UNKNOWN
) -> CuePoint | None:
    """A cue or loop; None for grid markers and what makes no sense."""
    row, kind_code = element.row, element.row.get("TYPE", CUE)
    seconds, length = _seconds(row.get("START")), _seconds(row.get("LEN")) or 0.0
    if seconds is None or kind_code == GRID:
        return None
    name = row.get("NAME", "")
    name = "" if name == UNNAMED else name
    end = seconds + length if kind_code == LOOP and length > 0 else None
    kind = _KINDS.get(kind_code) or cue_kind(name, loop=end is not None)
    if kind_code == LOAD and first_beat is not None and abs(seconds - first_beat) < 0.5:
        kind = CueKind.FIRST_BEAT
    return CuePoint(seconds, number, kind, name, _slot(row.get("HOTCUE", "-1")), end, by=by)


def cues_in(
    elements: Sequence[CueElement], grid: TempoMap | None, by: Provenance = UNKNOWN
) -> list[tuple[CueElement, CuePoint]]:
    """Each element that is a cue, with the cue; a pad is given once."""
    first = None if grid is None else grid.seconds_at(0)
    found: list[tuple[CueElement, CuePoint]] = []
    taken: set[str] = set()
    for element in elements:
        cue = cue_of(element, len(found) + 1, first_beat=first, by=by)
        if cue is not None and cue.slot not in taken:
            taken.update({cue.slot} - {""})
            found.append((element, cue))
    return found


def grid_elements(grid: TempoMap, held: Sequence[CueElement] = ()) -> list[CueElement]:
    """The markers of a grid: one without a tempo, or one a tempo as Traktor 4 has them.

    A marker that was there keeps its name and its pad: Traktor likes to put it on the first.
    """
    first, *others = grid.anchors
    name = "Beat Marker" if others else "AutoGrid"
    moments = [_moved_back(first), *(anchor.seconds for anchor in others)]
    rows = [_row(name, GRID, seconds, 0.0, "-1") for seconds in moments]
    for row, before in zip(rows, held, strict=False):
        row |= {**before.row, "START": row["START"]}
    tempi = [anchor.bpm for anchor in grid.anchors] if others else [0.0]
    return [CueElement(row, bpm) for row, bpm in zip(rows, tempi, strict=True)]


def _moved_back(anchor: Anchor) -> float:
    """Seconds of the first bar line of the track: a grid marker is a downbeat."""
    return anchor.seconds + (first_downbeat(anchor) - anchor.beat) * anchor.period


def cue_elements(
    cues: Iterable[CuePoint], held: Sequence[tuple[CueElement, CuePoint]]
) -> list[CueElement]:
    """Elements to write: what nobody edited stays as it stood."""
    free = list(held)
    written = []
    for cue in cues:
        before = _taken_out(free, cue)
        written.append(CueElement(_updated(cue, before)))
    return written


def _taken_out(
    free: list[tuple[CueElement, CuePoint]], cue: CuePoint
) -> tuple[CueElement, CuePoint] | None:
    same = [pair for pair in free if pair[1].slot == cue.slot]
    near = [pair for pair in same if abs(pair[1].seconds - cue.seconds) < _SAME]
    found = next(iter(near or (same if cue.slot else [])), None)
    if found is not None:
        free.remove(found)
    return found


def _updated(cue: CuePoint, before: tuple[CueElement, CuePoint] | None) -> Mapping[str, str]:
    length = 0.0 if cue.end is None else cue.end - cue.seconds
    kind = CUE if cue.end is None else LOOP
    name = cue_name(cue.name, cue.kind) or UNNAMED
    hotcue = str(SLOTS.index(cue.slot)) if cue.slot else "-1"
    fresh = _row(name, kind, cue.seconds, length, hotcue)
    if before is None:
        return fresh
    element, was = before
    row = dict(element.row)
    if abs(was.seconds - cue.seconds) >= _SAME:
        row["START"] = fresh["START"]
    if (was.end is None) != (cue.end is None):
        row["TYPE"] = fresh["TYPE"]
    if abs((was.end or was.seconds) - was.seconds - length) >= _SAME:
        row["LEN"] = fresh["LEN"]
    if (was.name, was.kind) != (cue.name, cue.kind):
        row["NAME"] = fresh["NAME"]
    return row


def _row(name: str, kind: str, seconds: float, length: float, hotcue: str) -> dict[str, str]:
    return {
        "NAME": name,
        "DISPL_ORDER": "0",
        "TYPE": kind,
        "START": f"{max(seconds, 0.0) * 1000:.6f}",
        "LEN": f"{length * 1000:.6f}",
        "REPEATS": "-1",
        "HOTCUE": hotcue,
    }


def _seconds(text: str | None) -> float | None:
    try:
        ms = float(text or "")
    except ValueError:
        return None
    return ms / 1000 if isfinite(ms) and -1000 < ms < _LONGEST else None


def _slot(number: str) -> str:
    return SLOTS[int(number)] if number in {str(pad) for pad in range(len(SLOTS))} else ""

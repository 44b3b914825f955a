"""Traktor's CUE_V2 elements and our grid and cues: there and back.

Times are milliseconds with six decimals. Grid markers are cues of type 4; Traktor 4 gives each its
own tempo, in a GRID inside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.grid import FASTEST, SLOWEST, Anchor, TempoMap
from edmstudio.domain.provenance import UNKNOWN, Provenance
from edmstudio.interchange.foreign_values import moment_in, number_in, slot_in
from edmstudio.interchange.rekordbox.grid import Tempo, grid_of
from edmstudio.interchange.serato.grid import first_downbeat
from edmstudio.interchange.vocabulary import cue_kind, cue_name

UNNAMED = "n.n."
CUE, FADE_IN, FADE_OUT, LOAD, GRID, LOOP = "012345"
NO_PAD = "-1"
_KINDS = {FADE_IN: CueKind.MIX_IN, FADE_OUT: CueKind.MIX_OUT}
_SAME = 1e-5  # seconds
_MS = 0.001
_EARLIEST = -1000.0  # milliseconds: grids may begin a little before the track


@dataclass(frozen=True, slots=True)
class CueElement:
    """A CUE_V2: its attributes, and the elements inside it as `[tag, attributes, children]`."""

    row: Mapping[str, str]
    inner: Sequence[Any] = ()

    @property
    def is_marker(self) -> bool:
        """Whether it belongs to the grid."""
        return self.row.get("TYPE") == GRID

    @property
    def bpm(self) -> float | None:
        """The tempo of the GRID inside it, None where there is none."""
        found = (number_in(each[1].get("BPM")) for each in self.inner if each[0] == "GRID")
        return next(found, None)

    def with_bpm(self, bpm: float) -> "CueElement":
        """With another tempo, written as Traktor does."""
        return replace(self, inner=(["GRID", {"BPM": f"{bpm:.6f}"}, []],))


@dataclass(frozen=True, slots=True)
class Held:
    """An element with its place among the others, and the cue it means."""

    index: int
    element: CueElement
    cue: CuePoint


def grid_in(elements: Iterable[CueElement], bpm: float) -> TempoMap | None:
    """The grid of the markers; one without a tempo has that of the track."""
    rows = []
    for marker in (each for each in elements if each.is_marker):
        ms, tempo = number_in(marker.row.get("START")), marker.bpm or bpm
        if ms is not None and ms > _EARLIEST and SLOWEST <= tempo <= FASTEST:
            rows.append(Tempo(ms * _MS, tempo))
    return grid_of(rows)


def cues_in(
    elements: Sequence[CueElement], grid: TempoMap | None, by: Provenance = UNKNOWN
) -> list[Held]:
    """Each element that is a cue; a pad is given once, and the grid's markers may have some."""
    first = None if grid is None else grid.seconds_at(0)
    found: list[Held] = []
    taken: set[str] = set()
    for index, element in enumerate(elements):
        cue = _cue(element, len(found) + 1, first, by)
        if cue is not None:
            cue = replace(cue, slot="") if cue.slot in taken else cue
            taken.update({cue.slot} - {""})
            found.append(Held(index, element, cue))
    return found


def _cue(
    element: CueElement, number: int, first_beat: float | None, by: Provenance
) -> CuePoint | None:
    """A cue or loop; None for grid markers and what makes no sense."""
    row, type_ = element.row, element.row.get("TYPE", CUE)
    seconds, length = moment_in(row.get("START"), _MS), moment_in(row.get("LEN"), _MS) or 0.0
    if seconds is None or element.is_marker:
        return None
    name = row.get("NAME", "")
    name = "" if name == UNNAMED else name
    end = seconds + length if type_ == LOOP and length > 0 else None
    kind = _KINDS.get(type_) or cue_kind(name, loop=end is not None)
    if type_ == LOAD and first_beat is not None and abs(seconds - first_beat) < 0.5:
        kind = CueKind.FIRST_BEAT
    return CuePoint(seconds, number, kind, name, slot_in(row.get("HOTCUE")), end, by=by)


def marker_pads(elements: Iterable[CueElement]) -> list[CuePoint]:
    """Pads that markers of the grid sit on, as cues: Traktor likes the first pad for the first."""
    rows = [each.row for each in elements if each.is_marker]
    pads = [(moment_in(row.get("START"), _MS), slot_in(row.get("HOTCUE"))) for row in rows]
    return [CuePoint(at or 0.0, 0, CueKind.FIRST_BEAT, slot=slot) for at, slot in pads if slot]


def written(
    cues: Iterable[CuePoint],
    grid: TempoMap | None,
    elements: Sequence[CueElement],
    held: Sequence[Held],
) -> list[CueElement]:
    """The elements of a track: what nobody edited stays as it stood and where it stood.

    Parameters
    ----------
    grid : TempoMap or None
        The new grid; None where that of the elements stays.
    """
    placed = [*_markers(grid, elements), *_cues(cues, held, len(elements))]
    pads = {each.row.get("HOTCUE") for _, each in placed if not each.is_marker} - {NO_PAD}
    known = {each.index for each in held}
    placed += [
        (index, each)
        for index, each in enumerate(elements)
        if index not in known and not each.is_marker
    ]
    return [_off(each, pads) for _, each in sorted(placed, key=itemgetter(0))]


def _off(element: CueElement, pads: set[str | None]) -> CueElement:
    """A marker makes room where a cue has its pad."""
    if not element.is_marker or element.row.get("HOTCUE") not in pads:
        return element
    return replace(element, row={**element.row, "HOTCUE": NO_PAD})


def _markers(grid: TempoMap | None, elements: Sequence[CueElement]) -> list[tuple[int, CueElement]]:
    held = [(index, each) for index, each in enumerate(elements) if each.is_marker]
    if grid is None:
        return held
    index = held[0][0] if held else 0
    return [(index, each) for each in grid_elements(grid, [each for _, each in held])]


def grid_elements(grid: TempoMap, held: Sequence[CueElement] = ()) -> list[CueElement]:
    """The markers of a grid: one without a tempo, or one a tempo as Traktor 4 has them.

    A marker that was there keeps its name and its pad.
    """
    first, *others = grid.anchors
    name = "Beat Marker" if others else "AutoGrid"
    moments = [_moved_back(first), *(anchor.seconds for anchor in others)]
    markers = [CueElement(_row(name, GRID, seconds, 0.0, NO_PAD)) for seconds in moments]
    for index, before in enumerate(held[: len(markers)]):
        row = {**before.row, "START": markers[index].row["START"]}
        markers[index] = CueElement(row, before.inner)
    timed = bool(others) or any(each.bpm is not None for each in held)
    pairs = zip(markers, grid.anchors, strict=True)
    return [each.with_bpm(anchor.bpm) if timed else each for each, anchor in pairs]


def _moved_back(anchor: Anchor) -> float:
    """Seconds of the first bar line of the track: a grid marker is a downbeat."""
    return anchor.seconds + (first_downbeat(anchor) - anchor.beat) * anchor.period


def _cues(cues: Iterable[CuePoint], held: Sequence[Held], end: int) -> list[tuple[int, CueElement]]:
    free = list(held)
    placed = []
    for cue in cues:
        before = _taken_out(free, cue)
        index, inner = (before.index, before.element.inner) if before else (end, ())
        placed.append((index, CueElement(_updated(cue, before), inner)))
    return placed


def _taken_out(free: list[Held], cue: CuePoint) -> Held | None:
    """The element that a cue comes from, which then is no longer to be had."""
    same = [each for each in free if each.cue.slot == cue.slot]
    near = [each for each in same if abs(each.cue.seconds - cue.seconds) < _SAME]
    found = next(iter(near or (same if cue.slot else [])), None)
    if found is not None:
        free.remove(found)
    return found


def _updated(cue: CuePoint, before: Held | None) -> Mapping[str, str]:
    length = 0.0 if cue.end is None else cue.end - cue.seconds
    kind = CUE if cue.end is None else LOOP
    name = cue_name(cue.name, cue.kind) or UNNAMED
    hotcue = str(SLOTS.index(cue.slot)) if cue.slot else NO_PAD
    fresh = _row(name, kind, cue.seconds, length, hotcue)
    if before is None:
        return fresh
    was, row = before.cue, dict(before.element.row)
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

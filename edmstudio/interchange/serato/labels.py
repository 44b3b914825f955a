"""What Serato's tags say of a track, and the tags that say what we say.

Payloads are dictionaries from the tag's name ("Serato Markers2") to its bytes in the layout of ID3,
whatever the file (`serato/file.py` translates).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.provenance import UNKNOWN, Provenance
from edmstudio.interchange.colours import SERATO, nearest, own_colour
from edmstudio.interchange.cue_policy import chosen, on_pads, waiting
from edmstudio.interchange.exporter import ExportOptions
from edmstudio.interchange.locks import is_foreign, opened, vouched
from edmstudio.interchange.serato import grid as serato_grid
from edmstudio.interchange.serato import markers as serato_markers
from edmstudio.interchange.serato import markers2 as serato_markers2
from edmstudio.interchange.serato.markers2 import Entry, SeratoCue, SeratoLoop
from edmstudio.interchange.vocabulary import cue_kind, cue_name

MARKERS2, MARKERS = "Serato Markers2", "Serato Markers_"
GRID, AUTOTAGS, ANALYSIS = "Serato BeatGrid", "Serato Autotags", "Serato Analysis"
LOOP_BLUE = "#27AAE1"  # what Serato gives every loop
MOST_LOOPS = 8
LONG = 120.0  # seconds over which two grids that agree are the same
Payloads = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Marks:
    """Cues and loops as Serato itself would show them, and all entries they come from."""

    cues: tuple[SeratoCue, ...]
    loops: tuple[SeratoLoop, ...]
    entries: tuple[Entry, ...]

    def cue_points(self, by: Provenance) -> tuple[CuePoint, ...]:
        """As ours; loops have no pad, for Serato numbers them apart from cues."""
        points = [_cue_point(cue, by) for cue in self.cues]
        loops = [_loop_point(loop, by) for loop in self.loops]
        ordered = sorted((*points, *loops), key=lambda cue: (cue.seconds, cue.end or 0.0, cue.slot))
        return tuple(replace(cue, cue_id=number) for number, cue in enumerate(ordered, start=1))


def labels_of(payloads: Payloads, by: Provenance) -> Annotations:
    """What the tags say, in Serato's seconds; ValueError where one of them is damaged."""
    marks = marks_of(payloads)
    return Annotations(
        grid=grid_in(payloads),
        cues=marks.cue_points(by),
        grid_by=by,
        grid_locked=serato_markers2.is_locked(marks.entries),
    )


def grid_in(payloads: Payloads) -> TempoMap | None:
    """The grid of the tags; None where there is none."""
    held = payloads.get(GRID)
    return None if held is None else serato_grid.grid_of(serato_grid.read_markers(held))


def bpm_in(payloads: Payloads) -> float:
    """The tempo that Serato's analysis found (Autotags), 0.0 where it says none."""
    text = payloads.get(AUTOTAGS, b"")[2:].partition(b"\0")[0]
    try:
        return float(text)
    except ValueError:
        return 0.0


def marks_of(payloads: Payloads) -> Marks:
    """Cues and loops; where both tags speak, `Markers_` has the last word (Mixxx does the same).

    A cue of the first five that stands only in `Markers2` counts as deleted.
    """
    newer = payloads.get(MARKERS2)
    entries = serato_markers2.entries_of(newer) if newer else []
    cues = {cue.index: cue for cue in serato_markers2.cues_in(entries) if _is_set(cue)}
    loops = {loop.index: loop for loop in serato_markers2.loops_in(entries)}
    if older := payloads.get(MARKERS):
        markers = serato_markers.read_markers(older)
        named = {index: cue.name for index, cue in cues.items()}
        cues = {i: cue for i, cue in cues.items() if i >= serato_markers.CUE_SLOTS}
        for cue in markers.cues():
            cues[cue.index] = replace(cue, name=named.get(cue.index, ""))
        for loop in markers.loops():
            known = loops.get(loop.index)
            loops[loop.index] = replace(loop, name=known.name if known else "")
    return Marks(tuple(cues.values()), tuple(loops.values()), tuple(entries))


def _is_set(cue: SeratoCue) -> bool:
    """Ogg files list empty pads as black cues at zero."""
    return cue.ms > 0 or cue.colour != "#000000"


def _cue_point(cue: SeratoCue, by: Provenance) -> CuePoint:
    kind = cue_kind(cue.name)
    colour = own_colour(cue.colour, kind)
    return CuePoint(cue.ms / 1000, 0, kind, cue.name, SLOTS[cue.index], None, colour, by=by)


def _loop_point(loop: SeratoLoop, by: Provenance) -> CuePoint:
    colour = "" if loop.colour == LOOP_BLUE else loop.colour
    start, end = loop.start / 1000, loop.end / 1000
    return CuePoint(start, 0, CueKind.LOOP, loop.name, "", end, colour, locked=loop.locked, by=by)


@dataclass(frozen=True, slots=True)
class Placed:
    """Payloads to write, how many cues and loops found no room, and whether the grid is theirs."""

    payloads: dict[str, bytes]
    cues: int
    loops: int
    homeless: int
    grid_stays: bool = False
    waiting: int = 0


def payloads_with(
    held: Payloads,
    theirs: Annotations,
    options: ExportOptions,
    *,
    needs_markers: bool,
    past: Sequence[Annotations] = (),
) -> Placed:
    """The tags with our grid, cues and loops; those that need no change are left out.

    Parameters
    ----------
    theirs : Annotations
        On Serato's timeline.
    past : sequence of Annotations
        What held here before, on Serato's timeline (`locks.py`).
    needs_markers : bool
        Whether Serato wants `Markers_` too in such a file (MP4), be it there or not.
    """
    marks = marks_of(held)
    existing = opened(marks.cue_points(UNKNOWN), past)
    cues = chosen(theirs, existing, options)
    points = on_pads(cue for cue in cues if cue.end is None)
    loops = [cue for cue in cues if cue.end is not None]
    new_cues = [_serato_cue(cue, marks) for cue in points if cue.slot]
    new_loops = _serato_loops(loops, marks)
    homeless = len(cues) - len(new_cues) - len(new_loops)
    changed = _marks_changed(held, marks, new_cues, new_loops, needs_markers)
    grid = _grid_changed(held, theirs.grid)
    stays = bool(grid) and _is_locked_there(held, marks, past)
    if not stays:
        changed |= _lock_changed(held, changed, theirs) | grid
    left = waiting(theirs, existing, options)
    return Placed(changed, len(new_cues), len(new_loops), homeless, stays, left)


def _is_locked_there(held: Payloads, marks: Marks, past: Sequence[Annotations]) -> bool:
    """Whether a person locked the grid in Serato; one that we wrote is not theirs."""
    grid = grid_in(held) if serato_markers2.is_locked(marks.entries) else None
    return is_foreign(grid, past, LONG)


def _marks_changed(
    held: Payloads,
    marks: Marks,
    cues: list[SeratoCue],
    loops: list[SeratoLoop],
    needs_markers: bool,
) -> dict[str, bytes]:
    same = set(marks.cues) == set(cues) and set(marks.loops) == set(loops)
    if same and (MARKERS in held or not needs_markers or not cues + loops):
        return {}
    entries = serato_markers2.with_marks(marks.entries, cues, loops)
    changed = {MARKERS2: serato_markers2.payload_of(entries)}
    if MARKERS in held or needs_markers:
        older = serato_markers.read_markers(held[MARKERS]) if MARKERS in held else _NO_MARKERS
        changed[MARKERS] = serato_markers.write_markers7(older.with_marks(cues, loops))
    return changed


_NO_MARKERS = serato_markers.EMPTY


def _lock_changed(held: Payloads, changed: Payloads, theirs: Annotations) -> dict[str, bytes]:
    """Lock a grid that a person vouched for, lest Serato analyse it anew."""
    payload = changed.get(MARKERS2) or held.get(MARKERS2)
    entries = serato_markers2.entries_of(payload) if payload else []
    if not vouched(theirs) or serato_markers2.is_locked(entries):
        return {}
    fresh = entries or serato_markers2.with_marks([], [], [])
    return {MARKERS2: serato_markers2.payload_of(serato_markers2.locked(fresh))}


def _grid_changed(held: Payloads, grid: TempoMap | None) -> dict[str, bytes]:
    if grid is None:
        return {}
    payload = serato_grid.write_markers(serato_grid.markers_of(grid))
    before = held.get(GRID, b"")
    return {} if payload[:-1] == before[:-1] or grid == grid_in(held) else {GRID: payload}


def _serato_cue(cue: CuePoint, marks: Marks) -> SeratoCue:
    index, ms = SLOTS.index(cue.slot), _ms(cue.seconds)
    held = next((other for other in marks.cues if other.index == index), None)
    # A pad whose cue was not recoloured keeps its shade, be it one of the palette or not.
    colour = nearest(cue.shown_colour, SERATO)
    if held is not None and own_colour(held.colour, cue_kind(held.name)) == cue.colour:
        colour = held.colour
    unnamed = held is not None and not (held.name or cue.name) and cue.kind is CueKind.OTHER
    name = "" if unnamed else serato_markers2.fitting(cue_name(cue.name, cue.kind))
    return SeratoCue(index, ms, colour, name)


def _serato_loops(loops: list[CuePoint], marks: Marks) -> list[SeratoLoop]:
    """Each loop in the slot where one of the same times lies, the others in free slots."""
    held = list(marks.loops)
    known = [_taken_out(held, loop) for loop in loops]
    taken = {loop.index for loop in known if loop is not None}
    free = iter([index for index in range(MOST_LOOPS) if index not in taken])
    made = []
    for loop, before in zip(loops, known, strict=True):
        index = next(free, None) if before is None else before.index
        if index is None:
            continue
        start, end = _ms(loop.seconds), _ms(loop.end or 0.0)
        name = loop.name if before is not None else cue_name(loop.name, loop.kind)
        colour = loop.colour or LOOP_BLUE
        made.append(
            SeratoLoop(index, start, end, colour, loop.locked, serato_markers2.fitting(name))
        )
    return made


def _taken_out(held: list[SeratoLoop], loop: CuePoint) -> SeratoLoop | None:
    """The loop of these times (of several that most alike), which then is no longer to be had."""
    times = _ms(loop.seconds), _ms(loop.end or 0.0)
    same = [each for each in held if (each.start, each.end) == times]
    found = min(same, key=lambda o: (o.locked != loop.locked) + (o.name != loop.name), default=None)
    if found is not None:
        held.remove(found)
    return found


def _ms(seconds: float) -> int:
    return max(round(seconds * 1000), 0)

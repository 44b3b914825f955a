"""rekordbox's POSITION_MARK rows and our cues: there and back.

rekordbox users often have every cue twice, as a hot cue and as a memory cue at the same moment: we
read one cue, and write the twin back where there was one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.provenance import UNKNOWN, Provenance
from edmstudio.interchange.colours import hexed, own_colour, rgb
from edmstudio.interchange.foreign_values import moment_in, slot_in
from edmstudio.interchange.vocabulary import cue_kind, cue_name

Attributes = Mapping[str, str]
MEMORY = "-1"
LOOP = "4"
_KINDS = {"1": CueKind.MIX_IN, "2": CueKind.MIX_OUT}
_HALF = 0.00051  # seconds: half of the last decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """One row as it stood.

    Attributes
    ----------
    row : mapping
    cue : CuePoint or None
        What it means; None where that is not known, and the row is carried through.
    twin_of : str
        The pad of the hot cue that a memory cue repeats.
    """

    row: Attributes
    cue: CuePoint | None
    twin_of: str = ""


def marks_of(rows: Iterable[Attributes], by: Provenance = UNKNOWN) -> list[Mark]:
    """All rows in their order; a pad is given once."""
    marks: list[Mark] = []
    taken: set[str] = set()
    for number, row in enumerate(rows, start=1):
        cue = _cue(row, number, taken, by)
        if cue is not None:
            taken.add(cue.slot)
        marks.append(Mark(row, cue))
    pads = {_place(m.cue): m.cue.slot for m in marks if m.cue is not None and m.cue.slot}
    return [
        mark
        if mark.cue is None or mark.cue.slot
        else Mark(mark.row, mark.cue, pads.get(_place(mark.cue), ""))
        for mark in marks
    ]


def cues_of(marks: Iterable[Mark]) -> tuple[CuePoint, ...]:
    """The cues, twins left out, in order of time."""
    cues = (mark.cue for mark in marks if mark.cue is not None and not mark.twin_of)
    return tuple(sorted(cues, key=_by_time))


def _cue(row: Attributes, number: int, taken: set[str], by: Provenance) -> CuePoint | None:
    seconds, end = moment_in(row.get("Start")), moment_in(row.get("End"))
    if seconds is None:
        return None
    is_loop = row.get("Type") == LOOP and end is not None and end > seconds
    name = row.get("Name", "")
    kind = _KINDS.get(row.get("Type", "0")) or cue_kind(name, loop=is_loop)
    slot = slot_in(row.get("Num"))
    return CuePoint(
        seconds,
        number,
        kind,
        name,
        "" if slot in taken else slot,
        end if is_loop else None,
        own_colour(_colour(row), kind),
        by=by,
    )


def _colour(row: Attributes) -> str:
    values = [row.get(name, "") for name in ("Red", "Green", "Blue")]
    if not all(value.isascii() and value.isdigit() and int(value) < 256 for value in values):
        return ""
    return hexed(*(int(value) for value in values))


def _by_time(cue: CuePoint) -> tuple[float, int]:
    return cue.seconds, cue.cue_id


def _place(cue: CuePoint) -> tuple[float, float | None]:
    return cue.seconds, cue.end


def rows_of(cues: Iterable[CuePoint], held: Sequence[Mark], *, twins: bool) -> list[Attributes]:
    """The rows to write.

    Parameters
    ----------
    cues : iterable of CuePoint
        On rekordbox' timeline.
    held : sequence of Mark
        What rekordbox had: rows that still hold are written as they stood and where they stood,
        an edited one differs in the edited attributes alone.
    twins : bool
        Write a memory cue beside every hot cue, whether there was one or not.
    """
    placed = [(index, mark.row) for index, mark in enumerate(held) if mark.cue is None]
    for cue, index in _paired(sorted(cues, key=_by_time), held):
        before = held[index] if index < len(held) else None
        placed.append((index, _row(cue, before)))
        twin = _twin_index(cue, held)
        if twin < len(held):
            placed.append((twin, _twin(cue, before, held[twin])))
        elif twins and cue.slot:
            placed.append((index, _memory(cue)))
    return [row for _, row in sorted(placed, key=lambda item: item[0])]


def _paired(cues: list[CuePoint], held: Sequence[Mark]) -> list[tuple[CuePoint, int]]:
    """Each cue with the index of the row it comes from; `len(held)` for a new one."""
    free = {i: m.cue for i, m in enumerate(held) if m.cue is not None and not m.twin_of}
    paired: list[tuple[CuePoint, int]] = []
    waiting = []
    for cue in cues:
        found = next((i for i, was in free.items() if _same_place(was, cue)), None)
        if found is None:
            waiting.append(cue)
        else:
            del free[found]
            paired.append((cue, found))
    for cue in waiting:
        likely = {
            i: abs(was.seconds - cue.seconds) for i, was in free.items() if was.slot == cue.slot
        }
        found = min(likely, key=lambda i: likely[i], default=len(held))
        free.pop(found, None)
        paired.append((cue, found))
    return paired


def _same_place(one: CuePoint, other: CuePoint) -> bool:
    return one.slot == other.slot and abs(one.seconds - other.seconds) <= _HALF


def _row(cue: CuePoint, before: Mark | None) -> Attributes:
    fresh = _fresh(cue)
    was = before.cue if before is not None else None
    if before is None or was is None:
        return fresh
    row = {**before.row}
    if abs(was.seconds - cue.seconds) > _HALF:
        row["Start"] = fresh["Start"]
    if (was.name, was.kind) != (cue.name, cue.kind):
        row["Name"] = fresh["Name"]
    if (was.end is None) != (cue.end is None):
        row["Type"] = fresh["Type"]
        row.pop("End", None)
    if cue.end is not None and (was.end is None or abs(was.end - cue.end) > _HALF):
        row["End"] = fresh["End"]
    if cue.slot and was.shown_colour != cue.shown_colour:
        row |= {name: fresh[name] for name in ("Red", "Green", "Blue")}
    return row


def _fresh(cue: CuePoint) -> dict[str, str]:
    row = {
        "Name": cue_name(cue.name, cue.kind),
        "Type": "0" if cue.end is None else LOOP,
        "Start": f"{max(cue.seconds, 0.0):.3f}",
    }
    if cue.end is not None:
        row["End"] = f"{max(cue.end, 0.0):.3f}"
    row["Num"] = str(SLOTS.index(cue.slot)) if cue.slot else MEMORY
    if cue.slot:
        red, green, blue = rgb(cue.shown_colour)
        row |= {"Red": str(red), "Green": str(green), "Blue": str(blue)}
    return row


def _memory(cue: CuePoint) -> Attributes:
    row = {**_fresh(cue), "Num": MEMORY}
    return {name: value for name, value in row.items() if name not in {"Red", "Green", "Blue"}}


def _twin_index(cue: CuePoint, held: Sequence[Mark]) -> int:
    twins = (i for i, mark in enumerate(held) if cue.slot and mark.twin_of == cue.slot)
    return next(twins, len(held))


def _twin(cue: CuePoint, before: Mark | None, twin: Mark) -> Attributes:
    """The memory cue that follows a hot cue wherever it goes."""
    moved = before is None or _row(cue, before) != before.row
    return {**twin.row, **_memory(cue), "Name": twin.row.get("Name", "")} if moved else twin.row

"""One ENTRY of Traktor's collection: read into labels, and written from them with the rest kept.

The raw value of an import is the whole element, ``[tag, attributes, children]``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance
from edmstudio.interchange.cue_policy import chosen, waiting
from edmstudio.interchange.exporter import ExportOptions, ExportTrack
from edmstudio.interchange.foreign_values import key_in, number_in
from edmstudio.interchange.grid_likeness import same_grid
from edmstudio.interchange.locations import TraktorLocation, traktor_location, traktor_path
from edmstudio.interchange.locks import is_foreign, opened, vouched
from edmstudio.interchange.offsets import moved, way_out
from edmstudio.interchange.traktor.cues import CueElement, cues_in, grid_in, marker_pads, written

Raw = list[Any]  # [tag, attributes, children]
BEFORE_CUES = ("LOCATION", "ALBUM", "MODIFICATION_INFO", "INFO", "TEMPO", "LOUDNESS", "MUSICAL_KEY")


def raw_of(element: Element) -> Raw:
    """An element as JSON can hold it."""
    return [element.tag, dict(element.attrib), [raw_of(child) for child in element]]


def child(raw: Sequence[Any], tag: str) -> dict[str, str]:
    """The attributes of the first child of this name, empty where there is none."""
    return next((dict(c[1]) for c in raw[2] if c[0] == tag), {})


def cue_children(raw: Sequence[Any]) -> list[CueElement]:
    """The CUE_V2 elements of an entry."""
    return [CueElement(c[1], c[2]) for c in raw[2] if c[0] == "CUE_V2"]


def location_in(raw: Sequence[Any]) -> TraktorLocation:
    """Where the file lies; of empty parts where the entry does not say."""
    row = child(raw, "LOCATION")
    return TraktorLocation(row.get("VOLUME", ""), row.get("DIR", ""), row.get("FILE", ""))


def labels_in(raw: Sequence[Any], by: Provenance) -> Annotations:
    """What an entry says, in Traktor's seconds."""
    elements = cue_children(raw)
    grid = grid_in(elements, _bpm(raw))
    found = [held.cue for held in cues_in(elements, grid, by)]
    return Annotations(
        grid=grid,
        cues=tuple(sorted(found, key=lambda cue: (cue.seconds, cue.cue_id))),
        key=_key(raw),
        genre=child(raw, "INFO").get("GENRE", ""),
        grid_by=by,
        key_by=by,
        grid_locked=raw[1].get("LOCK") == "1",
    )


def _key(raw: Sequence[Any]) -> Key | None:
    value = child(raw, "MUSICAL_KEY").get("VALUE", "")
    if value.isdecimal() and int(value) < 24:
        return Key(int(value) % 12, int(value) >= 12)
    return key_in(child(raw, "INFO").get("KEY"))


@dataclass(frozen=True, slots=True)
class Entry:
    """The element for a track, and whether a lock of Traktor's kept our grid out of it."""

    raw: Raw
    grid_stays: bool
    waiting: int


def entry_of(entry: ExportTrack, options: ExportOptions) -> Entry:
    """All that we do not edit is as Traktor had it."""
    shift = way_out(entry, "traktor")
    theirs, past = moved(entry.annotations, shift), [moved(each, shift) for each in entry.past]
    was: Raw = list(entry.raw.get("entry") or ["ENTRY", {}, []])
    elements = cue_children(was)
    grid = grid_in(elements, _bpm(was))
    same = theirs.grid is None or (grid is not None and same_grid(grid, theirs.grid))
    stays = not same and was[1].get("LOCK") == "1" and is_foreign(grid, past, entry.track.seconds)
    fresh = None if same or stays else theirs.grid
    held, pads = cues_in(elements, grid), marker_pads(elements)
    existing = [*opened([each.cue for each in held], past), *pads]
    cues = [cue for cue in chosen(theirs, existing, options) if not _among(cue, pads)]
    marks = written(cues, fresh, elements, held)
    others = _children(entry, theirs, was, grid=fresh)
    attributes = _attributes(entry, was[1])
    raw = ["ENTRY", attributes, [*others, *map(_raw_cue, marks)]]
    return Entry(raw, stays, waiting(theirs, existing, options))


def _among(cue: CuePoint, pads: list[CuePoint]) -> bool:
    return any((cue.seconds, cue.slot) == (pad.seconds, pad.slot) for pad in pads)


def _raw_cue(cue: CueElement) -> Raw:
    return ["CUE_V2", dict(cue.row), list(cue.inner)]


def _attributes(entry: ExportTrack, was: Mapping[str, str]) -> dict[str, str]:
    """A grid that a person stands by, or that Traktor lacks, is locked: it would analyse anew."""
    fresh = {"TITLE": entry.track.title or entry.track.name, "ARTIST": entry.track.artist}
    alone = not was and entry.annotations.grid is not None
    return {**(was or fresh), **({"LOCK": "1"} if alone or vouched(entry.annotations) else {})}


def _children(
    entry: ExportTrack, theirs: Annotations, was: Sequence[Any], *, grid: TempoMap | None
) -> list[Raw]:
    """Everything but cues, in Traktor's order; the tempo is that of a new grid."""
    fresh: dict[str, Raw] = {}
    fresh["LOCATION"] = ["LOCATION", _location(entry.track.path, was), []]
    if not child(was, "INFO"):
        seconds = entry.track.seconds
        row = {"GENRE": entry.track.genre, "PLAYTIME": str(max(round(seconds), 1))}
        fresh["INFO"] = ["INFO", {**row, "PLAYTIME_FLOAT": f"{seconds:.6f}"}, []]
    if grid is not None:
        bpm = grid.bpm_over(0.0, max(entry.track.seconds, 1.0))
        fresh["TEMPO"] = ["TEMPO", {"BPM": f"{bpm:.6f}", "BPM_QUALITY": "100.000000"}, []]
    if theirs.key is not None and theirs.key != _key(was):
        value = theirs.key.pitch + 12 * theirs.key.minor
        fresh["MUSICAL_KEY"] = ["MUSICAL_KEY", {"VALUE": str(value)}, []]
    held = [fresh.pop(c[0], c) for c in was[2] if c[0] != "CUE_V2"]
    return sorted([*held, *fresh.values()], key=_place)


def _place(element: Raw) -> int:
    """What we do not know comes last, as it came."""
    return BEFORE_CUES.index(element[0]) if element[0] in BEFORE_CUES else len(BEFORE_CUES)


def _location(path: str, was: Sequence[Any]) -> dict[str, str]:
    """Theirs, with its volume's number, where it still means the same file."""
    before = child(was, "LOCATION")
    if before and traktor_path(location_in(was)) == path.replace("\\", "/"):
        return before
    fresh = traktor_location(path)
    return {"DIR": fresh.directory, "FILE": fresh.file, "VOLUME": fresh.volume}


def _bpm(raw: Sequence[Any]) -> float:
    return number_in(child(raw, "TEMPO").get("BPM")) or 0.0

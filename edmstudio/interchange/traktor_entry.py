"""One ENTRY of Traktor's collection: read into labels, and written from them with the rest kept.

The raw value of an import is the whole element, ``[tag, attributes, children]``.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance
from edmstudio.interchange.cue_policy import chosen
from edmstudio.interchange.exporter import ExportOptions, ExportTrack
from edmstudio.interchange.locations import TraktorLocation, traktor_location, traktor_path
from edmstudio.interchange.offsets import moved, offset
from edmstudio.interchange.traktor_cues import (
    CueElement,
    cue_elements,
    cues_in,
    grid_elements,
    grid_in,
)

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
    return [
        CueElement(c[1], next((_number(g[1].get("BPM", "")) for g in c[2] if g[0] == "GRID"), 0.0))
        for c in raw[2]
        if c[0] == "CUE_V2"
    ]


def location_in(raw: Sequence[Any]) -> TraktorLocation:
    """Where the file lies; of empty parts where the entry does not say."""
    row = child(raw, "LOCATION")
    return TraktorLocation(row.get("VOLUME", ""), row.get("DIR", ""), row.get("FILE", ""))


def labels_in(raw: Sequence[Any], by: Provenance) -> Annotations:
    """What an entry says, in Traktor's seconds."""
    elements = cue_children(raw)
    grid = grid_in(elements, _number(child(raw, "TEMPO").get("BPM", "")))
    found = [cue for _, cue in cues_in(elements, grid, by)]
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
    try:
        return Key.parse(child(raw, "INFO").get("KEY", ""))
    except ValueError:
        return None


def entry_of(entry: ExportTrack, options: ExportOptions) -> Raw:
    """The element for a track; all that we do not edit is as Traktor had it."""
    track = entry.track
    theirs = moved(entry.annotations, offset("traktor", track.timeline, track.rate))
    was: Raw = list(entry.raw.get("entry") or ["ENTRY", {}, []])
    elements = cue_children(was)
    grid = grid_in(elements, _number(child(was, "TEMPO").get("BPM", "")))
    held = cues_in(elements, grid)
    cues = chosen(theirs, [cue for _, cue in held], options)
    written = cue_elements(cues, held)
    grids = [e for e in elements if e.row.get("TYPE") == "4"]
    same_grid = theirs.grid is None or (grid is not None and _alike(grid, theirs.grid))
    if not same_grid and theirs.grid is not None:
        grids = grid_elements(theirs.grid, grids)
    attributes = _attributes(entry, was[1])
    others = _children(entry, theirs, was, same_grid=same_grid)
    return ["ENTRY", attributes, [*others, *(_raw_cue(cue) for cue in (*grids, *written))]]


def _alike(one: TempoMap, other: TempoMap) -> bool:
    if len(one.anchors) != len(other.anchors):
        return False
    pairs = zip(one.anchors, other.anchors, strict=True)
    return all(abs(a.seconds - b.seconds) < 1e-6 and abs(a.bpm - b.bpm) < 1e-6 for a, b in pairs)


def _raw_cue(cue: CueElement) -> Raw:
    inner = [["GRID", {"BPM": f"{cue.bpm:.6f}"}, []]] if cue.bpm else []
    return ["CUE_V2", dict(cue.row), inner]


def _attributes(entry: ExportTrack, was: Mapping[str, str]) -> dict[str, str]:
    """A grid that a person vouched for is locked, or Traktor would analyse the track again."""
    fresh = {"TITLE": entry.track.title or entry.track.name, "ARTIST": entry.track.artist}
    annotations = entry.annotations
    vouched = annotations.grid_locked or Fact.GRID in annotations.decided or not was
    lock = {"LOCK": "1"} if annotations.grid is not None and vouched else {}
    return {**(was or fresh), **lock}


def _children(
    entry: ExportTrack, theirs: Annotations, was: Sequence[Any], *, same_grid: bool
) -> list[Raw]:
    """Everything but cues, in Traktor's order."""
    held = {c[0]: list(c) for c in was[2] if c[0] != "CUE_V2"}
    held["LOCATION"] = ["LOCATION", _location(entry.track.path, was), []]
    if "INFO" not in held:
        seconds = entry.track.seconds
        row = {"GENRE": entry.track.genre, "PLAYTIME": str(max(round(seconds), 1))}
        held["INFO"] = ["INFO", {**row, "PLAYTIME_FLOAT": f"{seconds:.6f}"}, []]
    if theirs.grid is not None and not same_grid:
        bpm = theirs.grid.bpm_over(0.0, max(entry.track.seconds, 1.0))
        held["TEMPO"] = ["TEMPO", {"BPM": f"{bpm:.6f}", "BPM_QUALITY": "100.000000"}, []]
    if theirs.key is not None and theirs.key != _key(was):
        value = theirs.key.pitch + 12 * theirs.key.minor
        held["MUSICAL_KEY"] = ["MUSICAL_KEY", {"VALUE": str(value)}, []]
    known = [held.pop(tag) for tag in BEFORE_CUES if tag in held]
    return [*known, *held.values()]


def _location(path: str, was: Sequence[Any]) -> dict[str, str]:
    """Theirs, with its volume's number, where it still means the same file."""
    before = child(was, "LOCATION")
    if before and traktor_path(location_in(was)) == path.replace("\\", "/"):
        return before
    fresh = traktor_location(path)
    return {"DIR": fresh.directory, "FILE": fresh.file, "VOLUME": fresh.volume}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0

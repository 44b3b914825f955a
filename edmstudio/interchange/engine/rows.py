"""Rows of Engine DJ's library, read as labels: grid, cues, loops, key and lock; and its playlists.

Layouts: libdjinterop. Playlists and what they hold are linked lists; a playlist may lie in another.
"""

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, TypeVar

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import FASTEST, SLOWEST, Anchor, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance
from edmstudio.interchange.colours import own_colour
from edmstudio.interchange.engine.blobs import (
    NO_BEATS,
    NO_CUES,
    NO_LOOPS,
    BeatData,
    Pad,
    beat_data,
    loops_in,
    quick_cues,
    rate_in,
)
from edmstudio.interchange.foreign_values import duration_in, in_order, slot_in
from edmstudio.interchange.importer import ImportedPlaylist, ImportedTrack, label_of
from edmstudio.interchange.locations import is_windows
from edmstudio.interchange.playlist_tree import Node, Number, flattened
from edmstudio.interchange.serato.grid import first_downbeat
from edmstudio.interchange.vocabulary import cue_kind

SOURCE = "engine dj"
USUAL_RATE = 44100.0
_SAME_BPM = 1e-4
Row = Mapping[str, Any]
_Value = TypeVar("_Value")


def track_of(row: Row, folder: str, version: str) -> ImportedTrack:
    """One track with its performance data; columns that are damaged are warnings.

    Parameters
    ----------
    row : mapping
        `id`, `path`, `title`, `artist`, `genre`, `length`, `key`, `isBeatGridLocked`, `trackData`,
        `beatData`, `quickCues` and `loops`, any of which may be missing.
    folder : str
        "Engine Library", which paths are relative to.
    """
    by, warnings = label_of("Engine DJ", version), list[str]()
    beats = _read(beat_data, row, "beatData", NO_BEATS, warnings)
    rate = beats.rate or _read(rate_in, row, "trackData", 0.0, warnings) or USUAL_RATE
    cues = _read(quick_cues, row, "quickCues", NO_CUES, warnings)
    loops = _read(loops_in, row, "loops", NO_LOOPS, warnings)
    grid = grid_of(beats)
    points = [_point(pad, rate, by) for pad in (*cues.pads, *loops)]
    main = _main(cues.main / rate, grid, points, by)
    return ImportedTrack(
        key=str(row.get("id")),
        location=location(str(row.get("path") or ""), folder),
        annotations=Annotations(
            grid=grid,
            cues=in_order([*points, *main]),
            key=key_of(row.get("key")),
            genre=str(row.get("genre") or ""),
            grid_by=by,
            key_by=by,
            grid_locked=grid is not None and bool(row.get("isBeatGridLocked")),
        ),
        source=SOURCE,
        version=version,
        raw={
            "rate": rate,
            "markers": [[marker.samples, marker.beat] for marker in beats.markers],
            "cues": [_kept(pad) for pad in cues.pads],
            "loops": [_kept(pad) for pad in loops],
            "main": cues.main,
        },
        title=str(row.get("title") or ""),
        artist=str(row.get("artist") or ""),
        seconds=duration_in(row.get("length")),
        warnings=tuple(warnings),
    )


def _read(
    read: Callable[[bytes], _Value], row: Row, name: str, otherwise: _Value, warnings: list[str]
) -> _Value:
    """A column taken apart, or what stands for one that is missing or damaged."""
    held = row.get(name)
    try:
        return read(held) if isinstance(held, bytes) else otherwise
    except ValueError as error:
        warnings.append(f"Its {name} is damaged: {error}.")
        return otherwise


def grid_of(data: BeatData) -> TempoMap | None:
    """The grid between the markers; None where they make none."""
    anchors: list[Anchor] = []
    for left, right in pairwise(data.markers):
        beats, seconds = right.beat - left.beat, (right.samples - left.samples) / data.rate
        bpm = 60.0 * beats / seconds if seconds > 0 else 0.0
        if not SLOWEST <= bpm <= FASTEST:
            return None
        if not anchors or abs(bpm - anchors[-1].bpm) > _SAME_BPM:
            anchors.append(Anchor(left.beat, left.samples / data.rate, bpm))
    return TempoMap(_from_first_bar(anchors)) if anchors else None


def _from_first_bar(anchors: list[Anchor]) -> tuple[Anchor, ...]:
    """Beats counted from the first bar line of the track: markers begin before its start."""
    first, *others = anchors
    zero = first_downbeat(first)
    if not others or others[0].beat > zero:
        seconds = first.seconds + (zero - first.beat) * first.period
        first = Anchor(zero, seconds, first.bpm)
    return tuple(Anchor(a.beat - zero, a.seconds, a.bpm) for a in (first, *others))


def _point(pad: Pad, rate: float, by: Provenance) -> CuePoint:
    """Loops have pads of their own, which are not those of cues."""
    end = None if pad.end is None else pad.end / rate
    kind = cue_kind(pad.label, loop=end is not None)
    slot = slot_in(pad.number) if end is None else ""
    colour = own_colour(pad.colour, kind)
    return CuePoint(pad.samples / rate, 0, kind, pad.label, slot, end, colour, by=by)


def _main(
    seconds: float, grid: TempoMap | None, points: list[CuePoint], by: Provenance
) -> list[CuePoint]:
    """The main cue, unless a pad marks the same moment."""
    if seconds < 0 or any(point.seconds == seconds for point in points):
        return []
    first = grid.anchors[0] if grid is not None else None
    near = first is not None and abs(seconds - first.seconds) < first.period
    return [CuePoint(seconds, 0, CueKind.FIRST_BEAT if near else CueKind.OTHER, by=by)]


def _kept(pad: Pad) -> list[Any]:
    return [pad.number, pad.label, pad.samples, pad.end, pad.colour]


def key_of(value: object) -> Key | None:
    """0 to 23 around the circle of fifths: C, Am, G, Em ..."""
    if not isinstance(value, int) or not 0 <= value < 24:
        return None
    major = value // 2 * 7
    return Key((major + 9) % 12, minor=True) if value % 2 else Key(major % 12, minor=False)


def location(path: str, folder: str) -> str:
    """Where a track lies; paths are relative to "Engine Library" unless on another drive."""
    if not path or path.startswith("/") or is_windows(path):
        return path
    return posixpath.normpath(f"{folder.replace(chr(92), '/')}/{path}")


def playlists_of(
    lists: Iterable[Row], entries: Iterable[Row], database: str
) -> Iterator[ImportedPlaylist]:
    """Playlists with their tracks, those that only hold others are folders.

    Parameters
    ----------
    lists : iterable of mapping
        `id`, `title`, `parentListId`, `nextListId`.
    entries : iterable of mapping
        `id`, `listId`, `trackId`, `databaseUuid`, `nextEntityId`.
    database : str
        Uuid of the database that the tracks are of; entries of others are passed over.
    """
    lying, held = defaultdict(list), defaultdict(list)
    for row in lists:
        lying[row["parentListId"]].append(row)
    for row in entries:
        held[row["listId"]].append(row)
    tracks = {
        number: tuple(
            str(row["trackId"])
            for row in _in_order(rows, "nextEntityId")
            if row["databaseUuid"] == database
        )
        for number, rows in held.items()
    }
    below: dict[Number, list[Node]] = {
        parent: [
            Node(row["id"], str(row["title"] or ""), tracks.get(row["id"], ()))
            for row in _in_order(rows, "nextListId")
        ]
        for parent, rows in lying.items()
    }
    yield from flattened(below, 0)


def _in_order(rows: list[Row], following: str) -> Iterator[Row]:
    """A linked list from its head to its end; what a damaged one does not reach comes after."""
    left = {row["id"]: row for row in rows}
    pointed_at = {row[following] for row in rows}
    heads = [row["id"] for row in rows if row["id"] not in pointed_at]
    for head in (*heads, *left):
        row = left.pop(head, None) if head in left else None
        while row is not None:
            yield row
            row = left.pop(row[following], None)

"""Rows of Mixxx' library, read as labels: beats, cues, loops, intro and outro.

Beats are a small protobuf message, taken apart by hand (Mixxx `beats.proto`); cue positions count
stereo samples, twice the frames.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from math import isfinite
from typing import Any

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import FASTEST, SLOWEST, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance
from edmstudio.interchange.beat_list import grid_of_beats
from edmstudio.interchange.colours import own_colour
from edmstudio.interchange.foreign_values import duration_in, in_order, key_in, moment_in, slot_in
from edmstudio.interchange.importer import ImportedPlaylist, ImportedTrack, label_of
from edmstudio.interchange.vocabulary import cue_kind

SOURCE = "mixxx"
TABLES = {"library", "track_locations", "cues"}
TRACKS = (
    "select library.*, track_locations.location as path from library "
    "join track_locations on track_locations.id = library.location "
    "where coalesce(library.mixxx_deleted, 0) = 0 order by library.id"
)
CUES = "select * from cues order by track_id, position"
SCHEMA = "select value from settings where name = 'mixxx.schema.version'"
SETTINGS = {"settings"}
PLAYLIST_TABLES = {"Playlists", "PlaylistTracks", "crates", "crate_tracks"}
PLAYLISTS = (  # not those of Auto DJ and of what was played
    "select p.id, p.name, t.track_id from Playlists p "
    "left join PlaylistTracks t on t.playlist_id = p.id "
    "where p.hidden = 0 order by p.position, p.id, t.position"
)
CRATES = (
    "select c.id, c.name, t.track_id from crates c "
    "left join crate_tracks t on t.crate_id = c.id order by c.name, c.id, t.track_id"
)
HOT, MAIN, LOOP, INTRO, OUTRO = 1, 2, 4, 6, 7
ON_PADS = {HOT, LOOP}
NO_COLOUR = 0xFF8000  # what Mixxx gives a cue that nobody coloured
_KEPT = ("type", "position", "length", "hotcue", "label", "color")
_MOST_BEATS = 200_000


def track_of(
    row: Mapping[str, Any], cues: Iterable[Mapping[str, Any]], version: str = ""
) -> ImportedTrack:
    """One row of `library` with those of `cues` that are its own."""
    by = label_of("Mixxx", version)
    rate = duration_in(row.get("samplerate")) or 44100.0
    rows = list(cues)
    grid = grid_in(row, rate)
    return ImportedTrack(
        key=str(row.get("id")),
        location=str(row.get("path") or ""),
        annotations=Annotations(
            grid=grid,
            cues=in_order(c for each in rows if (c := _cue(each, rate, grid, by)) is not None),
            key=key_in(row.get("key")) or _numbered(row.get("key_id")),
            genre=str(row.get("genre") or ""),
            grid_by=by,
            key_by=by,
            grid_locked=bool(row.get("bpm_lock")),
        ),
        source=SOURCE,
        version=version,
        raw={"cues": [{name: each.get(name) for name in _KEPT} for each in rows]},
        title=str(row.get("title") or ""),
        artist=str(row.get("artist") or ""),
        seconds=duration_in(row.get("duration")),
    )


def _numbered(key: object) -> Key | None:
    """1 to 12 from C major up, 13 to 24 from C minor up; for a text in a notation of one's own."""
    known = isinstance(key, int) and 1 <= key <= 24
    return Key((key - 1) % 12, key > 12) if known and isinstance(key, int) else None


def playlists_of(rows: Iterable[Mapping[str, Any]]) -> Iterator[ImportedPlaylist]:
    """Playlists from their rows, one for each track in its order."""
    for (_, name), held in groupby(rows, key=lambda row: (row["id"], row["name"])):
        keys = tuple(str(row["track_id"]) for row in held if row["track_id"] is not None)
        yield ImportedPlaylist(str(name or ""), keys)


def grid_in(row: Mapping[str, Any], rate: float) -> TempoMap | None:
    """The grid of a track's beats; None where there are none, or they make no sense."""
    blob, version = row.get("beats"), str(row.get("beats_version") or "")
    if not isinstance(blob, bytes):
        return None
    try:
        if version.startswith("BeatGrid-2"):
            return _constant(blob, rate)
        if version.startswith("BeatGrid-1"):
            bpm, first = struct.unpack("<dd", blob[:16])
            return _of_one_tempo(bpm, first, rate)
        if version.startswith("BeatMap-1"):
            return grid_of_beats([frame / rate for frame in _frames(blob)][:_MOST_BEATS])
    except (ValueError, struct.error, IndexError):
        return None
    return None


def _constant(blob: bytes, rate: float) -> TempoMap | None:
    bpm, first = 0.0, 0.0
    for field, value in fields_of(blob):
        if isinstance(value, bytes):
            inner = next((v for number, v in fields_of(value) if number == 1), 0.0)
            number = float(inner) if isinstance(inner, int | float) else 0.0
            bpm, first = (number, first) if field == 1 else (bpm, number)
    return _of_one_tempo(bpm, first, rate)


def _of_one_tempo(bpm: float, first: float, rate: float) -> TempoMap | None:
    is_music = SLOWEST <= bpm <= FASTEST and isfinite(first)
    return TempoMap.constant(first / rate, bpm) if is_music else None


def _frames(blob: bytes) -> Iterator[float]:
    """Frame positions of the beats that are switched on."""
    for field, value in fields_of(blob):
        if field == 1 and isinstance(value, bytes):
            beat = dict(fields_of(value))
            position = beat.get(1)
            if isinstance(position, int | float) and beat.get(2, 1):
                yield float(position)


def fields_of(blob: bytes) -> Iterator[tuple[int, int | float | bytes]]:
    """Field numbers and values of a protobuf message; ValueError where it is cut short."""
    at = 0
    while at < len(blob):
        tag, at = _varint(blob, at)
        field, wire = tag >> 3, tag & 7
        if wire == 0:
            number, at = _varint(blob, at)
            yield field, number
        elif wire == 1:
            yield field, struct.unpack_from("<d", blob, at)[0]
            at += 8
        elif wire == 2:
            size, at = _varint(blob, at)
            if at + size > len(blob):
                raise ValueError("a message that is cut short")
            yield field, blob[at : at + size]
            at += size
        elif wire == 5:
            yield field, struct.unpack_from("<f", blob, at)[0]
            at += 4
        else:
            raise ValueError(f"wire type {wire}")


def _varint(blob: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = blob[at]
        value, at = value | (byte & 127) << shift, at + 1
        if byte < 128 or shift > 63:
            return value, at
        shift += 7


def _cue(
    row: Mapping[str, Any], rate: float, grid: TempoMap | None, by: Provenance
) -> CuePoint | None:
    """A cue; None for what is unset, inaudible to a person (type 8), or no moment."""
    kind, seconds = row.get("type"), moment_in(row.get("position"), 0.5 / rate)
    if kind not in {HOT, MAIN, LOOP, INTRO, OUTRO} or seconds is None:
        return None
    name, length = str(row.get("label") or ""), moment_in(row.get("length"), 0.5 / rate) or 0.0
    end = seconds + length if kind == LOOP and length > 0 else None
    meaning = _meaning(kind, name, seconds, grid)
    colour = _colour(row.get("color"), meaning)
    return CuePoint(seconds, 0, meaning, name, slot_in(row.get("hotcue")), end, colour, by=by)


def _colour(value: object, meaning: CueKind) -> str:
    number = value & 0xFFFFFF if isinstance(value, int) else NO_COLOUR
    return "" if number == NO_COLOUR else own_colour(f"#{number:06X}", meaning)


def _meaning(kind: int, name: str, seconds: float, grid: TempoMap | None) -> CueKind:
    if kind == INTRO:
        return CueKind.MIX_IN
    if kind == OUTRO:
        return CueKind.MIX_OUT
    if kind == MAIN and grid is not None:
        first = grid.anchors[0]
        return CueKind.FIRST_BEAT if abs(seconds - first.seconds) < first.period else CueKind.OTHER
    return cue_kind(name, loop=kind == LOOP)

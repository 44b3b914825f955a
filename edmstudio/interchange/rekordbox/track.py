"""One TRACK of rekordbox' XML: our track as attributes and rows, with what was there kept.

The raw values of an import are `{"track": {...}, "tempo": [{...}], "marks": [{...}]}`, the
attributes as they stood, with `"others"` for elements we do not know.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.track import Track
from edmstudio.interchange.cue_policy import chosen, waiting
from edmstudio.interchange.exporter import ExportOptions, ExportTrack, KeyNotation
from edmstudio.interchange.grid_likeness import same_beats, same_grid
from edmstudio.interchange.locations import (
    comparable,
    file_name,
    is_windows,
    rekordbox_location,
    rekordbox_path,
)
from edmstudio.interchange.locks import is_foreign
from edmstudio.interchange.offsets import moved, way_out
from edmstudio.interchange.rekordbox.grid import Tempo, grid_of, tempo_rows
from edmstudio.interchange.rekordbox.marks import Attributes, cues_of, marks_of, rows_of

KINDS = {
    "mp3": "MP3 File",
    "wav": "WAV File",
    "aif": "AIFF File",
    "aiff": "AIFF File",
    "flac": "FLAC File",
    "m4a": "M4A File",
    "mp4": "M4A File",
    "aac": "AAC File",
    "ogg": "OGG File",
}


@dataclass(frozen=True, slots=True)
class TrackXml:
    """What one TRACK element holds; `track` without its TrackID."""

    track: Attributes
    tempo: Sequence[Attributes]
    marks: Sequence[Attributes]
    others: Sequence[tuple[str, Attributes]] = ()
    grid_stays: bool = False
    waiting: int = 0


def track_xml(entry: ExportTrack, options: ExportOptions) -> TrackXml:
    """A track on rekordbox' timeline; whatever nobody edited is as it came."""
    shift = way_out(entry, "rekordbox")
    theirs = moved(entry.annotations, shift)
    was: Mapping[str, Any] = entry.raw
    held = marks_of(was.get("marks", ()))
    cues = chosen(theirs, cues_of(held), options)
    had, kept = was.get("tempo", ()), _locked(entry)
    stays = moved(Annotations(kept), shift).grid
    tempo = _tempo(stays or theirs.grid, had, entry.track.seconds + shift)
    attributes = _attributes(entry, was.get("track", {}), options.keys)
    if tempo and tempo is not had:
        attributes["AverageBpm"] = f"{float(tempo[0]['Bpm']):.2f}"
    rows = rows_of(cues, held, twins=options.memory_cues)
    left = waiting(theirs, cues_of(held), options)
    return TrackXml(attributes, tempo, rows, was.get("others", ()), kept is not None, left)


def _locked(entry: ExportTrack) -> TempoMap | None:
    """The grid that is locked there and another than ours: the XML brings rekordbox that one."""
    grid, ours, seconds = entry.locked_there, entry.annotations.grid, entry.track.seconds
    differs = ours is None or (grid is not None and not same_beats(grid, ours, seconds))
    return grid if differs and is_foreign(grid, entry.past, seconds) else None


def tempo_of(row: Mapping[str, str]) -> Tempo | None:
    """A TEMPO row, None where it makes no sense."""
    try:
        seconds, bpm = float(row.get("Inizio", "")), float(row.get("Bpm", ""))
        meter = int(row.get("Metro", "4/4").split("/")[0])
        battito = int(row.get("Battito", "1"))
    except ValueError:
        return None
    if not (-10.0 < seconds < 1e6 and 1 <= meter <= 16 and 1 <= battito <= meter):
        return None
    return Tempo(seconds, bpm, battito, meter)


def grid_from(rows: Sequence[Mapping[str, str]]) -> TempoMap | None:
    """The grid of TEMPO rows; rows that make no sense are passed over."""
    return grid_of([tempo for row in rows if (tempo := tempo_of(row)) is not None])


def _tempo(
    grid: TempoMap | None, held: Sequence[Attributes], seconds: float
) -> Sequence[Attributes]:
    if grid is None:
        return ()
    before = grid_from(held)
    if before is not None and same_grid(before, grid):
        return held
    return [
        {
            "Inizio": f"{row.seconds:.3f}",
            "Bpm": f"{row.bpm:.2f}",
            "Metro": f"{row.meter}/4",
            "Battito": str(row.battito),
        }
        for row in tempo_rows(grid, seconds)
    ]


def _attributes(
    entry: ExportTrack, was: Mapping[str, str], notation: KeyNotation
) -> dict[str, str]:
    track = entry.track
    attributes = dict(was) if was else _fresh(track)
    attributes.pop("TrackID", None)
    if not was.get("TotalTime", "").strip("0"):
        attributes["TotalTime"] = str(_total_seconds(entry))
    attributes["Location"] = _location(track.path, was.get("Location", ""))
    key = entry.annotations.key
    if key is not None and not _spells(was.get("Tonality", ""), key):
        attributes["Tonality"] = spelt(key, notation)
    return attributes


def _fresh(track: Track) -> dict[str, str]:
    """Of a track that rekordbox does not know; comments and ratings are not ours to blank."""
    suffix = file_name(track.path).rpartition(".")[2].lower()
    return {
        "Name": track.title or track.name,
        "Artist": track.artist,
        "Album": track.album,
        "Genre": track.genre,
        "Kind": KINDS.get(suffix, f"{suffix.upper()} File"),
        "TotalTime": "0",
        "AverageBpm": "0.00",
        "SampleRate": str(track.rate),
    }


def _total_seconds(entry: ExportTrack) -> int:
    """At least one: rekordbox gives no cues to a track without a duration."""
    told = entry.annotations
    moments = [section.end for section in told.sections]
    moments += [cue.end or cue.seconds for cue in told.cues]
    return max(round(entry.track.seconds or max(moments, default=0.0) + 1.0), 1)


def _location(path: str, was: str) -> str:
    """Their own spelling, unless the file has moved on this kind of system."""
    before = rekordbox_path(was)
    if not before:
        return rekordbox_location(path)
    same_name = comparable(file_name(before)) == comparable(file_name(path))
    other_system = is_windows(before) != is_windows(path)
    if comparable(before) == comparable(path) or (other_system and same_name):
        return was
    return rekordbox_location(path)


def _spells(text: str, key: Key) -> bool:
    try:
        return Key.parse(text) == key
    except ValueError:
        return False


def spelt(key: Key, notation: KeyNotation) -> str:
    """A key as the person wants it written."""
    spellings = {KeyNotation.CAMELOT: key.camelot, KeyNotation.OPEN: key.open_key}
    return spellings.get(notation, key.classic)

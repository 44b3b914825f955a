"""A library in the manner of iTunes, which Serato and rekordbox read for its playlists.

It holds tracks and playlists, neither cues nor grids: Serato reads no XML with cues.
"""

import plistlib
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from edmstudio.domain.track import TrackId
from edmstudio.interchange.atomic_file import replacing
from edmstudio.interchange.capabilities import PLAYLISTS_ONLY
from edmstudio.interchange.exporter import (
    DEFAULTS,
    ExportOptions,
    ExportReport,
    ExportTrack,
    Playlist,
)
from edmstudio.interchange.file_names import free_name
from edmstudio.interchange.locations import rekordbox_location
from edmstudio.interchange.xml_text import legal


class ItunesXml:
    """Writes `iTunes Music Library.xml`."""

    name = "itunes-xml"
    title = "iTunes-style XML (playlists)"
    suffix = ".xml"
    source = ""
    capability = PLAYLISTS_ONLY

    def export(
        self, tracks: Iterable[ExportTrack], target: Path, options: ExportOptions = DEFAULTS
    ) -> ExportReport:
        numbers: dict[TrackId, int] = {}
        rows: dict[str, dict[str, Any]] = {}
        for number, entry in enumerate(tracks, start=1):
            numbers[entry.track.track_id] = number
            rows[str(number)] = _track(entry, number)
        playlists = options.playlists or (Playlist("EDM Studio", tuple(numbers)),)
        library = {
            "Major Version": 1,
            "Minor Version": 1,
            "Application Version": "12.9.5",
            "Library Persistent ID": _identity("library"),
            "Tracks": rows,
            "Playlists": _playlists(playlists, numbers),
        }
        with replacing(target) as file:
            plistlib.dump(library, file, sort_keys=False)
        return ExportReport({"tracks": len(rows), "playlists": len(playlists)})


def _track(entry: ExportTrack, number: int) -> dict[str, Any]:
    track, grid = entry.track, entry.annotations.grid
    row: dict[str, Any] = {
        "Track ID": number,
        "Name": legal(track.title or track.name),
        "Artist": legal(track.artist),
        "Album": legal(track.album),
        "Genre": legal(entry.annotations.genre or track.genre),
        "Total Time": round(track.seconds * 1000),
        "Persistent ID": _identity(track.path),
        "Track Type": "File",
        "Location": rekordbox_location(track.path),
    }
    if grid is not None:
        row["BPM"] = round(grid.bpm_over(0.0, max(track.seconds, 1.0)))
    return {name: value for name, value in row.items() if value != ""}


def _playlists(
    playlists: tuple[Playlist, ...], numbers: dict[TrackId, int]
) -> list[dict[str, Any]]:
    """Folders first, each with the identity that its playlists point to."""
    folders = dict.fromkeys(p.folders[: n + 1] for p in playlists for n in range(len(p.folders)))
    listed = [
        {**_node(path, f"{'/'.join(path)}/", number), "Folder": True}
        for number, path in enumerate(folders)
    ]
    taken: set[str] = set()
    for playlist in playlists:
        path = (*playlist.folders, playlist.name)
        known = [numbers[track] for track in playlist.tracks if track in numbers]
        node = _node(path, free_name("/".join(path), taken), len(listed))
        listed.append({**node, "Playlist Items": [{"Track ID": number} for number in known]})
    return listed


def _node(path: tuple[str, ...], identity: str, number: int) -> dict[str, Any]:
    node: dict[str, Any] = {
        "Name": legal(path[-1]),
        "Playlist ID": 1000 + number,
        "Playlist Persistent ID": _identity(identity),
        "All Items": True,
    }
    if path[:-1]:
        node["Parent Persistent ID"] = _identity(f"{'/'.join(path[:-1])}/")
    return node


def _identity(text: str) -> str:
    """Sixteen hex digits that stay the same from one export to the next."""
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest().upper()

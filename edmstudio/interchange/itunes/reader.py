"""The library of iTunes and Music, which Serato and rekordbox write too: tracks and playlists."""

import plistlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.refused import Refused
from edmstudio.interchange.foreign_values import duration_in, number_in
from edmstudio.interchange.importer import Imported, ImportedTrack, contents, head
from edmstudio.interchange.locations import rekordbox_path
from edmstudio.interchange.playlist_tree import Node, Number, flattened

LARGEST = 256 << 20  # some 150,000 tracks; it is read as a whole
OWN = (
    "Master",
    "Distinguished Kind",
    "Smart Info",
)  # "Music", "Podcasts", and what computes itself
ROOT = ""
_BROKEN = (ExpatError, ValueError, TypeError, AttributeError, LookupError, OverflowError)


class ItunesReader:
    """Reads what says where tracks lie, how they are called and which playlists hold them."""

    name = "itunes-xml"
    title = "iTunes or Music library"

    def sniff(self, path: Path) -> bool:
        first = head(path)
        return b"<plist" in first and b"<key>Major Version</key>" in first

    def read(self, path: Path) -> Iterator[Imported]:
        """Tracks that are files, then playlists that a person made."""
        try:
            library = plistlib.loads(contents(path, LARGEST), fmt=plistlib.FMT_XML)
            version = str(library.get("Application Version") or "")
            tracks = library.get("Tracks") or {}
            found = [_track(str(key), row, version) for key, row in tracks.items()]
            lists = list(flattened(_tree(library.get("Playlists") or []), ROOT))
        except _BROKEN as error:
            raise Refused(f"{path.name} is no library that can be read: {error}.") from error
        yield from found
        yield from lists


def _track(key: str, row: dict[str, Any], version: str) -> ImportedTrack:
    return ImportedTrack(
        key=key,
        location=rekordbox_path(str(row.get("Location") or "")),
        annotations=Annotations(genre=str(row.get("Genre") or "")),
        source="itunes",
        version=version,
        raw={name: value for name, value in row.items() if isinstance(value, str | int | float)},
        title=str(row.get("Name") or ""),
        artist=str(row.get("Artist") or ""),
        seconds=duration_in((number_in(row.get("Total Time")) or 0.0) / 1000),
    )


def _tree(rows: list[dict[str, Any]]) -> dict[Number, list[Node]]:
    """Playlists by the folder they lie in; one whose folder is gone lies outside."""
    held = {
        str(row.get("Playlist Persistent ID") or number): row for number, row in enumerate(rows)
    }
    below: dict[Number, list[Node]] = defaultdict(list)
    for number, row in held.items():
        if not any(row.get(mark) for mark in OWN):
            above = str(row.get("Parent Persistent ID") or ROOT)
            keys = None if row.get("Folder") else tuple(_keys(row))
            node = Node(number, str(row.get("Name") or ""), keys)
            below[above if above in held else ROOT].append(node)
    return dict(below)


def _keys(row: dict[str, Any]) -> Iterator[str]:
    return (str(item["Track ID"]) for item in row.get("Playlist Items") or [])

"""rekordbox's XML collection, read: tracks with grid, cues and key, then playlists."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from edmstudio.domain.annotations import Annotations
from edmstudio.interchange.foreign_values import duration_in, key_in
from edmstudio.interchange.importer import (
    Imported,
    ImportedPlaylist,
    ImportedTrack,
    ImportWarning,
    head,
    label_of,
)
from edmstudio.interchange.locations import rekordbox_path
from edmstudio.interchange.rekordbox.marks import cues_of, marks_of
from edmstudio.interchange.rekordbox.track import grid_from
from edmstudio.interchange.safe_xml import elements

WANTED = ("DJ_PLAYLISTS/PRODUCT", "COLLECTION/TRACK", "PLAYLISTS/NODE")
SOURCE = "rekordbox"
BY_LOCATION = "1"


class RekordboxXmlReader:
    """Reads what rekordbox 5 to 7, and others in its format, export."""

    name = "rekordbox-xml"
    title = "rekordbox XML"

    def sniff(self, path: Path) -> bool:
        return b"<DJ_PLAYLISTS" in head(path)

    def read(self, path: Path) -> Iterator[Imported]:
        """Tracks as they stand in the file, then its playlists, folders flattened."""
        collection = _Collection()
        for element in elements(path, WANTED):
            if element.tag == "PRODUCT":
                collection.meet(element.attrib)
            elif element.tag == "TRACK":
                yield collection.track(element)
            else:
                yield from collection.playlists(element, ())
        if collection.renamed:
            count = len(collection.renamed)
            yield ImportWarning(
                f"{count} tracks share the TrackID of another; playlists mean the first of them."
            )


@dataclass(slots=True)
class _Collection:
    """What must be remembered from one track to the next."""

    program: str = SOURCE
    version: str = ""
    renamed: list[str] = field(default_factory=list)
    _keys: set[str] = field(default_factory=set)
    _by_location: dict[str, str] = field(default_factory=dict)

    def meet(self, product: dict[str, str]) -> None:
        self.program = product.get("Name", "") or SOURCE
        self.version = product.get("Version", "")

    def track(self, element: Element) -> ImportedTrack:
        attributes = element.attrib
        key = self._key(attributes.get("TrackID", ""))
        location = attributes.get("Location", "")
        self._by_location.setdefault(location, key)
        path = rekordbox_path(location)
        return ImportedTrack(
            key,
            path,
            self._annotations(element),
            SOURCE,
            self.version,
            _raw(element),
            title=attributes.get("Name", ""),
            artist=attributes.get("Artist", ""),
            seconds=duration_in(attributes.get("TotalTime")),
            warnings=() if path else (f"“{location}” is no file on a disk.",),
        )

    def _key(self, track_id: str) -> str:
        key, number = track_id, 2
        while key in self._keys:
            key, number = f"{track_id}#{number}", number + 1
        if key != track_id:
            self.renamed.append(key)
        self._keys.add(key)
        return key

    def _annotations(self, element: Element) -> Annotations:
        by = label_of(self.program, self.version)
        key = key_in(element.get("Tonality"))
        return Annotations(
            grid=grid_from([row.attrib for row in element if row.tag == "TEMPO"]),
            cues=cues_of(marks_of((m.attrib for m in element if m.tag == "POSITION_MARK"), by)),
            key=key,
            genre=element.get("Genre", ""),
            grid_by=by,
            key_by=by,
        )

    def playlists(self, node: Element, folders: tuple[str, ...]) -> Iterator[ImportedPlaylist]:
        """Every playlist below a node; the root's own name is no folder."""
        for child in node:
            if child.tag != "NODE":
                continue
            name = child.get("Name", "")
            if child.get("Type") == "1":
                keys = (track.get("Key", "") for track in child if track.tag == "TRACK")
                if child.get("KeyType") == BY_LOCATION:
                    keys = (self._by_location.get(location, "") for location in keys)
                known = tuple(key for key in keys if key in self._keys)
                yield ImportedPlaylist(name, known, folders)
            else:
                yield from self.playlists(child, (*folders, name))


def _raw(element: Element) -> dict[str, object]:
    """The attributes as they stood; children of kinds unknown to us among them."""
    raw: dict[str, object] = {"track": element.attrib}
    for name, tag in (("tempo", "TEMPO"), ("marks", "POSITION_MARK")):
        raw[name] = [child.attrib for child in element if child.tag == tag]
    others = [child for child in element if child.tag not in {"TEMPO", "POSITION_MARK"}]
    if others:
        raw["others"] = [[child.tag, child.attrib] for child in others]
    return raw

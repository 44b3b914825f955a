"""Traktor's collection as NML, in and out.

What is written is a collection of its own, which Traktor reads by "Import Another Collection"; the
person's own `collection.nml` is never touched.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import TrackId
from edmstudio.interchange.atomic_file import replacing
from edmstudio.interchange.capabilities import TRAKTOR_NML
from edmstudio.interchange.export_notes import Notes
from edmstudio.interchange.exporter import (
    DEFAULTS,
    ExportOptions,
    ExportReport,
    ExportTrack,
    Playlist,
)
from edmstudio.interchange.foreign_values import duration_in
from edmstudio.interchange.importer import Imported, ImportedPlaylist, ImportedTrack, head, label_of
from edmstudio.interchange.locations import TraktorLocation, traktor_path
from edmstudio.interchange.safe_xml import elements
from edmstudio.interchange.traktor.entry import Raw, child, entry_of, labels_in, location_in, raw_of
from edmstudio.interchange.xml_text import HEADER, closing, empty, opening

SOURCE = "traktor"
_VERSION = re.compile(rb'<NML [^>]*VERSION="(\d{1,4})"')
MAKER = {"COMPANY": "www.native-instruments.com", "PROGRAM": "Traktor"}


class TraktorNmlReader:
    """Reads `collection.nml` of Traktor 3 and 4."""

    name = "traktor-nml"
    title = "Traktor collection"

    def sniff(self, path: Path) -> bool:
        return b"<NML " in head(path)

    def read(self, path: Path) -> Iterator[Imported]:
        """Tracks, then playlists; ENTRIES is not believed, real files have it wrong."""
        found = _VERSION.search(head(path))
        version = f"(NML {found[1].decode()})" if found else ""
        for element in elements(path, ("COLLECTION/ENTRY", "PLAYLISTS/NODE")):
            if element.tag == "ENTRY":
                yield _track(raw_of(element), version)
            else:
                yield from _playlists(element, ())


def _track(raw: Raw, version: str) -> ImportedTrack:
    location, info = location_in(raw), child(raw, "INFO")
    length = info.get("PLAYTIME_FLOAT") or info.get("PLAYTIME") or "0"
    return ImportedTrack(
        key=location.key,
        location=traktor_path(location) if location.file else "",
        annotations=labels_in(raw, label_of("Traktor", version)),
        source=SOURCE,
        version=version,
        raw={"entry": raw},
        title=raw[1].get("TITLE", ""),
        artist=raw[1].get("ARTIST", ""),
        seconds=duration_in(length),
    )


def _playlists(node: Element, folders: tuple[str, ...]) -> Iterator[ImportedPlaylist]:
    """Playlists below a node, folders flattened; the root's own name is no folder."""
    if node.get("TYPE") == "PLAYLIST":
        entries = (entry for inner in node if inner.tag == "PLAYLIST" for entry in inner)
        found = (key for entry in entries for key in entry if key.tag == "PRIMARYKEY")
        keys = tuple(key.get("KEY", "") for key in found if key.get("TYPE") == "TRACK")
        yield ImportedPlaylist(node.get("NAME", ""), keys, folders[1:])
    elif node.get("TYPE") == "FOLDER":
        for inner in node:
            for below in inner if inner.tag == "SUBNODES" else ():
                yield from _playlists(below, (*folders, node.get("NAME", "")))


class TraktorNml:
    """Writes an NML collection: grid, cues, loops, keys and playlists."""

    name = "traktor-nml"
    title = "Traktor collection (NML)"
    suffix = ".nml"
    source = SOURCE
    capability = TRAKTOR_NML

    def export(
        self, tracks: Iterable[ExportTrack], target: Path, options: ExportOptions = DEFAULTS
    ) -> ExportReport:
        """Traktor must not run while the person imports it."""
        counts: Counter[str] = Counter()
        keys: dict[TrackId, str] = {}
        notes = Notes("Traktor")
        _refuse_theirs(target)
        with replacing(target) as file:
            file.write(HEAD)
            place = file.tell()
            file.write(_collection(0).encode())
            for entry in tracks:
                made = entry_of(entry, options)
                file.write(_text(made.raw, 2).encode())
                keys[entry.track.track_id] = _key_of(made.raw)
                _count(counts, made.raw)
                notes.note(entry.track.name, grid_stays=made.grid_stays, waiting=made.waiting)
            everything = Playlist("EDM Studio", tuple(keys))
            file.write(closing("COLLECTION", 1).encode())
            file.write(_playlists_text(options.playlists or (everything,), keys).encode())
            file.write(closing("NML").encode())
            file.seek(place)
            file.write(_collection(counts["tracks"]).encode())
        return ExportReport(dict(counts), warnings=notes.sentences())


HEAD = "".join(
    (
        HEADER,
        opening("NML", {"VERSION": "19"}),
        empty("HEAD", MAKER, 1),
        empty("MUSICFOLDERS", {}, 1),
    )
).encode()


def _refuse_theirs(target: Path) -> None:
    """Traktor's own collection holds what we do not know; what we wrote begins otherwise."""
    first = head(target)
    if b"<NML " in first and not first.startswith(HEAD):
        raise Refused(
            f"{target} is Traktor's own collection; choose another file for Traktor to import.",
            Fault.PERMISSION,
        )


def _collection(count: int) -> str:
    """Of one width whatever the count, which is known only at the end."""
    tag = opening("COLLECTION", {"ENTRIES": str(count)}, 1)
    return tag.replace(">", " " * (10 - len(str(count))) + ">")


def _text(raw: Raw, indent: int) -> str:
    tag, attributes, children = raw
    if not children:
        return empty(tag, attributes, indent)
    inner = "".join(_text(each, indent + 1) for each in children)
    return opening(tag, attributes, indent) + inner + closing(tag, indent)


def _key_of(raw: Raw) -> str:
    row = child(raw, "LOCATION")
    return TraktorLocation(row.get("VOLUME", ""), row.get("DIR", ""), row.get("FILE", "")).key


def _count(counts: Counter[str], raw: Raw) -> None:
    kinds = Counter(c[1].get("TYPE") for c in raw[2] if c[0] == "CUE_V2")
    loops, grids = kinds.pop("5", 0), kinds.pop("4", 0)
    counts.update(tracks=1, grids=int(bool(grids)), cues=kinds.total(), loops=loops)
    counts.update(keys=int(any(c[0] == "MUSICAL_KEY" for c in raw[2])))


def _playlists_text(playlists: tuple[Playlist, ...], keys: dict[TrackId, str]) -> str:
    root = _folder("$ROOT", playlists, 0, keys)
    return opening("PLAYLISTS", {}, 1) + _text(root, 2) + closing("PLAYLISTS", 1)


def _folder(
    name: str, playlists: tuple[Playlist, ...], depth: int, keys: dict[TrackId, str]
) -> Raw:
    inner = dict.fromkeys(p.folders[depth] for p in playlists if len(p.folders) > depth)
    nodes = []
    for folder in inner:
        below = tuple(p for p in playlists if p.folders[depth : depth + 1] == (folder,))
        nodes.append(_folder(folder, below, depth + 1, keys))
    nodes += [_playlist(p, keys) for p in playlists if len(p.folders) == depth]
    subnodes = ["SUBNODES", {"COUNT": str(len(nodes))}, nodes]
    return ["NODE", {"TYPE": "FOLDER", "NAME": name}, [subnodes]]


def _playlist(playlist: Playlist, keys: dict[TrackId, str]) -> Raw:
    known = [keys[track] for track in playlist.tracks if track in keys]
    entries = [["ENTRY", {}, [["PRIMARYKEY", {"TYPE": "TRACK", "KEY": k}, []]]] for k in known]
    inner = ["PLAYLIST", {"ENTRIES": str(len(known)), "TYPE": "LIST"}, entries]
    return ["NODE", {"TYPE": "PLAYLIST", "NAME": playlist.name}, [inner]]

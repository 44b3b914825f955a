"""rekordbox's XML collection, the file its import reads (`DJ_PLAYLISTS`, rekordbox 5 to 7)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from edmstudio.domain.track import TrackId
from edmstudio.interchange.atomic_file import replacing
from edmstudio.interchange.capabilities import REKORDBOX_XML
from edmstudio.interchange.export_notes import Notes
from edmstudio.interchange.exporter import (
    DEFAULTS,
    ExportOptions,
    ExportReport,
    ExportTrack,
    Playlist,
)
from edmstudio.interchange.file_names import free_name
from edmstudio.interchange.rekordbox.track import TrackXml, track_xml
from edmstudio.interchange.xml_text import HEADER, closing, empty, opening

PROGRAM = {"Name": "EDM Studio", "Version": "0.1.0", "Company": ""}
OWN_IDS = 900_000_000  # ours begin here, out of the way of rekordbox' own
ALL_TRACKS = "EDM Studio"
COUNT_DIGITS = 10


class RekordboxXml:
    """Writes `rekordbox.xml`: grid, hot and memory cues, loops, colours, key and playlists."""

    name = "rekordbox-xml"
    title = "rekordbox XML"
    suffix = ".xml"
    source = "rekordbox"
    capability = REKORDBOX_XML

    def export(
        self, tracks: Iterable[ExportTrack], target: Path, options: ExportOptions = DEFAULTS
    ) -> ExportReport:
        """Write the collection; the person then imports it by hand, as the dialog explains."""
        with replacing(target) as file:
            collection = _Collection(file, options)
            collection.begin()
            for entry in tracks:
                collection.add(entry)
            collection.end()
        return ExportReport(dict(collection.counts), warnings=collection.notes.sentences())


@dataclass(slots=True)
class _Collection:
    """A collection being written, track by track."""

    file: BinaryIO
    options: ExportOptions
    counts: Counter[str] = field(default_factory=Counter)
    notes: Notes = field(default_factory=lambda: Notes("rekordbox"))
    _ids: dict[TrackId, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _count_at: int = 0

    def begin(self) -> None:
        self._write(HEADER + opening("DJ_PLAYLISTS", {"Version": "1.0.0"}))
        self._write(empty("PRODUCT", PROGRAM, 1))
        self._count_at = self.file.tell()
        self._write(self._collection_tag())

    def _collection_tag(self) -> str:
        """Of one width whatever the count, which is known only at the end."""
        count = str(self.counts["tracks"])
        tag = opening("COLLECTION", {"Entries": count}, 1)
        return tag.replace(">", " " * (COUNT_DIGITS - len(count)) + ">")

    def add(self, entry: ExportTrack) -> None:
        self._note_duration(entry)
        element = track_xml(entry, self.options)
        self.notes.note(entry.track.name, grid_stays=element.grid_stays, waiting=element.waiting)
        attributes = {"TrackID": self._fresh_id(entry), **element.track}
        if element.tempo or element.marks or element.others:
            self._write(opening("TRACK", attributes, 2))
            self._write("".join(empty("TEMPO", row, 3) for row in element.tempo))
            self._write("".join(empty("POSITION_MARK", row, 3) for row in element.marks))
            self._write("".join(empty(tag, row, 3) for tag, row in element.others))
            self._write(closing("TRACK", 2))
        else:
            self._write(empty("TRACK", attributes, 2))
        self._count(element)

    def _note_duration(self, entry: ExportTrack) -> None:
        if entry.track.seconds <= 0 and not entry.raw:
            told = f"The duration of {entry.track.name} is unknown and was guessed."
            self.notes.others.append(told)

    def _fresh_id(self, entry: ExportTrack) -> str:
        """rekordbox' own number where there is one; unique inside the file in any case."""
        own = entry.raw.get("track", {}).get("TrackID", "")
        number = OWN_IDS + entry.track.track_id
        while not own or own in self._taken:
            own, number = str(number), number + 1
        self._taken.add(own)
        self._ids.setdefault(entry.track.track_id, own)
        return str(own)

    def _count(self, element: TrackXml) -> None:
        loops = sum(row["Type"] == "4" for row in element.marks)
        self.counts.update(
            tracks=1,
            grids=int(bool(element.tempo)),
            cues=len(element.marks) - loops,
            loops=loops,
            keys=int(bool(element.track.get("Tonality"))),
        )

    def end(self) -> None:
        self._write(closing("COLLECTION", 1))
        self._write(opening("PLAYLISTS", {}, 1))
        everything = Playlist(ALL_TRACKS, tuple(self._ids))
        self._folder("ROOT", self.options.playlists or (everything,), depth=0)
        self._write(closing("PLAYLISTS", 1) + closing("DJ_PLAYLISTS"))
        self.file.seek(self._count_at)
        self._write(self._collection_tag())

    def _folder(self, name: str, playlists: tuple[Playlist, ...], depth: int) -> None:
        """A folder with its playlists and folders; one level never has a name twice."""
        inner = dict.fromkeys(p.folders[depth] for p in playlists if len(p.folders) > depth)
        here = [playlist for playlist in playlists if len(playlist.folders) == depth]
        count = str(len(inner) + len(here))
        self._write(opening("NODE", {"Type": "0", "Name": name, "Count": count}, depth + 2))
        taken = set(inner)
        for folder in inner:
            below = tuple(p for p in playlists if p.folders[depth : depth + 1] == (folder,))
            self._folder(folder, below, depth + 1)
        for playlist in here:
            self._playlist(free_name(playlist.name, taken), playlist.tracks, depth)
        self._write(closing("NODE", depth + 2))

    def _playlist(self, name: str, tracks: tuple[TrackId, ...], depth: int) -> None:
        keys = [self._ids[track] for track in tracks if track in self._ids]
        node = {"Name": name, "Type": "1", "KeyType": "0", "Entries": str(len(keys))}
        self._write(opening("NODE", node, depth + 3))
        self._write("".join(empty("TRACK", {"Key": key}, depth + 4) for key in keys))
        self._write(closing("NODE", depth + 3))
        self.counts["playlists"] += 1

    def _write(self, text: str) -> None:
        self.file.write(text.encode())

"""A USB stick of rekordbox, read as a whole: `export.pdb` joined with the analysis of each track.

The database names tracks, keys and playlists; grids, cues and phrases lie in the analysis file that
each of its rows points to.
"""

import struct
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.refused import Refused
from edmstudio.interchange.foreign_values import key_in
from edmstudio.interchange.importer import (
    Imported,
    ImportedPlaylist,
    ImportedTrack,
    ImportWarning,
    contents,
    label_of,
)
from edmstudio.interchange.playlist_tree import Node, Number, flattened
from edmstudio.interchange.rekordbox.anlz import with_analysis
from edmstudio.interchange.rekordbox.device_sql import DeviceSql, Row, Table, export_below, stick_of

SOURCE = "rekordbox device"
LARGEST = 256 << 20
_BROKEN = (struct.error, IndexError, ValueError)


class RekordboxDevice:
    """Reads what rekordbox exports to a USB stick or card ("Device Library")."""

    name = "rekordbox-usb"
    title = "rekordbox USB stick"

    def sniff(self, path: Path) -> bool:
        """The stick itself, its folder PIONEER, or the database in it."""
        return export_below(path) is not None

    def read(self, path: Path) -> Iterator[Imported]:
        """Every track with what its analysis says, then playlists; damage inside is a warning."""
        file = export_below(path)
        if file is None:
            raise Refused(f"{path.name} is no USB stick of rekordbox's.")
        try:
            device = _Device(DeviceSql(contents(file, LARGEST)), stick_of(file))
        except ValueError as error:
            raise Refused(f"{file.name} is damaged: {error}.") from error
        yield from device.tracks()
        yield from device.playlists()
        yield from map(ImportWarning, device.damage())


@dataclass(frozen=True, slots=True)
class _Named:
    """Where a row has its number and its name; a `near` byte or a `far` short says the latter."""

    number: int
    name: int = 0
    near: int = 0
    far: int = 0

    def name_at(self, row: Row) -> int:
        if self.name:
            return self.name
        return row.short(self.far) if row.short(0) & 4 else row.byte(self.near)


_NAMED = {
    Table.GENRES: _Named(number=0, name=4),
    Table.KEYS: _Named(number=0, name=8),
    Table.ARTISTS: _Named(number=4, near=9, far=10),
    Table.ALBUMS: _Named(number=12, near=21, far=22),
}


@dataclass(slots=True)
class _Device:
    """A database, and the stick it lies on."""

    database: DeviceSql
    stick: Path | None
    unread: Counter[Table] = field(default_factory=Counter)

    def tracks(self) -> Iterator[ImportedTrack]:
        names = {table: self._names(table) for table in _NAMED}
        for row in self.database.rows(Table.TRACKS):
            try:
                track = _track(row, names)
            except _BROKEN:
                self.unread[Table.TRACKS] += 1
                continue
            yield track if self.stick is None else _analysed(track, self.stick)

    def _names(self, table: Table) -> dict[int, str]:
        named, found = _NAMED[table], dict[int, str]()
        for row in self.database.rows(table):
            try:
                found[row.long(named.number)] = row.text(named.name_at(row))
            except _BROKEN:
                self.unread[table] += 1
        return found

    def playlists(self) -> Iterator[ImportedPlaylist]:
        """Folders flattened, everything in the order that the person gave it."""
        entries = self._entries()
        placed: dict[Number, list[tuple[int, Node]]] = defaultdict(list)
        for row in self.database.rows(Table.PLAYLISTS):
            try:
                number, name, is_folder = row.long(12), row.text(20), row.long(16) != 0
            except _BROKEN:
                self.unread[Table.PLAYLISTS] += 1
                continue
            keys = tuple(str(track) for _, track in sorted(entries.pop(number, [])))
            node = Node(number, name, None if is_folder else keys)
            placed[row.long(0)].append((row.long(8), node))
        below = {
            parent: [node for _, node in sorted(nodes, key=itemgetter(0))]
            for parent, nodes in placed.items()
        }
        yield from flattened(below, 0)

    def _entries(self) -> dict[int, list[tuple[int, int]]]:
        """Place and track of every entry, by playlist."""
        held: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for row in self.database.rows(Table.ENTRIES):
            try:
                held[row.long(8)].append((row.long(0), row.long(4)))
            except _BROKEN:
                self.unread[Table.ENTRIES] += 1
        return held

    def damage(self) -> list[str]:
        """What could not be read, one sentence each."""
        unread = ((n, table.name.lower()) for table, n in self.unread.items())
        rows = [f"{n} rows of its {name} cannot be read." for n, name in unread]
        return [*rows, *(f"The database is damaged: {place}." for place in self.database.damage)]


_COMMENT, _ANALYSIS, _TITLE, _PATH = 16, 14, 17, 20  # of the 21 strings of a track


def _track(row: Row, names: Mapping[Table, Mapping[int, str]]) -> ImportedTrack:
    """A track as the database alone knows it."""
    by = label_of("rekordbox")
    key = names[Table.KEYS].get(row.long(32), "")
    raw = {
        "tempo": row.long(56) / 100,
        "rating": row.byte(89),
        "key": key,
        "album": names[Table.ALBUMS].get(row.long(64), ""),
        "comment": _string(row, _COMMENT),
        "analysis": _string(row, _ANALYSIS),
    }
    return ImportedTrack(
        key=str(row.long(72)),
        location=row.text(row.short(94 + 2 * _PATH)),
        annotations=Annotations(
            key=key_in(key), genre=names[Table.GENRES].get(row.long(60), ""), key_by=by
        ),
        source=SOURCE,
        raw=raw,
        title=_string(row, _TITLE),
        artist=names[Table.ARTISTS].get(row.long(68), ""),
        seconds=float(row.short(84)),
    )


def _string(row: Row, number: int) -> str:
    """One of its strings, "" where it is damaged: it is no reason to lose the track."""
    try:
        return row.text(row.short(94 + 2 * number))
    except _BROKEN:
        return ""


def _analysed(track: ImportedTrack, stick: Path) -> ImportedTrack:
    """With what its analysis says, and where it lies on this machine."""
    placed = replace(track, location=str(stick / track.location.lstrip("/")))
    found = with_analysis(placed, stick, str(track.raw["analysis"]))
    return found or replace(placed, warnings=("Its analysis is not on the stick.",))

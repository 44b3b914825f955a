"""Importers of libraries that other programs keep in SQLite: Mixxx, and rekordbox unencrypted.

The rows come from a copy of the file (`store`), their meaning from `interchange`.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from edmstudio.interchange.importer import Imported, ImportedTrack
from edmstudio.interchange.mixxx import reading as mixxx
from edmstudio.interchange.rekordbox import rows as rekordbox_rows
from edmstudio.interchange.rekordbox.anlz import with_analysis
from edmstudio.interchange.rekordbox.rows import ENTRIES, LISTS
from edmstudio.store.foreign_sqlite import ForeignSqlite, foreign_database, foreign_tables

Row = Mapping[str, Any]
ANALYSIS = "share"  # beside master.db


class _TrackOf(Protocol):
    def __call__(self, row: Row, cues: Iterable[Row], /) -> ImportedTrack: ...


class MixxxLibrary:
    """Reads `mixxxdb.sqlite`, running Mixxx or not."""

    name = "mixxx"
    title = "Mixxx library"

    def sniff(self, path: Path) -> bool:
        return foreign_tables(path) >= mixxx.TABLES

    def read(self, path: Path) -> Iterator[Imported]:
        """Every track that was not deleted, then playlists, then crates."""
        with foreign_database(path) as database:
            tables = database.tables()
            schema = _first(database, mixxx.SCHEMA) if tables >= mixxx.SETTINGS else ""
            track_of = partial(mixxx.track_of, version=f"(schema {schema})" if schema else "")
            cues = _by_track(database, mixxx.CUES, "track_id")
            yield from _tracks(database, mixxx.TRACKS, "id", cues, track_of)
            if tables >= mixxx.PLAYLIST_TABLES:
                yield from mixxx.playlists_of(database.rows(mixxx.PLAYLISTS))
                yield from mixxx.playlists_of(database.rows(mixxx.CRATES))


class RekordboxDatabase:
    """Reads an unencrypted `master.db`, and the analysis files in `share` beside it."""

    name = "rekordbox-db"
    title = "rekordbox database (unencrypted)"

    def sniff(self, path: Path) -> bool:
        return foreign_tables(path) >= rekordbox_rows.TABLES

    def read(self, path: Path) -> Iterator[Imported]:
        """Each track with what its analysis says of it, then the playlists."""
        share = path.parent / ANALYSIS
        with foreign_database(path) as database:
            tables, query = database.tables(), rekordbox_rows.TRACKS
            known = tables >= rekordbox_rows.PROPERTIES
            version = _first(database, rekordbox_rows.VERSION) if known else ""
            track_of = partial(rekordbox_rows.track_of, version=version)
            cues = _by_track(database, rekordbox_rows.CUES, "ContentID")
            for track in _tracks(database, query, "ID", cues, track_of):
                yield with_analysis(track, share, str(track.raw["analysis"] or "")) or track
            if tables >= rekordbox_rows.PLAYLIST_TABLES:
                lists, entries = (database.rows(q) for q in (LISTS, ENTRIES))
                yield from rekordbox_rows.playlists_of(lists, entries)


def _first(database: ForeignSqlite, query: str) -> str:
    """The only value of a query, "" where there is none."""
    values = (value for row in database.rows(query) for value in row.values())
    return str(next(values, None) or "")


def _by_track(database: ForeignSqlite, query: str, key: str) -> dict[str, list[Row]]:
    rows = database.rows(query)
    return {str(track): list(held) for track, held in groupby(rows, key=lambda row: row[key])}


def _tracks(
    database: ForeignSqlite, query: str, key: str, cues: Mapping[str, list[Row]], track_of: _TrackOf
) -> Iterator[ImportedTrack]:
    for row in database.rows(query):
        yield track_of(row, cues.get(str(row[key]), []))

"""The importer of Engine DJ's library: a drive, its folder "Engine Library" or the `m.db` in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.engine.rows import playlists_of, track_of
from edmstudio.interchange.importer import Imported
from edmstudio.store.foreign_sqlite import (
    ForeignSqlite,
    foreign_database,
    foreign_tables,
    is_sqlite,
)

LIBRARY, NEWER = "Engine Library", "Database2"
MUSIC, PERFORMANCE = "m.db", "p.db"
NEWER_TABLES = {"Track", "Playlist", "PlaylistEntity", "Information"}
OLDER_TABLES = {"Track", "MetaData", "MetaDataInteger", "Information"}
NAMES = ("id", "path", "title", "artist", "genre", "length", "key", "isBeatGridLocked")
COLUMNS = ("trackData", "beatData", "quickCues", "loops")
TITLE, ARTIST, GENRE, KEY = 1, 2, 4, 4  # kinds of MetaData and of MetaDataInteger in Engine Prime

INFORMATION = "select * from Information"
LISTS = "select id, title, parentListId, nextListId from Playlist order by id"
ENTRIES = "select id, listId, trackId, databaseUuid, nextEntityId from PlaylistEntity order by id"


class EngineLibrary:
    """Reads Engine Prime 1 and Engine DJ 2 and later, running or not."""

    name = "engine-dj"
    title = "Engine DJ library"

    def sniff(self, path: Path) -> bool:
        file = database_below(path)
        tables = set() if file is None else foreign_tables(file)
        return tables >= NEWER_TABLES or tables >= OLDER_TABLES

    def read(self, path: Path) -> Iterator[Imported]:
        """Every track with its performance data, then the playlists."""
        file = database_below(path)
        if file is None:
            raise Refused(f"{path.name} holds no library of Engine DJ's.", Fault.DATABASE)
        folder = file.parent.parent if file.parent.name == NEWER else file.parent
        with foreign_database(file) as database:
            version = _version(database)
            newer = database.tables() >= NEWER_TABLES
            for row in _tracks(database) if newer else _older_tracks(database, file):
                yield track_of(row, str(folder.absolute()), version)
            if newer:
                uuid = next((str(row["uuid"]) for row in database.rows(INFORMATION)), "")
                yield from playlists_of(database.rows(LISTS), database.rows(ENTRIES), uuid)


def database_below(path: Path) -> Path | None:
    """The newer database of a drive or folder before the older."""
    if path.is_file():
        return path
    folders = (path / LIBRARY / NEWER, path / LIBRARY, path / NEWER, path)
    return next((folder / MUSIC for folder in folders if (folder / MUSIC).is_file()), None)


def _version(database: ForeignSqlite) -> str:
    """Of the schema, for the program does not say its own."""
    row = next(database.rows(INFORMATION), {})
    parts = (row.get(f"schemaVersion{part}") for part in ("Major", "Minor", "Patch"))
    numbers = ".".join(str(part) for part in parts if isinstance(part, int))
    return f"(schema {numbers})" if numbers else ""


def _tracks(database: ForeignSqlite) -> Iterator[dict[str, Any]]:
    """Performance data lies in a table of its own from schema 3 on, in that of tracks before."""
    of_its_own = "PerformanceData" in database.tables()
    names = ", ".join(f"Track.{name}" for name in NAMES)
    columns = ", ".join(COLUMNS)
    joined = "left join PerformanceData on PerformanceData.trackId = Track.id" if of_its_own else ""
    return database.rows(f"select {names}, {columns} from Track {joined} order by Track.id")


def _older_tracks(database: ForeignSqlite, file: Path) -> Iterator[dict[str, Any]]:
    """Engine Prime: names in rows of their own, performance data in a second file."""
    texts = _by_track(database, "select id, type, text as value from MetaData")
    numbers = _by_track(database, "select id, type, value from MetaDataInteger")
    performance = _performance(file.with_name(PERFORMANCE))
    for row in database.rows("select * from Track order by id"):
        number = row["id"]
        text = texts.get(number, {})
        yield {
            **row,
            "title": text.get(TITLE),
            "artist": text.get(ARTIST),
            "genre": text.get(GENRE),
            "key": numbers.get(number, {}).get(KEY),
            **performance.get(number, {}),
        }


def _by_track(database: ForeignSqlite, query: str) -> dict[Any, dict[Any, Any]]:
    found: dict[Any, dict[Any, Any]] = {}
    for row in database.rows(query):
        found.setdefault(row["id"], {})[row["type"]] = row["value"]
    return found


def _performance(file: Path) -> dict[Any, dict[str, Any]]:
    if not is_sqlite(file):
        return {}
    with foreign_database(file) as database:
        if "PerformanceData" not in database.tables():
            return {}
        columns = ", ".join(COLUMNS)
        rows = list(database.rows(f"select id, {columns} from PerformanceData"))
    return {row["id"]: {name: row[name] for name in COLUMNS} for row in rows}

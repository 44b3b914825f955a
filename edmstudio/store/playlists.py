"""Playlists in their folders, as other programs had them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from edmstudio.domain.track import TrackId
from edmstudio.store.library import Library
from edmstudio.store.sqlite import Database


@dataclass(frozen=True, slots=True)
class StoredPlaylist:
    """Tracks in an order, inside folders (outermost first)."""

    name: str
    tracks: tuple[TrackId, ...]
    folders: tuple[str, ...] = ()


class Playlists:
    """The playlists of each source; a second import takes the place of the first."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def replace(self, source: str, playlists: Iterable[StoredPlaylist]) -> None:
        """Store all playlists of a source instead of those it had."""
        with self._library.writing() as db:
            mine = "select id from playlist where source = ?"
            db.execute(f"delete from playlist_track where playlist_id in ({mine})", [source])
            db.execute("update playlist set parent_id = null where source = ?", [source])
            db.execute("delete from playlist where source = ?", [source])
            folders: dict[tuple[str, ...], int] = {}
            for playlist in playlists:
                parent = _folder(db, folders, playlist.folders, source)
                made = _insert(db, parent, playlist.name, source)
                db.table("playlist_track").insert_all(
                    {"playlist_id": made, "position": position, "track_id": track}
                    for position, track in enumerate(playlist.tracks)
                )

    def all(self) -> list[StoredPlaylist]:
        """Every playlist, in the order of arrival; folders without one are left out."""
        with self._library.reading() as db:
            rows = {row["id"]: row for row in db.query("select * from playlist order by id")}
            held: dict[int, list[TrackId]] = {}
            for row in db.query("select * from playlist_track order by playlist_id, position"):
                held.setdefault(row["playlist_id"], []).append(TrackId(row["track_id"]))
        parents = {row["parent_id"] for row in rows.values()}
        return [
            StoredPlaylist(row["name"], tuple(held.get(number, ())), tuple(_above(rows, number)))
            for number, row in rows.items()
            if number not in parents
        ]


def _folder(
    db: Database, known: dict[tuple[str, ...], int], path: tuple[str, ...], source: str
) -> int | None:
    """The row of a folder, made with those above it where there is none."""
    if not path:
        return None
    if path not in known:
        known[path] = _insert(db, _folder(db, known, path[:-1], source), path[-1], source)
    return known[path]


def _insert(db: Database, parent: int | None, name: str, source: str) -> int:
    row = {"parent_id": parent, "name": name, "source": source}
    return cast(int, db.table("playlist").insert(row).last_pk)


def _above(rows: dict[int, dict[str, object]], number: int) -> Iterator[str]:
    """Names of the folders around a playlist, outermost first."""
    parent = rows[number]["parent_id"]
    if isinstance(parent, int):
        yield from _above(rows, parent)
        yield str(rows[parent]["name"])

"""Find, add, relocate and list tracks."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from edmstudio.domain.timeline import Timeline
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.library import Library
from edmstudio.store.next_labels import OPEN
from edmstudio.store.rows import insert


class Tracks:
    """The recordings of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def add(self, track: Track) -> Track:
        """Store a new track; its `track_id` is given here."""
        row = {**_row(track), "added_at": datetime.now(UTC).isoformat()}
        with self._library.writing() as db:
            track_id = insert(db, "track", row)
        return replace(track, track_id=TrackId(track_id))

    def update(self, track: Track) -> None:
        """Store what changed about a known track: its path, its tags, whether it is missing."""
        with self._library.writing() as db:
            db.table("track").update(track.track_id, _row(track))

    def get(self, track_id: TrackId) -> Track:
        """KeyError where there is none."""
        return self._one("id = ?", track_id) or _raise(KeyError(track_id))

    def at(self, path: str) -> Track | None:
        """The track last seen at an absolute path."""
        return self._one("path = ?", path)

    def with_payload(self, payload: str) -> Track | None:
        """The track of this audio, wherever its file lies."""
        return self._one("payload = ?", payload)

    def all(self) -> list[Track]:
        """Every track, in the order of arrival."""
        with self._library.reading() as db:
            return [_track(row) for row in db.query("select * from track order by id")]

    def rows(self) -> list[dict[str, Any]]:
        """Tracks beside the summary of what holds for them, for lists: one query."""
        return self._rows(after=0, most=-1)

    def row(self, track_id: TrackId) -> dict[str, Any]:
        """The same of one track; KeyError where there is none."""
        rows = self._rows(after=track_id - 1, most=1)
        if not rows or rows[0]["id"] != track_id:
            raise KeyError(track_id)
        return rows[0]

    def pieces(self, most: int) -> Iterator[list[dict[str, Any]]]:
        """The same, so many at a time; each is read when it is asked for."""
        rows = self._rows(after=0, most=most)
        while rows:
            yield rows
            rows = self._rows(after=rows[-1]["id"], most=most)

    def without_prediction(self, checkpoint: str) -> Iterator[Track]:
        """Tracks that a checkpoint has not seen yet and whose file is there."""
        query = (
            "select * from track where not missing and id not in "
            "(select track_id from prediction where checkpoint = ?) order by id"
        )
        with self._library.reading() as db:
            rows = list(db.query(query, [checkpoint]))
        return (_track(row) for row in rows)

    def _rows(self, *, after: int, most: int) -> list[dict[str, Any]]:
        query = (
            "select track.id, path, payload, title, artist, album, seconds, missing, added_at, "
            "bpm, key, energy, coalesce(nullif(summary.genre, ''), track.genre) as genre, "
            "trust, cues, corrected_by, sources, checkpoint, n.rank as label_next, "
            "n.reason as label_why from track "
            "left join summary on summary.track_id = track.id "
            f"left join next_label n on n.track_id = track.id and {OPEN} "
            "where track.id > ? order by track.id limit ?"
        )
        with self._library.reading() as db:
            return list(db.query(query, [after, most]))

    def _one(self, where: str, value: object) -> Track | None:
        with self._library.reading() as db:
            row = next(db.query(f"select * from track where {where}", [value]), None)
        return None if row is None else _track(row)


def _raise(error: Exception) -> Track:
    raise error


def _row(track: Track) -> dict[str, Any]:
    row = asdict(track)
    del row["track_id"]
    return {**row, "timeline": json.dumps(row["timeline"]), "missing": int(track.missing)}


def _track(row: dict[str, Any]) -> Track:
    fields = {name: row[name] for name in Track.__slots__ if name in row}
    return Track(
        **{
            **fields,
            "track_id": TrackId(row["id"]),
            "timeline": Timeline(**json.loads(row["timeline"])),
            "missing": bool(row["missing"]),
        }
    )

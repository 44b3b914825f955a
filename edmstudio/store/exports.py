"""Which tracks left for which format, and what is new about them since."""

from collections.abc import Iterable
from datetime import datetime

from edmstudio.domain.track import TrackId
from edmstudio.store.library import Library

CHANGES = (("revision", "made_at"), ("label", "imported_at"), ("prediction", "made_at"))


class Exports:
    """One row a track and format: the last time it left."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def note(self, format_name: str, tracks: Iterable[TrackId], made_at: datetime) -> None:
        """Remember that these tracks left as they held at a moment."""
        rows = [
            {"track_id": track, "format": format_name, "made_at": made_at.isoformat()}
            for track in dict.fromkeys(tracks)
        ]
        with self._library.writing() as db:
            db.table("export").upsert_all(rows, pk=("track_id", "format"))

    def ever(self, format_name: str) -> bool:
        """Whether anything left for a format."""
        with self._library.reading() as db:
            query = "select 1 from export where format = ? limit 1"
            return next(db.query(query, [format_name]), None) is not None

    def changed(self, format_name: str) -> list[TrackId]:
        """Tracks that never left for a format, or of which something was said since."""
        newer = " or ".join(
            f"exists (select 1 from {table} where track_id = track.id and {when} > export.made_at)"
            for table, when in CHANGES
        )
        query = (
            "select track.id from track left join export "
            "on export.track_id = track.id and export.format = ? "
            f"where export.made_at is null or {newer} order by track.id"
        )
        with self._library.reading() as db:
            return [TrackId(row["id"]) for row in db.query(query, [format_name])]

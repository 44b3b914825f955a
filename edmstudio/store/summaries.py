"""One row a track of what holds now, so that long lists are one query."""

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.track import TrackId
from edmstudio.store.library import Library
from edmstudio.store.rows import upsert


class Summaries:
    """Derived, and rebuilt whenever something about a track changes."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def put(
        self,
        track_id: TrackId,
        held: Annotations,
        *,
        seconds: float,
        corrected_by: str,
        sources: str,
        checkpoint: str,
    ) -> None:
        """Write the summary of what holds for a track that lasts `seconds`."""
        row = {
            "track_id": track_id,
            "bpm": held.grid and held.grid.bpm_over(0.0, max(seconds, 1.0)),
            "key": held.key and held.key.name,
            "energy": held.energy and held.energy.level,
            "genre": held.genre,
            "trust": held.trust.grid if checkpoint else None,
            "cues": len(held.cues),
            "corrected_by": corrected_by,
            "sources": sources,
            "checkpoint": checkpoint,
        }
        with self._library.writing() as db:
            upsert(db, "summary", row, ("track_id",))

    def stale(self, checkpoint: str) -> list[TrackId]:
        """Tracks that a checkpoint was asked about, and whose row speaks of another one."""
        query = (
            "select track_id from summary where checkpoint != ? and track_id in "
            "(select track_id from prediction where checkpoint = ?) order by track_id"
        )
        with self._library.reading() as db:
            rows = list(db.query(query, [checkpoint, checkpoint]))
        return [TrackId(row["track_id"]) for row in rows]

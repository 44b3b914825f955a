"""What each checkpoint said about each track."""

from datetime import datetime

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.evidence import Evidence
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.track import TrackId
from edmstudio.store import codec, evidence_codec
from edmstudio.store.library import Library

# Whether a row is of the checkpoint that answers now: the one that was activated last, or, where
# that is the bundled one, any that was not learned here.
NOW = (
    "case (select checkpoint from activation order by id desc limit 1) "
    "when checkpoint then 1 "
    "when '' then checkpoint not in (select name from checkpoint) else 0 end"
)


class Predictions:
    """One row a track and checkpoint; a renewed prediction replaces the old one."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def put(self, track_id: TrackId, prediction: Prediction, made_at: datetime) -> None:
        row = {
            "track_id": track_id,
            "checkpoint": prediction.checkpoint,
            "body": codec.dump(prediction.annotations),
            "made_at": made_at.isoformat(),
        }
        with self._library.writing() as db:
            db.table("prediction").upsert(row, pk=("track_id", "checkpoint"))
            if prediction.evidence is not None:
                body = evidence_codec.pack(prediction.evidence)
                key = {"track_id": track_id, "checkpoint": prediction.checkpoint}
                db.table("evidence").upsert({**key, "body": body}, pk=("track_id", "checkpoint"))

    def newest(self, track_id: TrackId) -> Prediction | None:
        """What is predicted: by the checkpoint that answers now, otherwise what was said last."""
        return self._one(f"track_id = ? order by {NOW} desc, made_at desc, rowid desc", [track_id])

    def of(self, track_id: TrackId, checkpoint: str) -> Prediction | None:
        """What one checkpoint said."""
        return self._one("track_id = ? and checkpoint = ?", [track_id, checkpoint])

    def every(self, track_id: TrackId) -> list[Annotations]:
        """What each checkpoint said."""
        with self._library.reading() as db:
            query = "select body from prediction where track_id = ? order by made_at, rowid"
            return [_load(row["body"]) for row in db.query(query, [track_id])]

    def evidence(self, track_id: TrackId, checkpoint: str) -> Evidence | None:
        """What a checkpoint holds for possible, beside what it says."""
        query = "select body from evidence where track_id = ? and checkpoint = ?"
        with self._library.reading() as db:
            row = next(db.query(query, [track_id, checkpoint]), None)
        return None if row is None else evidence_codec.unpack(row["body"])

    def _one(self, where: str, values: list[object]) -> Prediction | None:
        query = f"select checkpoint, body from prediction where {where} limit 1"
        with self._library.reading() as db:
            row = next(db.query(query, values), None)
        return None if row is None else Prediction(_load(row["body"]), row["checkpoint"])


def _load(body: str) -> Annotations:
    return codec.load(body)

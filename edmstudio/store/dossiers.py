"""All that a library holds of a track and that its labels can be judged by, as it lies there."""

from collections.abc import Sequence
from dataclasses import dataclass

from edmstudio.domain.track import TrackId
from edmstudio.store.grid_answers import Answered, GridAnswers
from edmstudio.store.library import Library

NEWEST = (
    "p.rowid = (select rowid from prediction where track_id = p.track_id "
    "order by made_at desc, rowid desc limit 1)"
)
TOGETHER = 500  # tracks a query: SQLite takes no endless lists


@dataclass(frozen=True, slots=True)
class Dossier:
    """One track; nothing is decoded yet, so that this can be done elsewhere.

    Attributes
    ----------
    track_id : TrackId
    seconds : float
        Duration.
    checkpoint : str
        What predicted last.
    prediction : str
        Annotations as JSON.
    evidence : bytes
        As `evidence_codec` packs it.
    labels : tuple of pairs
        Source and annotations as JSON, the newest first.
    head : str
        What a person last left behind as JSON, "" where nobody decided anything.
    answered : Answered
        What they agreed to about its grid, where answers are all that they said of it.
    """

    track_id: TrackId
    seconds: float
    checkpoint: str
    prediction: str
    evidence: bytes
    labels: tuple[tuple[str, str], ...]
    head: str
    answered: Answered


class Dossiers:
    """Reads them, many at a time."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._answers = GridAnswers(library)

    def checkpoints(self) -> dict[TrackId, str]:
        """What predicted last, of every track that it left evidence of, in order of arrival."""
        query = (
            "select p.track_id as id, p.checkpoint from prediction p "
            "join evidence e on e.track_id = p.track_id "
            f"and e.checkpoint = p.checkpoint where {NEWEST} order by p.track_id"
        )
        with self._library.reading() as db:
            return {TrackId(row["id"]): row["checkpoint"] for row in db.query(query)}

    def of(self, track_ids: Sequence[TrackId]) -> list[Dossier]:
        """Those of these tracks that have evidence, in the order of their numbers."""
        found: list[Dossier] = []
        for start in range(0, len(track_ids), TOGETHER):
            found += self._some(track_ids[start : start + TOGETHER])
        return found

    def _some(self, track_ids: Sequence[TrackId]) -> list[Dossier]:
        among = f"({', '.join('?' * len(track_ids))})"
        heard = (
            "select t.id, t.seconds, p.checkpoint, p.body as prediction, e.body as evidence "
            "from track t join prediction p on p.track_id = t.id join evidence e "
            f"on e.track_id = t.id and e.checkpoint = p.checkpoint where {NEWEST} "
            f"and t.id in {among} order by t.id"
        )
        said = (
            f"select track_id, source, body from label where track_id in {among} "
            "order by imported_at desc, id desc"
        )
        decided = (
            "select track_id, body from revision where id in "
            f"(select max(id) from revision where track_id in {among} group by track_id)"
        )
        with self._library.reading() as db:
            rows = list(db.query(heard, track_ids))
            labels: dict[int, list[tuple[str, str]]] = {}
            for row in db.query(said, track_ids):
                labels.setdefault(row["track_id"], []).append((row["source"], row["body"]))
            heads = {row["track_id"]: row["body"] for row in db.query(decided, track_ids)}
        answered = self._answers.of(track_ids)
        return [
            Dossier(
                TrackId(row["id"]),
                row["seconds"],
                row["checkpoint"],
                row["prediction"],
                row["evidence"],
                tuple(labels.get(row["id"], ())),
                heads.get(row["id"], ""),
                answered.get(TrackId(row["id"]), Answered()),
            )
            for row in rows
        ]

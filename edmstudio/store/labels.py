"""What each DJ program or annotation file said about each track."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.track import TrackId
from edmstudio.store import codec
from edmstudio.store.digest import digest
from edmstudio.store.library import Library
from edmstudio.store.rows import upsert

SIGNED = ("track_id", "source", "version", "body", "raw")


@dataclass(frozen=True, slots=True)
class SourceLabels:
    """One program's labels for one track.

    Attributes
    ----------
    source : str
        The program or person ("rekordbox", "serato", "ann"); one entry a track and source.
    version : str
        The program's version, "" where the file does not say.
    annotations : Annotations
        On our timeline.
    raw : dict
        The source's own values, as they stood, for a lossless way back.
    file : str
        Where they were read from.
    """

    source: str
    version: str
    annotations: Annotations
    raw: dict[str, Any] = field(default_factory=dict)
    file: str = ""


class Labels:
    """One row a track and source: a second import updates instead of doubling."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def put(self, track_id: TrackId, labels: SourceLabels, imported_at: datetime) -> None:
        row: dict[str, Any] = {
            "track_id": track_id,
            "source": labels.source,
            "version": labels.version,
            "body": codec.dump(labels.annotations),
            "raw": json.dumps(labels.raw, ensure_ascii=False),
            "file": labels.file,
            "imported_at": imported_at.isoformat(),
        }
        row["digest"] = digest(*(row[name] for name in SIGNED))
        with self._library.writing() as db:
            upsert(db, "label", row, ("track_id", "source"))

    def sources(self, track_id: TrackId) -> list[str]:
        """Who said something of a track, newest first."""
        query = "select source from label where track_id = ? order by imported_at desc, id desc"
        with self._library.reading() as db:
            return [row["source"] for row in db.query(query, [track_id])]

    def of(self, track_id: TrackId) -> list[SourceLabels]:
        """All that was imported for a track, newest first."""
        with self._library.reading() as db:
            rows = list(
                db.query(
                    "select * from label where track_id = ? order by imported_at desc, id desc",
                    [track_id],
                )
            )
        return [
            SourceLabels(
                row["source"],
                row["version"] or "",
                codec.load(row["body"]),
                json.loads(row["raw"]),
                row["file"] or "",
            )
            for row in rows
        ]

    def files(self) -> list[str]:
        """Where labels were read from, the latest first."""
        query = (
            "select file from label where file != '' group by file order by max(imported_at) desc"
        )
        with self._library.reading() as db:
            return [str(row["file"]) for row in db.query(query)]

    def forget(self, track_id: TrackId, source: str) -> None:
        """Take an import back."""
        with self._library.writing() as db:
            db.table("label").delete_where("track_id = ? and source = ?", [track_id, source])

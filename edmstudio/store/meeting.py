"""What another library has and this one lacks, row by row; tracks are told by their audio.

Of two rows about the same thing the newer one stays, of two equally new ones that of the greater
text, so that it does not matter which library takes from which.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from edmstudio.domain.suspicion import Decision
from edmstudio.domain.track import Track, TrackId
from edmstudio.store import labels
from edmstudio.store.decisions import Decisions
from edmstudio.store.digest import digest
from edmstudio.store.library import Library
from edmstudio.store.rows import upsert
from edmstudio.store.tracks import Tracks

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Missing:
    """What is to be taken over; each row and decision with the payload of its track.

    Attributes
    ----------
    tracks : tuple of Track
    labels, predictions, evidence : tuple of pairs
    decisions : tuple of pairs
    """

    tracks: tuple[Track, ...]
    labels: tuple[tuple[str, Row], ...]
    predictions: tuple[tuple[str, Row], ...]
    evidence: tuple[tuple[str, Row], ...]
    decisions: tuple[tuple[str, Decision], ...]


def missing(ours: Library, theirs: Library) -> Missing:
    """Compare two libraries; nothing is written."""
    known = {track.payload for track in Tracks(ours).all()}
    predictions = _newer(ours, theirs, "prediction", ("checkpoint",), "made_at")
    predicted = {(payload, row["checkpoint"]) for payload, row in predictions}
    evidence = [
        (payload, row)
        for payload, row in _rows(theirs, "evidence")
        if (payload, row["checkpoint"]) in predicted
    ]
    return Missing(
        tuple(track for track in Tracks(theirs).all() if track.payload not in known),
        tuple(_newer(ours, theirs, "label", ("source",), "imported_at")),
        tuple(predictions),
        tuple(evidence),
        tuple(_decisions(ours, theirs)),
    )


def _rows(library: Library, table: str) -> list[tuple[str, Row]]:
    query = f"select t.payload as audio, x.* from {table} x join track t on t.id = x.track_id"
    with library.reading() as db:
        return [(row.pop("audio"), row) for row in db.query(query)]


def _newer(
    ours: Library, theirs: Library, table: str, key: tuple[str, ...], when: str
) -> list[tuple[str, Row]]:
    held = {
        (payload, *(row[name] for name in key)): (row[when], row["body"])
        for payload, row in _rows(ours, table)
    }
    return [
        (payload, row)
        for payload, row in _rows(theirs, table)
        if (row[when], row["body"]) > held.get((payload, *(row[n] for n in key)), ("", ""))
    ]


def _decisions(ours: Library, theirs: Library) -> list[tuple[str, Decision]]:
    held = {_identity(payload, decision) for payload, decision in decided(ours)}
    return [(p, d) for p, d in decided(theirs) if _identity(p, d) not in held]


def decided(library: Library) -> list[tuple[str, Decision]]:
    """Every decision with the payload of its track."""
    payloads = {track.track_id: track.payload for track in Tracks(library).all()}
    decisions = Decisions(library).all()
    return [(payloads[each.item.suspicion.track_id], each) for each in decisions]


def _identity(payload: str, decision: Decision) -> tuple[object, ...]:
    """The same for one decision in every library; numbers of items and tracks are not."""
    return (
        payload, *decision.item.suspicion.question[1:], str(decision.verdict), decision.old,
        decision.new, decision.seconds, decision.annotator, decision.made_at,
    )  # fmt: skip


def add_tracks(library: Library, tracks: tuple[Track, ...]) -> dict[str, TrackId]:
    """Add what is not there; gives the number of every track of the library by its payload."""
    store = Tracks(library)
    for track in tracks:
        there = Path(track.path).exists()
        free = store.at(track.path) is None
        path = track.path if free else f"{track.path}#{track.payload[:8]}"
        store.add(replace(track, path=path, missing=not (there and free)))
    return {track.payload: track.track_id for track in store.all()}


def add_rows(library: Library, found: Missing, numbers: Mapping[str, TrackId]) -> None:
    """Labels, predictions with their evidence, and decisions."""
    with library.writing() as db:
        for payload, row in found.labels:
            del row["id"]
            row["track_id"] = numbers[payload]
            row["digest"] = digest(*(row[name] for name in labels.SIGNED))
            upsert(db, "label", row, ("track_id", "source"))
        for table, rows in (("prediction", found.predictions), ("evidence", found.evidence)):
            for payload, row in rows:
                row["track_id"] = numbers[payload]
                upsert(db, table, row, ("track_id", "checkpoint"))
        decisions = Decisions(library)
        for payload, decision in found.decisions:
            decisions.append(_moved(decision, numbers[payload]))


def _moved(decision: Decision, track_id: TrackId) -> Decision:
    item = decision.item
    suspicion = replace(item.suspicion, track_id=track_id)
    return replace(decision, item=replace(item, item_id=0, suspicion=suspicion))

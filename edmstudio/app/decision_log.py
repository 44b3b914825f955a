"""The line of decisions as evaluation data: what was asked, why, what a person said, and how soon.

One record a decision, oldest first, those included that were taken back later (`verdict` "back").
Tracks are told by the hash of their audio beside their path, so that logs of several libraries can
be put together.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from edmstudio.app.figures import figure, time
from edmstudio.domain.refused import Refused
from edmstudio.domain.suspicion import Decision
from edmstudio.domain.track import Track
from edmstudio.interchange.atomic_file import replacing
from edmstudio.review.agreement import agreements
from edmstudio.store.decisions import Decisions
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks

Record = dict[str, Any]
FIELDS = (
    "decision", "made_at", "annotator", "seconds", "verdict", "old", "new", "path", "audio",
    "kind", "doubt", "source", "start", "end", "cue", "label", "suggested", "amount", "score",
    "rank", "worth", "purpose", "chance", "cause", "checkpoint", "batch", "reason", "figures",
)  # fmt: skip


def logged(library: Library) -> Iterator[Record]:
    """Every decision of everybody, oldest first."""
    tracks = {track.track_id: track for track in Tracks(library).all()}
    for decision in Decisions(library).all():
        yield record(decision, tracks[decision.item.suspicion.track_id])


def record(decision: Decision, track: Track) -> Record:
    """One decision with all that the question rested on."""
    item, about = decision.item, decision.item.suspicion
    return {
        "decision": decision.decision_id,
        "made_at": decision.made_at,
        "annotator": decision.annotator,
        "seconds": figure(decision.seconds, 3),
        "verdict": str(decision.verdict),
        "old": decision.old,
        "new": decision.new,
        "path": track.path,
        "audio": track.payload,
        "kind": str(about.kind),
        "doubt": str(about.doubt),
        "source": about.source,
        "start": time(about.start),
        "end": time(about.end),
        "cue": about.cue_id or None,
        "label": about.label,
        "suggested": about.suggested,
        "amount": about.amount,
        "score": figure(about.score, 6),
        "rank": item.rank,
        "worth": figure(item.worth, 6),
        "purpose": str(item.purpose),
        "chance": figure(item.chance, 6),
        "cause": item.cause or None,
        "checkpoint": item.checkpoint,
        "batch": decision.batch or None,
        "reason": about.reason,
        "figures": dict(about.figures),
    }


def agreed(library: Library) -> Iterator[Record]:
    """How far each two reviewers agree, by kind of question, on what both answered."""
    for each in agreements(Decisions(library).all()):
        yield {
            "first": each.first,
            "second": each.second,
            "kind": str(each.kind),
            "both": each.both,
            "share": figure(each.share, 4),
            "kappa": figure(each.kappa, 4),
        }


def export_decisions(library: Library, target: Path) -> int:
    """Write the log, whole or not at all; gives how many decisions it has.

    Raises
    ------
    Refused
        Where the name ends in neither .csv nor .jsonl, or the file can't be written.
    """
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise Refused(
            f"“{target.name}” is neither a table nor JSON Lines; let it end in .csv or .jsonl."
        )
    records = list(logged(library))
    with replacing(target) as file:
        file.write(write(records).encode("utf-8"))
    return len(records)


def _table(records: Iterable[Record]) -> str:
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, FIELDS, lineterminator="\n")
    table.writeheader()
    for each in records:
        table.writerow({**each, "figures": json.dumps(each["figures"], ensure_ascii=False)})
    return text.getvalue()


def _lines(records: Iterable[Record]) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records)


_WRITERS: dict[str, Callable[[Iterable[Record]], str]] = {".csv": _table, ".jsonl": _lines}

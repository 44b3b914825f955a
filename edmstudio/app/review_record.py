"""The records of the review queue, as the command line's contract has them."""

from typing import Any

from edmstudio.app.figures import figure, time
from edmstudio.app.reviewing import Settled
from edmstudio.domain.next_label import NextLabel
from edmstudio.domain.suspicion import QueueItem
from edmstudio.domain.track import Track

Record = dict[str, Any]


def queued(item: QueueItem, track: Track, together: int = 1) -> Record:
    """One question; `tracks` tells how many one decision would settle."""
    suspicion = item.suspicion
    return {
        "item": item.item_id,
        "path": track.path,
        "kind": str(suspicion.kind),
        "doubt": str(suspicion.doubt),
        "start": time(suspicion.start),
        "end": time(suspicion.end),
        "label": suspicion.label,
        "suggested": suspicion.suggested,
        "score": figure(suspicion.score, 4),
        "reason": suspicion.reason,
        "source": suspicion.source,
        "purpose": str(item.purpose),
        "cause": item.cause or None,
        "tracks": together,
        "figures": dict(suspicion.figures),
    }


def settled(done: Settled, track: Track) -> Record:
    """The item with what was decided."""
    decision = done.decision
    return {
        **queued(decision.item, track, max(len(done.tracks), 1)),
        "decision": str(decision.verdict),
        "old": decision.old,
        "new": decision.new,
        "seconds": figure(decision.seconds, 3),
        "annotator": decision.annotator,
        "made_at": decision.made_at,
        "batch": decision.batch or None,
        "corrected": [each.path for each in done.tracks],
        "left_out": [each.path for each in done.left_out],
    }


def to_label(wanted: NextLabel, track: Track) -> Record:
    """A track that nobody has labelled."""
    return {
        "path": track.path,
        "rank": wanted.rank,
        "worth": figure(wanted.worth, 4),
        "reason": wanted.reason,
        "figures": {name: figure(value, 4) for name, value in wanted.figures},
    }

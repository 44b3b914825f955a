"""What the demo tells of itself: one step after the other, and what is true of its tracks."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edmstudio.app.holding import Holding
from edmstudio.app.label_errors import Errors, errors
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.track import Track
from edmstudio.interchange.truth import read_truth
from edmstudio.review.progress import standing
from edmstudio.store.decisions import Decisions
from edmstudio.store.library import Library

ANNOTATOR = "demo"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that the demo has just done, and what there is to say about it."""

    name: str
    facts: dict[str, Any] = field(default_factory=dict)


def truth_file(track: Track) -> dict[str, Any]:
    """All that the renderer wrote down of a track."""
    text = Path(track.path).with_suffix(".json").read_text(encoding="utf-8")
    truth: dict[str, Any] = json.loads(text)
    return truth


def truth(track: Track) -> Annotations:
    """What is true of a track, as a person would label it."""
    known = read_truth(Path(track.path).with_suffix(".json"))
    anchors = (
        Anchor(each["beat"] - 1, each["time"], each["bpm"], each["meter"])
        for each in truth_file(track)["tempo_map"]
    )
    return Annotations(
        grid=TempoMap(tuple(anchors)),
        sections=known.sections or (),
        cues=known.cues or (),
        key=known.key,
    )


def wrong(track: Track, held: Annotations) -> Errors:
    """What of these annotations is not true."""
    return errors(truth(track), held, track.seconds)


def wrong_now(library: Library, tracks: Iterable[Track]) -> int:
    """How many of the labels that hold are not true."""
    holding = Holding(library)
    return sum(wrong(track, holding.annotations(track.track_id)).count for track in tracks)


def answers(library: Library) -> int:
    """How many answers stand; what was taken back and given again counts once."""
    return len(standing(Decisions(library).all()))

"""The demo's retraining: learn from the answers, let it answer if it is better, and look again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from edmstudio.app import models, retraining
from edmstudio.app.current_model import current
from edmstudio.app.demo_step import Step, answers
from edmstudio.app.doubting import build_queue
from edmstudio.app.outcome import LeftOut
from edmstudio.app.renewing import renew
from edmstudio.app.retrain_record import retrained
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue

TOLD = ("promoted", "level", "reason", "before", "after", "train_tracks", "checkpoint", "seconds")


def learned(
    watch: Watch, library: Library, note: Path, *, place: Place, cache: Path
) -> Iterator[Step]:
    """Retrain once for these answers; `note` is where an earlier call wrote what came of it."""
    record = _earlier(library, note)
    if record is None:
        record = _retrained(watch, library, place, cache)
        if record["promoted"]:
            _renewed(watch, library, place, cache)
        _write(note, {"answers": answers(library), **record})
    yield Step("retrain", {name: record[name] for name in TOLD})


def _earlier(library: Library, note: Path) -> dict[str, Any] | None:
    """What an earlier call came to, if it is about this library as it is."""
    if not note.exists():
        return None
    record: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
    same = record["checkpoint"] == current(library).name
    return record if same and record["answers"] == answers(library) else None


def _retrained(watch: Watch, library: Library, place: Place, cache: Path) -> dict[str, Any]:
    outcome = retraining.retrain(watch, lambda news: None, library, place=place, cache=cache)
    promoted = outcome.verdict.promoted
    if promoted:
        models.promote(library, outcome)
    else:
        models.discard(library, outcome)
    return retrained(outcome, current(library).name, promoted=promoted)


def _renewed(watch: Watch, library: Library, place: Place, cache: Path) -> None:
    """What is predicted follows the checkpoint of now, and so does what waits for an answer."""
    for each in renew(watch, library, place=place, cache=cache):
        if isinstance(each, LeftOut):
            raise each.reason
    if Queue(library).waiting():
        build_queue(watch, library, place=place)


def _write(note: Path, record: dict[str, Any]) -> None:
    partial = note.with_suffix(".partial")
    partial.write_text(json.dumps(record, indent=1), encoding="utf-8")
    partial.replace(note)

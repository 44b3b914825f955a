"""The story itself, step by step, with a figure for each."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from edmstudio.app.current_model import current
from edmstudio.app.figures import beats_along
from edmstudio.app.holding import Holding
from edmstudio.app.label_errors import Errors
from edmstudio.app.places import Places
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.provenance import Voice
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.tracks import Tracks
from tests.gui.desks import places_in
from tests.reports.loop.doors import Door
from tests.reports.loop.music import Collection
from tests.reports.loop.person import Held, Person

DECISIONS, MENDS = 60, 6
PADS = 8  # of Serato
MILLISECOND = 0.0011  # XML and Serato's tags hold whole ones
XML = "rekordbox.xml"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done, how long it took, and its figures."""

    name: str
    seconds: float
    figures: dict[str, Any] = field(default_factory=dict)


def tell(door: Door, collection: Collection, folder: Path, decisions: int) -> Iterator[Step]:
    """Go once round; the figures of errors are those of labels that hold."""
    person = Person(collection)
    yield _timed("bring in", lambda: door.bring_in(collection), {"planted": collection.planted})
    yield _timed("analyse", door.analyse)
    with door.library() as library:
        first = person.survey(library)
    yield Step("before", 0.0, _wrong(first))
    questions: list[int] = []
    yield _timed("look for doubts", lambda: questions.append(door.look()))
    answers: Counter[str] = Counter()
    yield _timed("review", lambda: answers.update(door.review(person, decisions)))
    with door.library() as library:
        reviewed, mends = person.survey(library), person.mends(library, MENDS)
        tastes = person.tastes(library)
    told = {"questions": questions[0], "answers": answers, **_wrong(reviewed)}
    yield Step("after the review", 0.0, {**told, "broken": broken(first, reviewed)})
    yield _timed("mend by hand", lambda: door.mend(mends), {"tracks": len(mends)})
    yield _timed("energy by hand", lambda: door.mend(tastes), {"tracks": len(tastes)})
    came: dict[str, Any] = {}
    yield _timed("retrain", lambda: came.update(door.retrain()), came)
    with door.library() as library:
        mended, asked = (
            person.survey(library),
            [each.checkpoint for each in Queue(library).waiting()],
        )
        suggested = {
            "questions": len(asked),
            "by the model of now": asked.count(current(library).name),
        }
    facts = {**suggested, **_wrong(mended), "broken": broken(first, mended)}
    yield Step("at the end", 0.0, facts)
    yield from _out_and_in(door, collection, folder, mended)
    yield Step("keys pressed", 0.0, dict(door.keys))


def _out_and_in(
    door: Door, collection: Collection, folder: Path, held: dict[str, Held]
) -> Iterator[Step]:
    xml, tags = folder / XML, folder / "library tags"
    before = {path: Path(path).read_bytes() for path in collection.tunes}
    yield _timed("export rekordbox XML", lambda: door.export("rekordbox-xml", xml))
    yield _back(door, collection, xml, held, "rekordbox XML", PADS * 1000)
    yield _timed("export Serato tags", lambda: door.export("serato-tags", tags))
    yield _back(door, collection, collection.music, held, "Serato tags", PADS)
    yield _timed("old tags back", lambda: door.restore_tags(tags))
    same = sum(Path(path).read_bytes() == content for path, content in before.items())
    yield Step("files as they were", 0.0, {"same": same, "of": len(before)})


def _back(
    door: Door, collection: Collection, file: Path, held: dict[str, Held], name: str, pads: int
) -> Step:
    """What was exported, imported into another library and compared with what holds here."""
    places = places_in(file.parent / f"again {door.name} {name}")
    places.library.parent.mkdir(parents=True, exist_ok=True)
    step = _timed(f"import {name} again", lambda: door.import_again(places, collection, file))
    return Step(step.name, step.seconds, differences(places, held, pads))


def differences(places: Places, held: dict[str, Held], pads: int) -> dict[str, Any]:
    """How many grids, cues and keys came back otherwise than they went."""
    found: Counter[str] = Counter(grids=0, cues=0, keys=0)
    library = Library(places.library)
    try:
        for track in Tracks(library).all():
            there, here = Holding(library).annotations(track.track_id), held[track.path]
            found["grids"] += not _same_grid(here.annotations, there, track.seconds)
            found["cues"] += not _same_cues(here.annotations, there, pads)
            found["keys"] += _came_in(there) and there.key != here.annotations.key
    finally:
        library.close()
    return {"different": dict(found), "of": len(held)}


def _came_in(there: Annotations) -> bool:
    """Whether a key is the file's: where it has none, a window's own analysis may be the first."""
    return there.key is not None and there.key_by.voice is not Voice.PREDICTION


def broken(before: dict[str, Held], after: dict[str, Held]) -> int:
    """Facts that were right and are wrong now."""
    return sum(_broken(before[path].errors, held.errors) for path, held in after.items())


def _broken(before: Errors, after: Errors) -> int:
    grid = not before.grid and bool(after.grid)
    key = not before.key and after.key
    missing = set(after.missing) - set(before.missing)
    return grid + key + len(missing)


def _wrong(held: dict[str, Held]) -> dict[str, Any]:
    found = [each.errors for each in held.values()]
    return {
        "wrong": sum(each.count for each in found),
        "grids": sum(bool(each.grid) for each in found),
        "keys": sum(each.key for each in found),
        "extra cues": sum(len(each.extra) for each in found),
        "missing cues": sum(len(each.missing) for each in found),
        "tracks": len(found),
    }


def _same_grid(one: Annotations, other: Annotations, seconds: float) -> bool:
    if one.grid is None or other.grid is None:
        return one.grid is other.grid
    beats = [beats_along(each.grid, seconds)[1:-1] for each in (one, other) if each.grid]
    return len(beats[0]) == len(beats[1]) and bool(
        np.allclose(beats[0], beats[1], atol=0.004, rtol=0.0)  # XML drifts by up to 3 ms
    )


def _same_cues(one: Annotations, other: Annotations, pads: int) -> bool:
    """As many as the program can hold, each within a millisecond of one of ours."""
    ours, theirs = ([cue.seconds for cue in each.cues] for each in (one, other))
    enough = len(theirs) == min(len(ours), pads)
    return enough and all(min(abs(t - o) for o in ours) <= MILLISECOND for t in theirs)


def _timed(name: str, work: Callable[[], object], figures: dict[str, Any] | None = None) -> Step:
    begun = perf_counter()
    work()
    return Step(name, perf_counter() - begun, figures or {})

"""What a library has to teach: tracks that a person worked on, and those that nobody touched."""

from collections.abc import Collection, Iterable

from edmstudio.app.holding import Holding
from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.lesson import Lesson, title_stem
from edmstudio.domain.retraining import Listened
from edmstudio.domain.suspicion import Kind
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.decisions import Decisions
from edmstudio.store.library import Library
from edmstudio.store.predictions import Predictions
from edmstudio.store.revisions import Revisions
from edmstudio.store.tracks import Tracks

# Questions whose answer "it stands" is about a whole layer: then the person vouches for it.
VOUCHED = {Kind.GRID: Fact.GRID, Kind.KEY: Fact.KEY, Kind.ENERGY: Fact.ENERGY}


def lessons(library: Library) -> list[Lesson]:
    """Every track of which a person decided something, by its last revision; none of missing files.

    What they kept when they were asked counts as decided.
    """
    tracks, holding = Tracks(library), Holding(library)
    kept = _kept(library)
    found: list[Lesson] = []
    for track_id, revision in Revisions(library).heads().items():
        track, held = tracks.get(track_id), holding.annotations(track_id)
        decided = held.decided | kept.get(track_id, frozenset())
        if held.decided and not track.missing:
            found.append(_lesson(track, held, decided, revision))
    return found


def _lesson(track: Track, held: Annotations, decided: frozenset[Fact], revision: int) -> Lesson:
    return Lesson(
        payload=track.payload,
        path=track.path,
        group=title_stem(track.title, track.path),
        seconds=track.seconds,
        held=held,
        decided=decided,
        revision=revision,
    )


def untouched(library: Library, taught: Collection[str], most: int) -> list[Listened]:
    """Tracks of which a person decided nothing, with what is heard of them; evenly from all."""
    predictions = Predictions(library)
    every = [t for t in Tracks(library).all() if not t.missing and t.payload not in taught]
    step = max(len(every) // max(most, 1), 1)
    found: list[Listened] = []
    for track in every[::step]:
        newest = predictions.newest(track.track_id)
        if newest is not None and len(found) < most:
            found.append(Listened(track.payload, track.path, track.seconds, newest.annotations))
    return found


def _kept(library: Library) -> dict[TrackId, frozenset[Fact]]:
    found: dict[TrackId, frozenset[Fact]] = {}
    for doubt in Decisions(library).kept():
        fact = VOUCHED.get(doubt.kind)
        if fact is not None:
            found[doubt.track_id] = found.get(doubt.track_id, frozenset()) | {fact}
    return found


def counted(found: Iterable[Lesson]) -> dict[str, int]:
    """How many tracks speak of each kind of fact."""
    counts: dict[str, int] = {}
    for lesson in found:
        for fact in lesson.decided:
            counts[fact.value] = counts.get(fact.value, 0) + 1
    return counts

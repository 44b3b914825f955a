"""One who knows what is true of tracks, and answers the questions of a review accordingly."""

from collections.abc import Callable

from edmstudio.app.holding import Holding
from edmstudio.app.label_errors import Errors, errors
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.refused import Refused
from edmstudio.domain.suspicion import Kind, QueueItem, Suspicion, Verdict
from edmstudio.domain.track import Track, TrackId
from edmstudio.review.remedy import remedy
from edmstudio.store.library import Library
from edmstudio.store.queue import Queue
from edmstudio.store.tracks import Tracks


class Person:
    """Hears everything, and never errs.

    Parameters
    ----------
    library : Library
    truth : callable
        What is true of a track.
    """

    def __init__(self, library: Library, truth: Callable[[Track], Annotations]) -> None:
        self._queue, self._tracks = Queue(library), Tracks(library)
        self._holding, self._truth = Holding(library), truth

    def answer(self, item: QueueItem) -> Verdict:
        """Accept what comes nearer to the truth, keep what is right, skip what is all the same."""
        gain = self._gain(item.suspicion)
        if gain > 0:
            return Verdict.ACCEPT
        return Verdict.KEEP if gain < 0 or self._right(item.suspicion) else Verdict.SKIP

    def without(self, item: QueueItem) -> list[TrackId]:
        """Tracks of the same cause that taking the suggestion would not make better."""
        members = self._queue.of_cause(item.cause) if item.cause else []
        return [m.suspicion.track_id for m in members if self._gain(m.suspicion) <= 0]

    def found(self, items: list[QueueItem]) -> int:
        """How many wrong labels become right, or less wrong, if each suggestion were taken."""
        mended = set[tuple[object, ...]]()
        for item in items:
            track, before, after = self._tried(item.suspicion)
            gone = _gone(self._wrong(track, before), self._wrong(track, after))
            mended |= {(track.track_id, *each) for each in gone}
        return len(mended)

    def _gain(self, suspicion: Suspicion) -> float:
        track, before, after = self._tried(suspicion)
        return self._cost(track, before) - self._cost(track, after)

    def _tried(self, suspicion: Suspicion) -> tuple[Track, Annotations, Annotations]:
        """The track, what holds of it, and what would hold."""
        track = self._tracks.get(suspicion.track_id)
        before = self._holding.annotations(track.track_id)
        try:
            edit = remedy(suspicion, before)
            return track, before, before if edit is None else edit.apply(before)
        except Refused:
            return track, before, before

    def _right(self, suspicion: Suspicion) -> bool:
        """Whether nothing of this kind is wrong on the track; nobody knows its true energy."""
        track = self._tracks.get(suspicion.track_id)
        held = self._holding.annotations(track.track_id)
        wrong = self._wrong(track, held)
        return {
            Kind.GRID: not wrong.grid,
            Kind.KEY: not wrong.key,
            Kind.CUE: not (wrong.extra or wrong.missing),
            Kind.SECTION: not _mislabelled(self._truth(track), held, track.seconds),
        }.get(suspicion.kind, False)

    def _wrong(self, track: Track, held: Annotations) -> Errors:
        return errors(self._truth(track), held, track.seconds)

    def _cost(self, track: Track, held: Annotations) -> float:
        true = self._truth(track)
        sections = _mislabelled(true, held, track.seconds)
        return self._wrong(track, held).cost + sections + _misnamed(true, held)


def _mislabelled(true: Annotations, held: Annotations, seconds: float) -> float:
    """Share of the track in a section of another label, second by second; 0 of an unknown truth."""
    moments = range(int(seconds) if true.sections else 0)
    return sum(_label(true, at) != _label(held, at) for at in moments) / max(len(moments), 1)


def _label(said: Annotations, seconds: float) -> str:
    there = said.section_at(seconds)
    return str(there.label) if there else ""


def _misnamed(true: Annotations, held: Annotations) -> float:
    """A little for each cue of another kind than the true one beside it."""
    kinds = {round(cue.seconds, 1): cue.kind for cue in true.cues}
    wanted = ((kinds.get(round(cue.seconds, 1), cue.kind), cue.kind) for cue in held.cues)
    return 0.1 * sum(true != said for true, said in wanted)


def _gone(before: Errors, after: Errors) -> set[tuple[object, ...]]:
    """What was wrong and is right, or less wrong, as names and moments."""
    extra = {("extra", at) for at in set(before.extra) - set(after.extra)}
    missing = {("missing", at) for at in set(before.missing) - set(after.missing)}
    layers = {"grid": after.grid < before.grid, "key": after.key < before.key}
    return extra | missing | {(name,) for name, better in layers.items() if better}

"""Asking the current checkpoint about tracks; every answer is committed as it comes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from edmstudio.app.current_model import current
from edmstudio.app.holding import Holding
from edmstudio.app.in_listening import Errand, analyse
from edmstudio.app.outcome import Analysed, LeftOut
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import Track
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread
from edmstudio.store.library import Library
from edmstudio.store.predictions import Predictions
from edmstudio.store.tracks import Tracks


def unanalysed(library: Library) -> list[Track]:
    """Tracks that the current checkpoint has not heard yet."""
    return list(Tracks(library).without_prediction(current(library).name))


def analysable(library: Library) -> list[Track]:
    """Every track whose file is there."""
    return [track for track in Tracks(library).all() if not track.missing]


def answered(library: Library, tracks: Iterable[Track]) -> Iterator[Analysed]:
    """Of these tracks, those that the current checkpoint has heard, with what it said."""
    predictions, checkpoint = Predictions(library), current(library).name
    for track in tracks:
        prediction = predictions.of(track.track_id, checkpoint)
        if prediction is not None:
            yield Analysed(track, prediction, fresh=False)


def analyse_tracks(
    watch: Watch, library: Library, tracks: Iterable[Track], *, place: Place, cache: Path
) -> Iterator[Analysed | LeftOut]:
    """Analyse tracks, in any order; each that is yielded is committed.

    Stopped and asked again for `unanalysed` tracks, only the rest is left to do.
    """
    by_path = {track.path: track for track in tracks}
    answers = Answers(library)
    model = current(library).path
    errands = [
        Errand(path, str(cache), track.payload, model=model) for path, track in by_path.items()
    ]
    for errand, answer in spread(watch, place, analyse, errands):
        track = by_path[errand.path]
        if isinstance(answer, Exception):
            answers.note_absence(track, answer)
            yield LeftOut(track.path, answer)
        else:
            answers.keep(track, answer)
            yield Analysed(track, answer, fresh=True)


class Answers:
    """Writes what workers say into the library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._tracks = Tracks(library)
        self._predictions = Predictions(library)
        self._holding = Holding(library)

    def keep(self, track: Track, prediction: Prediction) -> None:
        """Store a prediction and what holds since, in one transaction."""
        with self._library.writing():
            self._predictions.put(track.track_id, prediction, datetime.now(UTC))
            self._holding.summarise(track.track_id)

    def note_absence(self, track: Track, reason: Exception) -> None:
        """Remember that a file is not where it was, so that nobody waits for it."""
        if isinstance(reason, Refused) and reason.fault is Fault.MISSING:
            self._tracks.update(replace(track, missing=True))

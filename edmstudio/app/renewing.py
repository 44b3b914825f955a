"""After another checkpoint was let answer: everything that is shown follows it, track by track."""

from collections.abc import Iterator
from pathlib import Path

from edmstudio.app.analysing import analyse_tracks, unanalysed
from edmstudio.app.current_model import current
from edmstudio.app.holding import Holding
from edmstudio.app.outcome import Analysed, LeftOut
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library
from edmstudio.store.predictions import Predictions
from edmstudio.store.summaries import Summaries
from edmstudio.store.tracks import Tracks


def renew(
    watch: Watch, library: Library, *, place: Place, cache: Path
) -> Iterator[Analysed | LeftOut]:
    """Ask the checkpoint of now about every track that it has not heard; each is committed.

    What it said before only has to be shown again. Corrections are never touched: they outrank
    whatever is predicted. Stopped, the same call goes on from there.
    """
    yield from shown_again(watch, library)
    yield from analyse_tracks(watch, library, unanalysed(library), place=place, cache=cache)


def shown_again(watch: Watch, library: Library) -> Iterator[Analysed]:
    """Tracks whose lines in long lists speak of another checkpoint than the one of now."""
    tracks, predictions, holding = Tracks(library), Predictions(library), Holding(library)
    name = current(library).name
    stale = Summaries(library).stale(name)
    for done, track_id in enumerate(stale):
        watch.step(done, len(stale))
        holding.summarise(track_id)
        said = predictions.of(track_id, name)
        if said is not None:
            yield Analysed(tracks.get(track_id), said, fresh=False)

"""Taking in what DJ programs and annotation files say; a second import updates instead of doubling.

Every entry is matched to a track of the library, brought onto our timeline and stored as a label
beside the program's raw values. Nothing of the person's files is touched.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from edmstudio.app.holding import Holding
from edmstudio.app.import_found import NO_NUDGES, Nudges, Recognised, Taken
from edmstudio.app.recognising import Recognising
from edmstudio.domain.annotations import Fact
from edmstudio.domain.holding import says
from edmstudio.interchange.importer import Importer
from edmstudio.jobs.job import Watch
from edmstudio.store.labels import Labels, SourceLabels
from edmstudio.store.library import Library
from edmstudio.store.playlists import Playlists, StoredPlaylist

TOGETHER = 100  # tracks a transaction
NUDGE = "edmstudio nudge"  # of raw values: what goes away again on the way back to the program


def preview(
    watch: Watch,
    library: Library,
    path: Path,
    importer: Importer,
    *,
    seen: Callable[[Recognised], object] = lambda known: None,
) -> Taken:
    """What an import would bring; nothing is stored. `seen` is shown every track of ours."""
    walk = Recognising(library, path, importer)
    for known in walk.recognised(watch, importer.read(path)):
        seen(known)
    return walk.taken()


def import_labels(
    watch: Watch,
    library: Library,
    path: Path,
    importer: Importer,
    *,
    now: datetime,
    source: str = "",
    nudges: Nudges = NO_NUDGES,
) -> Taken:
    """Store what a file says as labels.

    Parameters
    ----------
    source : str
        A person's name for the source instead of the program's.
    nudges : Nudges
        Seconds to add, as `import_found.proposed` has them.

    Raises
    ------
    Refused
        The file is damaged; what was read before is stored.
    Cancelled
        What was stored stays; a second import goes over it again.
    """
    walk = Recognising(library, path, importer, nudges)
    batch: list[Recognised] = []
    try:
        for known in walk.recognised(watch, importer.read(path)):
            batch.append(known)
            if len(batch) == TOGETHER:
                _store(library, batch, path, source, now)
                batch = []
    finally:
        _store(library, batch, path, source, now)
    if walk.playlists:
        _store_playlists(library, walk, source or walk.source)
    return walk.taken()


def _store(
    library: Library, batch: Iterable[Recognised], path: Path, source: str, now: datetime
) -> None:
    labels, holding = Labels(library), Holding(library)
    with library.writing():
        for known in batch:
            entry, track_id = known.entry, known.match.track.track_id
            if any(says(known.annotations, fact) for fact in Fact):
                raw = {**entry.raw, NUDGE: known.nudge} if known.nudge else entry.raw
                said = SourceLabels(
                    source or entry.source, entry.version, known.annotations, raw, str(path)
                )
                labels.put(track_id, said, now)
                holding.summarise(track_id)


def _store_playlists(library: Library, walk: Recognising, source: str) -> None:
    tracks = walk.tracks_by_key
    Playlists(library).replace(
        source,
        (
            StoredPlaylist(p.name, tuple(tracks[k] for k in p.keys if k in tracks), p.folders)
            for p in walk.playlists
        ),
    )

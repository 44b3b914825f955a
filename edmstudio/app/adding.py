"""Taking files and folders into the library; a moved or retagged file is known by its audio."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from edmstudio.app.finding_files import sound_files
from edmstudio.app.in_listening import Errand, Sighting, see
from edmstudio.app.outcome import Arrival, Arrived, LeftOut
from edmstudio.domain.track import Track
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks

SAME_LENGTH = 0.05  # seconds by which two encodings of one recording may differ


def add(
    watch: Watch, library: Library, paths: Iterable[Path], *, place: Place, cache: Path
) -> Iterator[Arrived | LeftOut]:
    """Take files and folders in, one by one; each that is yielded is committed.

    What can't be read is yielded as `LeftOut` and costs the others nothing. `Cancelled` comes
    out where the person has had enough; asked again, only the rest is left to do.
    """
    errands = []
    for found in sound_files(paths):
        if isinstance(found, LeftOut):
            yield found
        else:
            errands.append(Errand(found, str(cache)))
    strangers = []
    reception = Reception(library)
    for errand, seen in spread(watch, place, see, errands):
        outcome = _received(reception, errand, seen)
        if outcome is None:
            strangers.append(replace(errand, afresh=True))
        else:
            yield outcome
    for errand, seen in spread(watch, place, see, strangers):
        yield _received(reception, errand, seen) or LeftOut(errand.path, AssertionError(seen))


def _received(
    reception: "Reception", errand: Errand, seen: Sighting | Exception
) -> Arrived | LeftOut | None:
    return LeftOut(errand.path, seen) if isinstance(seen, Exception) else reception.receive(seen)


class Reception:
    """Decides whether a file is new, known, moved, or another one in an old one's place."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._tracks = Tracks(library)

    def receive(self, seen: Sighting) -> Arrived | None:
        """Commit one file; None where it is new but was not decoded, so must be seen again."""
        with self._library.writing():
            known = self._tracks.with_payload(seen.track.payload)
            if known is not None:
                return self._welcome_back(known, seen.track)
            if not seen.decoded:
                return None
            there = self._tracks.at(seen.track.path)
            if there is not None and abs(there.seconds - seen.track.seconds) <= SAME_LENGTH:
                return self._renew(there, seen.track)
            self._make_room(there)
            return Arrived(self._tracks.add(seen.track), Arrival.ADDED)

    def _welcome_back(self, known: Track, seen: Track) -> Arrived:
        """A known recording: at its place, as a second copy, or moved."""
        moved = known.path != seen.path and not os.path.exists(known.path)
        if known.path != seen.path and not moved:
            return Arrived(known, Arrival.KNOWN)
        if moved:
            self._make_room(self._tracks.at(seen.path))
        back = replace(
            known,
            path=seen.path,
            title=seen.title,
            artist=seen.artist,
            album=seen.album,
            genre=seen.genre,
            missing=False,
        )
        if back != known:
            self._tracks.update(back)
        return Arrived(back, Arrival.MOVED if moved else Arrival.KNOWN)

    def _renew(self, there: Track, seen: Track) -> Arrived:
        """Of the same length in the same place: encoded anew, and it keeps its labels."""
        renewed = replace(seen, track_id=there.track_id)
        self._tracks.update(renewed)
        return Arrived(renewed, Arrival.KNOWN)

    def _make_room(self, there: Track | None) -> None:
        """A path is one track's only: whoever was there is missing now, and keeps its labels."""
        if there is not None:
            aside = f"{there.path} (was track {there.track_id})"
            self._tracks.update(replace(there, path=aside, missing=True))

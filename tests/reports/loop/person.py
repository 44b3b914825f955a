"""A person who knows the truth, answering questions and mending what is left."""

from dataclasses import dataclass

from edmstudio.app.holding import Holding
from edmstudio.app.knowing_person import Person as KnowingPerson
from edmstudio.app.label_errors import Errors, errors
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.key import Key
from edmstudio.domain.suspicion import QueueItem, Verdict
from edmstudio.domain.track import Track
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks
from tests.reports.loop.music import Collection

LOWER, TOLD = 3, 8  # levels by which they count energy lower, and tracks on which they say so


@dataclass(frozen=True, slots=True)
class Mend:
    """A correction by hand: a grid of one tempo with a downbeat there, a key, or an energy."""

    path: str
    seconds: float = 0.0
    bpm: float = 0.0
    key: Key | None = None
    energy: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A track of a library, with what holds and what of it is wrong."""

    track: Track
    annotations: Annotations
    errors: Errors


class Person:
    """Hears everything, never errs, and counts energy in a way of their own."""

    def __init__(self, collection: Collection) -> None:
        self._tunes = collection.tunes

    def survey(self, library: Library) -> dict[str, Held]:
        """Every track whose truth is known, by path."""
        holding = Holding(library)
        found = {}
        for track in Tracks(library).all():
            if track.path in self._tunes:
                held = holding.annotations(track.track_id)
                found[track.path] = Held(track, held, self.wrong(track, held))
        return found

    def wrong(self, track: Track, held: Annotations) -> Errors:
        """What of these annotations is wrong."""
        return errors(self._tunes[track.path].truth, held, track.seconds)

    def answer(self, library: Library, item: QueueItem) -> Verdict:
        """Accept what makes it better, keep what it would make worse, skip what is all the same."""
        known = KnowingPerson(library, lambda track: self._tunes[track.path].truth)
        return known.answer(item)

    def tastes(self, library: Library) -> list[Mend]:
        """Energy as they count it, on the first few tracks: a habit that can be learned."""
        first = sorted(self.survey(library).items())[:TOLD]
        heard = ((path, held.annotations.energy) for path, held in first)
        return [Mend(path, energy=max(e.level - LOWER, 1)) for path, e in heard if e is not None]

    def mends(self, library: Library, most: int) -> list[Mend]:
        """What is left to be done by hand on a few tracks: grids first, then keys."""
        wanted = []
        for path, held in sorted(self.survey(library).items()):
            truth = self._tunes[path].truth
            if held.errors.grid and truth.grid is not None and len(truth.grid.anchors) == 1:
                anchor = truth.grid.anchors[0]
                wanted.append(Mend(path, max(anchor.seconds, 0.0), anchor.bpm))
            elif held.errors.key:
                wanted.append(Mend(path, key=truth.key))
        return sorted(wanted, key=lambda mend: mend.key is not None)[:most]

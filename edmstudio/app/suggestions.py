"""What taking a question's suggestion, or another value, makes of a track."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from edmstudio.app.holding import Holding
from edmstudio.domain.holding import signed
from edmstudio.domain.provenance import Provenance
from edmstudio.domain.refused import Refused
from edmstudio.domain.suspicion import QueueItem
from edmstudio.domain.track import TrackId
from edmstudio.review.remedy import remedy
from edmstudio.store.library import Library
from edmstudio.store.revisions import Act, Draft, Revisions
from edmstudio.store.tracks import Tracks


@dataclass(frozen=True, slots=True)
class Correction:
    """An item, and the draft that settles it; None where it holds already."""

    item: QueueItem
    draft: Draft | None


class Suggestions:
    """Corrections of one library's tracks, signed by one annotator; nothing is stored."""

    def __init__(self, library: Library, by: Provenance) -> None:
        self._revisions, self._tracks = Revisions(library), Tracks(library)
        self._holding, self._by = Holding(library), by

    def together(
        self, items: Sequence[QueueItem], label: str | None, at: float | None
    ) -> list[Correction]:
        """Of the first item, and of those of its cause that can be corrected.

        Raises
        ------
        Refused
            Where the first one's track can't be corrected so.
        """
        own, *others = items
        found = [self.taken(own, label, at)]
        for each in others:
            with suppress(Refused):  # such as a grid that was locked since
                found.append(self.taken(each, label, at))
        return found

    def taken(self, item: QueueItem, label: str | None, at: float | None) -> Correction:
        """The draft that settles an item; `Refused` where its track can't be corrected so."""
        track_id = item.suspicion.track_id
        before = self._holding.annotations(track_id)
        self._check(track_id, at)
        edit = remedy(item.suspicion, before, label=label, at=at)
        after = before if edit is None else signed(before, edit.apply(before), self._by)
        if edit is None or after == before:
            return Correction(item, None)
        line = self._revisions.line(track_id)
        draft = Draft(track_id, line[-1] if line else None, Act.EDIT, edit.title, after, before)
        return Correction(item, draft)

    def _check(self, track_id: TrackId, at: float | None) -> None:
        """A moment that a person chose; what moves along with a grid may end behind the track."""
        seconds = self._tracks.get(track_id).seconds
        if at is not None and at > seconds:
            raise Refused(f"The track lasts only {seconds:.3f} s; choose a moment inside it.")


def value(item: QueueItem, label: str | None, at: float | None) -> str:
    """The value that holds since."""
    chosen = item.suspicion.suggested if label is None else label
    return chosen if at is None else f"{chosen} at {at:.3f}" if label else f"{at:.3f}"

"""What taking a question's suggestion, or another value, makes of a track."""

from dataclasses import dataclass

from edmstudio.app.holding import Holding
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.edits import Edit
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

    def taken(self, item: QueueItem, label: str | None, at: float | None) -> Correction | None:
        """The draft that settles an item; None for a member of a cause that can't be corrected."""
        track_id = item.suspicion.track_id
        before = self._holding.annotations(track_id)
        try:
            edit = remedy(item.suspicion, before, label=label, at=at)
            after = before if edit is None else self._checked(track_id, edit, before)
        except Refused:
            if item.cause:
                return None
            raise
        if edit is None or after == before:
            return Correction(item, None)
        line = self._revisions.line(track_id)
        draft = Draft(track_id, line[-1] if line else None, Act.EDIT, edit.title, after, before)
        return Correction(item, draft)

    def _checked(self, track_id: TrackId, edit: Edit, before: Annotations) -> Annotations:
        after = signed(before, edit.apply(before), self._by)
        seconds = self._tracks.get(track_id).seconds
        if any(cue.seconds > seconds for cue in after.cues if cue not in before.cues):
            raise Refused(f"The track lasts only {seconds:.3f} s; choose a moment inside it.")
        return after


def value(item: QueueItem, label: str | None, at: float | None) -> str:
    """The value that holds since."""
    chosen = item.suspicion.suggested if label is None else label
    return chosen if at is None else f"{chosen} at {at:.3f}" if label else f"{at:.3f}"

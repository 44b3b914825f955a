"""One decision about many tracks: committed together, taken back together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from edmstudio.app.editing import Drafted, Editor, commit
from edmstudio.domain.edits import Edit
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import TrackId
from edmstudio.store.library import Library
from edmstudio.store.revisions import Act, Revisions


@dataclass(frozen=True, slots=True)
class Batched:
    """What became of a decision about many tracks.

    Attributes
    ----------
    title : str
    changed : tuple of TrackId
    refused : tuple of str
        Why, for each track that was left as it is because the edit makes no sense there.
    """

    title: str
    changed: tuple[TrackId, ...]
    refused: tuple[str, ...] = ()


class Batches:
    """Corrects many tracks of a library in one step."""

    def __init__(
        self,
        library: Library,
        annotator: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._library, self._annotator, self._now = library, annotator, now

    def perform(self, edit: Edit, track_ids: Iterable[TrackId]) -> Batched:
        """Commit the same edit on every track where it changes something, all in one step."""
        batch, drafted, refused = uuid4().hex, [], []
        for track_id in track_ids:
            try:
                found = self._editor(track_id).drafted(edit)
            except Refused as refusal:
                refused.append(str(refusal))
            else:
                if found is not None:
                    drafted.append(replace(found, batch=batch))
        return self._commit(edit.title, drafted, tuple(refused))

    def undo(self) -> Batched:
        """Take the newest decision about many tracks back; `Refused` where there is none."""
        revisions = Revisions(self._library)
        for batch in revisions.batches():
            editors = [self._editor(track_id) for track_id in revisions.together(batch)]
            held = [editor for editor in editors if editor.next_batch(Act.UNDO) == batch]
            if held:
                drafted = [editor.taken_back() for editor in held]
                return self._commit(drafted[0].draft.title, drafted)
        raise Refused("There is no decision about several tracks to take back.")

    def _editor(self, track_id: TrackId) -> Editor:
        return Editor(self._library, track_id, self._annotator, self._now)

    def _commit(self, title: str, drafted: list[Drafted], refused: tuple[str, ...] = ()) -> Batched:
        if drafted:
            commit(self._library, drafted, self._annotator, self._now())
        return Batched(title, tuple(each.draft.track_id for each in drafted), refused)

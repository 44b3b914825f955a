"""One track open for correction: every edit is committed before anyone hears of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from edmstudio.app.holding import Holding
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.edits import Edit
from edmstudio.domain.holding import renewed, signed
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import TrackId
from edmstudio.store.library import Library
from edmstudio.store.revisions import Act, Draft, Revision, Revisions, StaleRevision


@dataclass(frozen=True, slots=True)
class Change:
    """What the views need to know: what was done, and what is true now."""

    track_id: TrackId
    title: str
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class _Step:
    title: str
    before: Revision | None
    after: Revision


class Editor:
    """Performs, undoes and redoes edits on one track.

    Undo is not time travel: it commits what held before as one more revision (Anki's rule). So
    the line only grows, training can read all of it, and whoever opens the track later, in
    the window or on the command line, can undo and redo from where it was left.
    """

    def __init__(
        self,
        library: Library,
        track_id: TrackId,
        annotator: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._library = library
        self._holding = Holding(library)
        self._revisions = Revisions(library)
        self._track_id = track_id
        self._by = Provenance(Voice.CORRECTION, annotator)
        self._now = now
        self.refresh()

    @property
    def annotations(self) -> Annotations:
        """What holds now."""
        return self._annotations

    @property
    def undo_title(self) -> str | None:
        """What `undo` would take back."""
        return self._undo[-1].title if self._undo else None

    @property
    def redo_title(self) -> str | None:
        """What `redo` would bring back."""
        return self._redo[-1].title if self._redo else None

    @property
    def line(self) -> tuple[Revision, ...]:
        """Everything that was decided on the track, oldest first."""
        return tuple(self._line)

    def refresh(self) -> None:
        """Read the library again: a new prediction, an import, another program's corrections."""
        self._base = self._holding.base(self._track_id)
        self._line: list[Revision] = []
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        for revision in self._revisions.line(self._track_id):
            self._advance(revision)
        self._annotations = self._at(self._head)

    def perform(self, edit: Edit) -> Change | None:
        """Commit an edit; None where it would leave everything as it is."""
        after = signed(self._annotations, edit.apply(self._annotations), self._by)
        if after == self._annotations:
            return None
        return self._commit(Act.EDIT, edit.title, after)

    def undo(self) -> Change:
        """Take the last edit back; `Refused` where there is none."""
        if not self._undo:
            raise Refused("There is nothing to undo.")
        step = self._undo[-1]
        return self._commit(Act.UNDO, step.title, self._at(step.before))

    def redo(self) -> Change:
        """Bring the last undone edit back; `Refused` where there is none."""
        if not self._redo:
            raise Refused("There is nothing to redo.")
        step = self._redo[-1]
        return self._commit(Act.REDO, step.title, self._at(step.after))

    @property
    def _head(self) -> Revision | None:
        return self._line[-1] if self._line else None

    def _at(self, revision: Revision | None) -> Annotations:
        if revision is None:
            return self._base
        return renewed(self._revisions.annotations(revision), self._base)

    def _commit(self, act: Act, title: str, after: Annotations) -> Change:
        draft = Draft(self._track_id, self._head, act, title, after)
        try:
            with self._library.writing():
                (revision,) = self._revisions.append(
                    [draft], annotator=self._by.source, made_at=self._now()
                )
                self._holding.summarise(self._track_id)
        except StaleRevision:
            self.refresh()
            raise
        self._advance(revision)
        self._annotations = after
        return Change(self._track_id, title, after)

    def _advance(self, revision: Revision) -> None:
        match revision.act:
            case Act.EDIT:
                self._undo.append(_Step(revision.title, self._head, revision))
                self._redo.clear()
            case Act.UNDO:
                self._redo.append(self._undo.pop())
            case Act.REDO:
                self._undo.append(self._redo.pop())
        self._line.append(revision)

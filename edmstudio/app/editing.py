"""One track open for correction: every edit is committed before anyone hears of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from edmstudio.app.answering import Answering, Asked, Open, nothing_asked
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
    """What the views need to know: what was done, undone or done again, and what is true now."""

    track_id: TrackId
    title: str
    annotations: Annotations
    act: Act = Act.EDIT


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
        asked: Asked = nothing_asked,
    ) -> None:
        self._library = library
        self._asked = asked
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
        """Commit an edit; None where it would leave everything as it is.

        Where it answers the question of a review, that answer is committed with it.
        """
        drafted = self.drafted(edit)
        return None if drafted is None else self._commit([drafted], self._asked())

    def undo(self) -> Change:
        """Take the last edit back; `Refused` where there is none.

        What was one decision about many tracks is taken back on all of them, but for those that
        were corrected again since.
        """
        if not self._undo:
            raise Refused("There is nothing to undo.")
        batch = self._undo[-1].after.batch
        return self._commit([each.taken_back() for each in self._side_by_side(batch, Act.UNDO)])

    def redo(self) -> Change:
        """Bring the last undone edit back, on all tracks that it was about; `Refused` for none."""
        if not self._redo:
            raise Refused("There is nothing to redo.")
        batch = self._redo[-1].after.batch
        return self._commit([each.brought_back() for each in self._side_by_side(batch, Act.REDO)])

    def drafted(self, edit: Edit) -> "Drafted | None":
        """An edit about to be committed; None where it would leave everything as it is."""
        after = signed(self._annotations, edit.apply(self._annotations), self._by)
        return None if after == self._annotations else self._drafted(Act.EDIT, edit.title, after)

    def taken_back(self) -> "Drafted":
        """The undo of the last edit, about to be committed."""
        step = self._undo[-1]
        return self._drafted(Act.UNDO, step.title, self._at(step.before), step.after.batch)

    def brought_back(self) -> "Drafted":
        """The redo of the last undone edit, about to be committed."""
        step = self._redo[-1]
        return self._drafted(Act.REDO, step.title, self._at(step.after), step.after.batch)

    @property
    def _head(self) -> Revision | None:
        return self._line[-1] if self._line else None

    def _at(self, revision: Revision | None) -> Annotations:
        if revision is None:
            return self._base
        return renewed(self._revisions.annotations(revision), self._base)

    def _drafted(self, act: Act, title: str, after: Annotations, batch: str = "") -> "Drafted":
        draft = Draft(self._track_id, self._head, act, title, after, self._annotations)
        return Drafted(self, draft, batch)

    def _side_by_side(self, batch: str, act: Act) -> "list[Editor]":
        """This editor, and those of the tracks where the same decision is next in turn."""
        tracks = self._revisions.together(batch)
        others = [
            Editor(self._library, track_id, self._by.source, self._now)
            for track_id in tracks
            if track_id != self._track_id
        ]
        return [self, *(other for other in others if other.next_batch(act) == batch)]

    def next_batch(self, act: Act) -> str:
        """The decision about many tracks that undo or redo would be about, "" for none."""
        steps = self._undo if act is Act.UNDO else self._redo
        return steps[-1].after.batch if steps else ""

    def _commit(self, drafted: "Sequence[Drafted]", asked: Open | None = None) -> Change:
        """The first of them is this editor's own."""
        commit(self._library, drafted, self._by.source, self._now(), asked=asked)
        draft = drafted[0].draft
        return Change(self._track_id, draft.title, draft.annotations, draft.act)

    def accept(self, revision: Revision, after: Annotations) -> None:
        """A draft of this editor has been committed."""
        self._advance(revision)
        self._annotations = after

    def _advance(self, revision: Revision) -> None:
        match revision.act:
            case Act.EDIT | Act.MERGE:
                self._undo.append(_Step(revision.title, self._head, revision))
                self._redo.clear()
            case Act.UNDO:
                self._redo.append(self._undo.pop())
            case Act.REDO:
                self._undo.append(self._redo.pop())
        self._line.append(revision)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A revision about to be committed, and whose it is."""

    editor: Editor
    draft: Draft
    batch: str = ""


def commit(
    library: Library,
    drafted: Sequence[Drafted],
    annotator: str,
    made_at: datetime,
    *,
    asked: Open | None = None,
) -> None:
    """Commit corrections of many tracks, all or none; then their editors know of them.

    Answers to questions of the review come and go in the same transaction: what the first
    correction says to the one that is open, and what undo and redo are about.

    Raises
    ------
    StaleRevision
        Where somebody committed to one of the tracks meanwhile; that editor has read it anew.
    """
    holding, revisions = Holding(library), Revisions(library)
    answering, drafts = Answering(library, annotator), [each.draft for each in drafted]
    said = answering.said(asked, drafts[0])
    batch = drafted[0].batch if asked is None or said is None else uuid4().hex
    try:
        with library.writing():
            made = revisions.append(drafts, annotator=annotator, made_at=made_at, batch=batch)
            for draft in drafts:
                holding.summarise(draft.track_id)
                answering.follow(draft, batch, made_at)
            if asked is not None and said is not None:
                answering.settle(asked, said, made_at, batch)
    except StaleRevision:
        for each in drafted:
            each.editor.refresh()
        raise
    for each, revision in zip(drafted, made, strict=True):
        each.editor.accept(revision, each.draft.annotations)

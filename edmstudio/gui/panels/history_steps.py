"""The steps of a track's line of revisions: what holds, what was before, what was undone."""

from dataclasses import dataclass
from datetime import datetime

from edmstudio.gui.moments import when
from edmstudio.gui.words import tr
from edmstudio.store.revisions import Act, Revision

WHAT, WHEN, WHO = range(3)  # columns


@dataclass(frozen=True, slots=True)
class Step:
    """A line: a revision, None for the beginning, and how many steps on (back where below 0)."""

    revision: Revision | None
    away: int

    def text(self, column: int) -> str:
        """What a column says of it."""
        if self.revision is None:
            return tr("As first opened") if column == WHAT else ""
        made = when(datetime.fromisoformat(self.revision.made_at))
        what = tr("Undone: {what}") if self.away > 0 else "{what}"
        return (what.format(what=self.revision.title), made, self.revision.annotator)[column]

    @property
    def tip(self) -> str:
        """All of it, whatever there is room for, and what a click does."""
        said = [text for text in map(self.text, (WHAT, WHEN, WHO)) if text]
        if self.away > 0:
            does = tr("A click brings it back")
        else:
            does = tr("A click goes back to this") if self.away else tr("This holds now")
        return "\n".join([*said, does])


def steps_of(line: tuple[Revision, ...]) -> list[Step]:
    """The line as it is shown: what can be done again, what holds, what was before."""
    done, undone = replayed(line)
    before = [*reversed(done), None]
    ahead = [Step(revision, away) for away, revision in enumerate(undone, start=1)]
    return [*reversed(ahead), *(Step(revision, -back) for back, revision in enumerate(before))]


def replayed(line: tuple[Revision, ...]) -> tuple[list[Revision], list[Revision]]:
    """The edits that hold, oldest first, and those that were undone, the next to redo first."""
    done: list[Revision] = []
    undone: list[Revision] = []
    for revision in line:
        match revision.act:
            case Act.EDIT | Act.MERGE:
                done.append(revision)
                undone.clear()
            case Act.UNDO:
                undone.insert(0, done.pop())
            case Act.REDO:
                done.append(undone.pop(0))
    return done, undone

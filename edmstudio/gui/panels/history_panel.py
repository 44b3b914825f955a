"""What was decided on the open track, newest first; a click goes back to it."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.session import Session
from edmstudio.gui.words import tr
from edmstudio.store.revisions import Act, Revision

STEPS = Qt.ItemDataRole.UserRole


class HistoryPanel(QWidget):
    """The steps that undo would take back, and above them those that redo would bring back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._theme = Theme()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("History of the track"))
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        for heard in (session.opened, session.changed):
            heard.connect(self.show_line)
        self.show_line()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        self.show_line()

    def show_line(self) -> None:
        """Read the line of revisions again."""
        self.list.clear()
        editor = self._session.editor
        if editor is None:
            return
        done, undone = replayed(editor.line)
        for steps, revision in enumerate(undone, start=1):
            self._add(revision, steps, faint=True)
        self.list.setCurrentItem(self._add(done[-1] if done else None, 0))
        for steps, earlier in enumerate([*reversed(done[:-1]), None] if done else [], start=1):
            self._add(earlier, -steps)
        if undone:
            self.list.scrollToItem(self.list.currentItem())

    def _add(
        self, revision: Revision | None, steps: int, *, faint: bool = False
    ) -> QListWidgetItem:
        item = QListWidgetItem(_said(revision))
        item.setData(STEPS, steps)
        if faint:
            item.setForeground(self._theme.colour("disabled"))
        if steps == 0:
            item.setFont(self._theme.font("strong"))
        self.list.insertItem(0, item) if faint else self.list.addItem(item)
        return item

    def _go(self, item: QListWidgetItem) -> None:
        steps = item.data(STEPS)
        step = self._session.redo if steps > 0 else self._session.undo
        for _ in range(abs(steps)):
            step()


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


def _said(revision: Revision | None) -> str:
    if revision is None:
        return tr("As it was opened first")
    made = datetime.fromisoformat(revision.made_at).astimezone()
    return f"{revision.title}   {made:%H:%M}  {revision.annotator}"

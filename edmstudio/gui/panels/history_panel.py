"""What was decided on the open track, newest first; a click goes back to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout, QWidget

from edmstudio.gui.look.stylesheet import item_padding
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.moments import when
from edmstudio.gui.session import Session
from edmstudio.gui.widgets.column_shares import Wish
from edmstudio.gui.widgets.row_table import LINE, Index, RowTable
from edmstudio.gui.widgets.shared_table import SharedTable
from edmstudio.gui.words import tr
from edmstudio.store.revisions import Act, Revision

WHAT, WHEN, WHO = range(3)
SHORT = 24  # letters of a step that are seen in any case


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


class HistoryModel(RowTable):
    """The steps that undo would take back, and above them those that redo would bring back."""

    def __init__(self, session: Session) -> None:
        super().__init__((tr("Step"), tr("When"), tr("Who")))
        self._session, self.theme = session, Theme()
        self.steps: list[Step] = []

    def renew(self) -> None:
        """Read the line of revisions again."""
        self.beginResetModel()
        editor = self._session.editor
        self.steps = steps_of(editor.line) if editor is not None else []
        self.endResetModel()

    def rows(self) -> int:
        return len(self.steps)

    def text(self, row: int, column: int) -> str:
        return self.steps[row].text(column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        step = self.steps[index.row()]
        if role == Qt.ItemDataRole.FontRole and step.away == 0 and index.column() == WHAT:
            return self.theme.font("strong")
        if role == Qt.ItemDataRole.ForegroundRole:
            quiet = step.away > 0 or index.column() != WHAT
            return self.theme.colour("muted" if quiet else "text")
        if role == Qt.ItemDataRole.ToolTipRole:
            return step.tip
        return super().data(index, role)


class HistoryLines(SharedTable):
    """A step first; the time and the person beside it as far as there is room."""

    def __init__(self, model: HistoryModel) -> None:
        super().__init__(sideways=False)
        self._model = model
        self.setModel(model)
        self.setAccessibleName(tr("History of the track"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def wishes(self) -> Mapping[int, Wish]:
        around = 2 * item_padding(self._model.theme.px) + 2
        metrics = self.fontMetrics()
        texts = [{self._model.text(row, column) for row in range(self._model.rows())}
                 for column in (WHEN, WHO)]  # fmt: skip
        when_, who = (
            max(map(metrics.horizontalAdvance, {tr("When"), *said})) + around for said in texts
        )
        short = metrics.averageCharWidth() * SHORT + around
        return {WHAT: Wish(2 * short, short, True, True, 1), WHEN: Wish(when_, when_),
                WHO: Wish(who, who)}  # fmt: skip


class HistoryPanel(QWidget):
    """A line for every step; what is written under it says what can be done with them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = HistoryModel(session)
        self.table = HistoryLines(self.model)
        self.table.activated.connect(self._go)
        self.table.clicked.connect(self._go)
        self.hint = QLabel()
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.table, stretch=1)
        self._layout.addWidget(self.hint)
        for heard in (session.opened, session.changed):
            heard.connect(self.show_line)
        self.show_line()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self.model.theme = theme
        edge = theme.px(12)
        self.hint.setContentsMargins(edge, edge // 3, edge, edge // 3)
        self.table.ensurePolished()
        self.table.set_row(round(self.table.fontMetrics().height() * LINE))
        self.show_line()

    def show_line(self) -> None:
        """Read the line of revisions again."""
        self.model.renew()
        steps = self.model.steps
        some = len(steps) > 1
        self.table.setVisible(some)
        self.hint.setAlignment(
            Qt.AlignmentFlag.AlignVCenter
            | (Qt.AlignmentFlag.AlignLeft if some else Qt.AlignmentFlag.AlignHCenter)
        )
        self._layout.setStretch(1, 0 if some else 1)
        self.hint.setText(self._hint(steps))
        self.hint.setVisible(bool(self.hint.text()))
        if some:
            self.table.share()
            now = next(row for row, step in enumerate(steps) if step.away == 0)
            self.table.selectRow(now)
            above = self.model.index(max(now - 1, 0), 0)  # what redo would bring back
            self.table.scrollTo(above, QAbstractItemView.ScrollHint.PositionAtTop)

    def _hint(self, steps: list[Step]) -> str:
        if self._session.track is None:
            return tr("Open a track to see what was changed on it.")
        if len(steps) < 2:
            return tr("Nothing was changed yet. Each change is listed here; click one to go back.")
        undone = any(step.away > 0 for step in steps)
        return tr("Click an undone step to bring it back.") if undone else ""

    def _go(self, index: Index) -> None:
        away = self.model.steps[index.row()].away
        step = self._session.redo if away > 0 else self._session.undo
        for _ in range(abs(away)):
            step()


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

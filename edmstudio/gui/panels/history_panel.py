"""What was decided on the open track, newest first; a click goes back to it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout, QWidget

from edmstudio.gui.look.stylesheet import item_padding
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.panels.history_steps import WHAT, WHEN, WHO, Step, steps_of
from edmstudio.gui.session import Session
from edmstudio.gui.widgets.column_shares import Wish
from edmstudio.gui.widgets.row_table import LINE, Index, RowTable
from edmstudio.gui.widgets.shared_table import SharedTable
from edmstudio.gui.words import tr

SHORT = 24  # letters of a step that are seen in any case
LOOKED_AT = 100  # lines that the widths are taken from: a line may have thousands


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
        rows = range(min(self._model.rows(), LOOKED_AT))
        texts = [{self._model.text(row, column) for row in rows} for column in (WHEN, WHO)]
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

"""A list in columns for dialogs: whole lines, nothing cut, a sentence where there is nothing."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
)

from edmstudio.gui.widgets.row_table import roomy_lines
from edmstudio.gui.words import tr

FEWEST, MOST = 4, 12  # lines that a dialog opens with
LOOKED_AT = 200  # lines that the widths are taken from
BOX = 3.5  # heights of a letter that a box takes, with the air round it
NOTHING = "–"  # in a cell: there is none of it
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def furnish(table: QTableView, wide: int) -> None:
    """Columns as wide as their words, but for the one that gets what is left."""
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    table.setAlternatingRowColors(True)
    roomy_lines(table)
    header = table.horizontalHeader()
    header.setDefaultAlignment(LEFT)
    header.setResizeContentsPrecision(LOOKED_AT)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)


class CellsTable(QTableWidget):
    """Opens as high as its lines, within reason, and grows with the dialog."""

    def __init__(
        self, name: str, titles: Sequence[str], *, wide: int, figures: Iterable[int] = ()
    ) -> None:
        super().__init__(0, len(titles))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        furnish(self, wide)
        self._titles, self._figures = tuple(titles), frozenset(figures)
        self._headings: list[int] = []
        for column, title in enumerate(titles):
            head = QTableWidgetItem(title)
            head.setTextAlignment(self._side(column))
            self.setHorizontalHeaderItem(column, head)
        self.empty = QLabel(self.viewport())
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.hide()

    def add(self, cells: Sequence[str]) -> int:
        """One more line; a cell's tool tip is the whole of it. Returns the line's number."""
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            item.setTextAlignment(self._side(column))
            said = f"{self._titles[column]}: {text or tr('nothing')}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.setItem(row, column, item)
        return row

    def add_heading(self, text: str) -> None:
        """A line above those that it speaks of; it has all columns once it is shown."""
        row = self.add((text,))
        self._headings.append(row)
        cell = self.item(row, 0)
        if cell is not None:
            font = self.font()
            font.setWeight(QFont.Weight.DemiBold)
            cell.setFont(font)
            cell.setFlags(Qt.ItemFlag.ItemIsEnabled)
            cell.setSizeHint(QSize(0, self.fontMetrics().height()))  # no column is as wide

    def offer(self, row: int) -> None:
        """A box in a line's first cell, to mark it by."""
        if (cell := self.item(row, 0)) is not None:
            cell.setFlags(cell.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            cell.setCheckState(Qt.CheckState.Unchecked)
            metrics = self.fontMetrics()  # a style sheet's box is wider than Qt counts with
            wide = metrics.horizontalAdvance(cell.text()) + round(BOX * metrics.height())
            cell.setSizeHint(QSize(wide, metrics.height()))

    def mark_all(self) -> None:
        """Every box."""
        for cell in self._first_cells():
            cell.setCheckState(Qt.CheckState.Checked)

    def marked(self) -> list[int]:
        """Numbers of the lines whose box is marked."""
        cells = self._first_cells()
        return [cell.row() for cell in cells if cell.checkState() == Qt.CheckState.Checked]

    def _first_cells(self) -> list[QTableWidgetItem]:
        cells = (self.item(row, 0) for row in range(self.rowCount()))
        return [cell for cell in cells if cell is not None]

    def say(self, sentence: str) -> None:
        """In the middle, instead of lines; the Tab key passes it over."""
        self.empty.setText(sentence)
        self.empty.setVisible(bool(sentence))
        self.horizontalHeader().setVisible(not sentence)
        policy = Qt.FocusPolicy.NoFocus if sentence else Qt.FocusPolicy.StrongFocus
        self.setFocusPolicy(policy)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        return RIGHT if column in self._figures else LEFT

    def sizeHint(self) -> QSize:
        lines = min(max(self.rowCount(), FEWEST), MOST)
        line = self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height()
        return QSize(super().sizeHint().width(), lines * line + head + 2 * self.frameWidth())

    def showEvent(self, event: QShowEvent) -> None:
        for row in self._headings:  # at once: with each further line Qt goes through all of them
            self.setSpan(row, 0, 1, self.columnCount())
        self._headings.clear()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.empty.setGeometry(self.viewport().rect())

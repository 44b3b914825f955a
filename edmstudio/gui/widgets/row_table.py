"""Rows under titles, for tables: what a cell says, a screen reader hears with its title."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from edmstudio.gui.words import tr

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINE = 1.75  # heights of a letter; a line of a table at any size of text
Role = Qt.ItemDataRole


def plain_lines(table: QTableView) -> None:
    """Whole lines are picked; no numbers, no grid, nothing wraps, and the Tab key goes on."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.horizontalHeader().setHighlightSections(False)
    header = table.verticalHeader()
    header.hide()
    header.setMinimumSectionSize(1)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


def roomy_lines(table: QTableView, lines: float = LINE) -> None:
    """Plain lines of one height, with the same air at every size of text."""
    plain_lines(table)
    table.ensurePolished()
    high = round(table.fontMetrics().height() * lines)
    table.verticalHeader().setDefaultSectionSize(high)


class RowTable(QAbstractTableModel):
    """Whoever derives from it says how many rows there are, and the text of a cell."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__()
        self._titles = titles

    def rows(self) -> int:
        """How many there are."""
        raise NotImplementedError

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        raise NotImplementedError

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self.rows()

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        shown = orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole
        return self._titles[section] if shown else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if role == Role.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Role.AccessibleTextRole:
            said = self.text(index.row(), index.column()) or tr("nothing")
            return f"{self._titles[index.column()]}: {said}"
        return None

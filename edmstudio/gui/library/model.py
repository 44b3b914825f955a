"""The tracks of a library as a table for Qt: fast with 100,000 rows."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from edmstudio.gui.library.filter import Filter
from edmstudio.gui.library.rows import Column, Look, Row, columns, haystack

Index = QModelIndex | QPersistentModelIndex
READ = 2000  # rows; what one turn of the window may take
ROW_ROLE = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()


class LibraryModel(QAbstractTableModel):
    """Holds the rows as the store gave them, and the order in which they are shown.

    Sorting orders all rows once; a filter only walks through that order.
    """

    filtered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: list[Column] = columns()
        self.rows: list[Row] = []
        self.filter = Filter()
        self.bare: frozenset[str] = frozenset()  # columns of words that nobody filled
        self._hay: list[str] = []
        self._order: list[int] = []
        self._shown: list[int] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._reading = QTimer(self, interval=0)
        self._reading.timeout.connect(self._read_on)

    def show_rows(self, rows: list[Row]) -> None:
        """Show these rows from now on, sorted and filtered as before."""
        self.beginResetModel()
        self.rows = rows
        self.bare = self._unfilled()
        self._hay = []
        self._reading.start()
        self._arrange()
        self.endResetModel()
        self.filtered.emit()

    def renew(self, row: Row) -> None:
        """More is known of one track: its line says so at once, in the place where it is."""
        at = next((at for at, held in enumerate(self.rows) if held["id"] == row["id"]), None)
        if at is None:
            return
        self.rows[at] = row
        if at < len(self._hay):
            self._hay[at] = haystack(row)
        if at in self._shown:
            line = self._shown.index(at)
            self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.columns) - 1))

    @property
    def ready(self) -> bool:
        """Whether words can be searched for at once."""
        return not self._reading.isActive()

    def apply(self, wanted: Filter) -> None:
        """Show only the rows that pass."""
        self.beginResetModel()
        self.filter = wanted
        self._pass()
        self.endResetModel()
        self.filtered.emit()

    def row_at(self, index: Index | int) -> Row:
        """The row of the library in a line of the list."""
        return self.rows[self._shown[index if isinstance(index, int) else index.row()]]

    def line_of(self, track_id: int) -> int | None:
        """The line of the list that shows a track, None where it is filtered out."""
        lines = (line for line, at in enumerate(self._shown) if self.rows[at]["id"] == track_id)
        return next(lines, None)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[index.column()].said(self.rows[self._shown[index.row()]])
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[index.column()].tip(self.rows[self._shown[index.row()]])
        if role == ROW_ROLE:
            return self.rows[self._shown[index.row()]]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = self.columns[section].look is Look.FIGURE
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._sorted = (column, order) if column >= 0 else None
        self._arrange()
        self.endResetModel()

    def genres(self) -> list[str]:
        """Every genre there is."""
        return sorted({row["genre"] for row in self.rows if row["genre"]}, key=str.casefold)

    def sources(self) -> list[str]:
        """Every program that labels came from."""
        held = {row["sources"] or "" for row in self.rows}
        return sorted({name for sources in held for name in sources.split()})

    def people(self) -> list[str]:
        """Everyone who corrected something."""
        return sorted({row["corrected_by"] for row in self.rows if row["corrected_by"]})

    def _unfilled(self) -> frozenset[str]:
        """By the first rows: of a large library those are enough."""
        words = [column for column in self.columns if column.look is Look.TEXT]
        some = self.rows[:READ]
        return frozenset(c.name for c in words if not any(c.said(row) for row in some))

    def _arrange(self) -> None:
        self._order = list(range(len(self.rows)))
        if self._sorted is not None:
            column, order = self._sorted
            worth = self.columns[column].worth
            values: list[Any] = [worth(row) for row in self.rows]
            known = [at for at in self._order if values[at] is not None]
            unknown = [at for at in self._order if values[at] is None]
            known.sort(key=values.__getitem__, reverse=order == Qt.SortOrder.DescendingOrder)
            self._order = known + unknown
        self._pass()

    def _pass(self) -> None:
        if self.filter.words:
            while not self.ready:
                self._read_on()
        self._shown = self.filter.passing(self._order, self.rows, self._hay)

    def _read_on(self) -> None:
        """What is searched through is made ready bit by bit, while the list can be used."""
        done = len(self._hay)
        self._hay += map(haystack, self.rows[done : done + READ])
        if len(self._hay) == len(self.rows):
            self._reading.stop()

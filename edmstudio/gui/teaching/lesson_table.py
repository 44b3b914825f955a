"""How many tracks speak of each kind of label, and how many of them since the last time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from edmstudio.app.retrain_plan import Plan
from edmstudio.gui.teaching.retrain_words import KINDS
from edmstudio.gui.widgets.row_table import roomy_lines
from edmstudio.gui.words import tr

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LessonTable(QTableWidget):
    """One line a kind of label."""

    def __init__(self) -> None:
        super().__init__(len(KINDS), 3)
        titles = [tr("Corrected or confirmed"), tr("Tracks"), tr("Since the last time")]
        settle(self, titles, tr("What was corrected"))
        fit(self)

    def show_plan(self, plan: Plan) -> None:
        """The counts of a plan."""
        for row, (fact, title) in enumerate(KINDS.items()):
            counts = (plan.by_kind.get(fact.value, 0), plan.fresh_by_kind.get(fact.value, 0))
            for column, text in enumerate((tr(title), *(f"{count:,}" for count in counts))):
                self.setItem(row, column, cell(text, right=column > 0))


def fit(table: QTableWidget, most: int = 20) -> None:
    """As high as its lines, so that nothing has to be scrolled where they are few."""
    rows = sum(table.rowHeight(row) for row in range(min(table.rowCount(), most)))
    head = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(rows + head + 2 * table.frameWidth() + 2)


def cell(text: str, *, right: bool = False) -> QTableWidgetItem:
    """A cell that is only read; figures stand at the right."""
    item = QTableWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    if right:
        item.setTextAlignment(RIGHT)
    return item


def settle(table: QTableWidget, titles: list[str], name: str) -> None:
    """A table that is read, not edited; its first column takes what is left."""
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(titles)
    for column in range(len(titles)):
        header = table.horizontalHeaderItem(column)
        if header is not None:
            header.setTextAlignment(RIGHT if column else LEFT)
    header_view = table.horizontalHeader()
    header_view.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header_view.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header_view.setHighlightSections(False)
    header_view.setTextElideMode(Qt.TextElideMode.ElideRight)
    roomy_lines(table)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)

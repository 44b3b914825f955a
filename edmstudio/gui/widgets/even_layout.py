"""Widgets of one width in a row; in half as many columns where their words would be cut."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from edmstudio.gui.widgets.flow_layout import FlowLayout

WIDEST = 2  # times the words of the longest; beyond that a button is a bar


class EvenLayout(FlowLayout):
    """For answers of equal weight; what is hidden takes no place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wide = 0

    def minimumSize(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        widest = max((size.width() for size in sizes), default=0)
        return QSize(widest, max((size.height() for size in sizes), default=0))

    def _least(self, item: QLayoutItem) -> int:
        return self._wide

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        shown = [item for item in self._items if not item.isEmpty()]
        widest = max((item.sizeHint().width() for item in shown), default=0)
        columns = len(shown)
        while columns > 1 and columns * (widest + self.spacing()) - self.spacing() > width:
            columns = -(-columns // 2)
        share = (width - self.spacing() * (columns - 1)) // max(columns, 1)
        self._wide = min(share, widest * WIDEST)
        return [shown[at : at + columns] for at in range(0, len(shown), max(columns, 1))]

    def _place(self, row: list[QLayoutItem], at: QPoint, width: int) -> None:
        for number, item in enumerate(row):
            left = at + QPoint(number * (self._wide + self.spacing()), 0)
            item.setGeometry(QRect(left, QSize(self._wide, item.sizeHint().height())))

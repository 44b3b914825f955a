"""Widgets in rows, as many as the width asks for; the first one takes what its row leaves."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Words of buttons and fields stay whole where one row would cut them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        rows = self._rows(width - margins.left() - margins.right())
        inner = sum(_height(row) + self.spacing() for row in rows)
        return max(margins.top() + margins.bottom() - self.spacing() + inner, 0)

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        highest = max((item.sizeHint().height() for item in self._items), default=0)
        margins = self.contentsMargins()
        beside, above = margins.left() + margins.right(), margins.top() + margins.bottom()
        return QSize(widest + beside, highest + above)

    def sizeHint(self) -> QSize:
        wide = sum(item.sizeHint().width() + self.spacing() for item in self._items)
        return QSize(wide, self.minimumSize().height())

    def setGeometry(self, box: QRect) -> None:
        super().setGeometry(box)
        inner = box.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for row in self._rows(inner.width()):
            self._place(row, QPoint(inner.left(), top), inner.width())
            top += _height(row) + self.spacing()

    def _least(self, item: QLayoutItem) -> int:
        """The first one can be small, because it grows."""
        size = item.minimumSize() if item is self._items[0] else item.sizeHint()
        return size.width()

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """Items that are shown, broken where the next one would not fit."""
        rows: list[list[QLayoutItem]] = []
        left = 0
        for item in (item for item in self._items if not item.isEmpty()):
            wide = self._least(item)
            if not rows or wide > left:
                rows.append([])
                left = width
            rows[-1].append(item)
            left -= wide + self.spacing()
        return rows

    def _place(self, row: list[QLayoutItem], at: QPoint, width: int) -> None:
        wide = sum(map(self._least, row)) + self.spacing() * (len(row) - 1)
        spare, left = max(width - wide, 0), at.x()
        for item in row:
            size = QSize(self._least(item), item.sizeHint().height())
            if item is self._items[0]:
                size += QSize(spare, 0)
            size.setWidth(min(size.width(), width))
            down = (_height(row) - size.height()) // 2
            item.setGeometry(QRect(QPoint(left, at.y() + down), size))
            left += size.width() + self.spacing()


def _height(row: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in row)

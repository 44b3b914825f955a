"""Drawing the cells of the list of tracks: text, bars, status, a small overview."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from edmstudio.gui.library.model import LibraryModel
from edmstudio.gui.library.rows import Column, Look, Row, Status, status
from edmstudio.gui.look.stylesheet import BESIDE
from edmstudio.gui.look.theme import Theme

PADDING = 6  # pixels of the design
ROW_HEIGHT = 28
ENERGY, TRUST = 24, 44  # pixels of the figure beside a bar
SHORTEST = 12  # pixels of a bar that says anything
STRONG = ("title", "key")  # what one looks for first, beside the figures
OPEN = "▸"  # before the title of the track on the desk; its colour is not the only sign
OverviewOf = Callable[[Row, QSize], QPixmap | None]
SIGNS = {
    Status.NEW: "○",
    Status.ANALYSED: "●",
    Status.IMPORTED: "◐",
    Status.CORRECTED: "✓",
    Status.MISSING: "!",
}


class CellDelegate(QStyledItemDelegate):
    """Asks the model for a row once and draws it: a scrolled page costs a few milliseconds."""

    def __init__(self, model: LibraryModel, overview: OverviewOf, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._overview = overview
        self.theme = Theme()
        self.open_id: int | None = None

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, self.theme.px(ROW_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row, column = self._model.row_at(index), self._model.columns[index.column()]
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        self._background(painter, box, state, odd=bool(index.row() % 2))
        side = self.theme.px(PADDING) + BESIDE  # as the headings above
        inner = box.adjusted(side, 0, -side, 0)
        if column.look in (Look.FIGURE, Look.BAR) and not _whole(option):
            return  # a part of a number is another number
        match column.look:
            case Look.OVERVIEW:
                self._draw_overview(painter, inner.adjusted(0, 3, 0, -3), row)
            case Look.BAR:
                self._draw_bar(painter, inner, column, row)
            case Look.STATUS:
                self._draw_status(painter, inner, column.said(row), status(row))
            case _:
                self._draw_text(painter, inner, column, row)

    def _background(
        self, painter: QPainter, box: QRect, state: QStyle.StateFlag, *, odd: bool
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self.theme.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, self.theme.colour("hover"))
        elif odd:
            painter.fillRect(box, self.theme.colour("surface"))

    def _draw_text(self, painter: QPainter, box: QRect, column: Column, row: Row) -> None:
        figure, said = column.look is Look.FIGURE, column.said(row)
        colour = "text" if figure or column.name in STRONG else "muted"
        if column.name == "title" and row["id"] == self.open_id:
            colour, said = "accent", f"{OPEN} {said}"
        side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
        self._write(painter, box, said, self.theme.colour(colour), side)

    def _draw_bar(self, painter: QPainter, box: QRect, column: Column, row: Row) -> None:
        share = column.share(row) if column.share else None
        if share is None:
            return
        name, figure = "energy", ENERGY
        if column.name == "trust":
            name = "good" if share >= 0.8 else "doubt" if share >= 0.5 else "bad"
            figure = TRUST
        wide, tall = max(box.width() - self.theme.px(figure), 0), self.theme.px(4)
        track = QRectF(box.left(), box.center().y() - tall / 2 + 1, wide, tall)
        if wide >= self.theme.px(SHORTEST):
            painter.fillRect(track, self.theme.colour("border"))
            track.setWidth(wide * share)
            painter.fillRect(track, self.theme.colour(name))
        right = Qt.AlignmentFlag.AlignRight
        self._write(painter, box, column.said(row), self.theme.colour("text"), right)

    def _draw_status(self, painter: QPainter, box: QRect, said: str, held: Status) -> None:
        tokens = {Status.MISSING: "bad", Status.CORRECTED: "good", Status.ANALYSED: "accent"}
        colour = self.theme.colour(tokens.get(held, "muted"))
        side = self.theme.px(16)
        sign = QRect(box.left(), box.top(), side, box.height())
        self._write(painter, sign, SIGNS[held], colour, Qt.AlignmentFlag.AlignLeft)
        rest = box.adjusted(side, 0, 0, 0)
        self._write(painter, rest, said, self.theme.colour("muted"), Qt.AlignmentFlag.AlignLeft)

    def _draw_overview(self, painter: QPainter, box: QRect, row: Row) -> None:
        """A line where its sound was never seen."""
        if box.width() <= 0:
            return
        if (picture := self._overview(row, box.size())) is not None:
            painter.drawPixmap(box.topLeft(), picture)
        else:
            line = QRect(box.left(), box.center().y(), box.width(), 1)
            painter.fillRect(line, self.theme.colour("border"))

    @staticmethod
    def _write(
        painter: QPainter, box: QRect, text: str, colour: QColor, side: Qt.AlignmentFlag
    ) -> None:
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) > box.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setPen(colour)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)


def _whole(option: QStyleOptionViewItem) -> bool:
    """Whether all of a cell's width is in sight."""
    view, box = option.widget, option.rect
    if not isinstance(view, QAbstractScrollArea):
        return True
    return bool(box.left() >= 0 and box.right() <= view.viewport().width())

"""A table that shares its width among its columns, and its height among whole rows."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from edmstudio.gui.widgets.column_shares import Wish, shared
from edmstudio.gui.widgets.row_table import plain_lines

LOW = 0.85  # of a row's usual height; so low it may be for one more row to be whole


class SharedTable(QTableView):
    """Whoever derives from it says what each column wishes; rows are never cut in half.

    A column that the person has drawn to a width keeps it. `sideways` says whether those without
    room can be scrolled to, or are told by tips alone.
    """

    def __init__(self, *, sideways: bool) -> None:
        super().__init__()
        self._sideways = sideways
        self._row = self.verticalHeader().defaultSectionSize()
        self._sharing = False
        plain_lines(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.horizontalHeader().setMinimumSectionSize(0)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().sectionResized.connect(self._resized)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self.share_height)

    def wishes(self) -> Mapping[int, Wish]:
        """What each column wishes, by its number."""
        raise NotImplementedError

    def set_row(self, high: int) -> None:
        """How high a row is in pixels, where nothing speaks against it."""
        self._row = high
        self.share_height()

    def share(self) -> None:
        """Give each column its width."""
        header, wishes = self.horizontalHeader(), self.wishes()
        order = [header.logicalIndex(place) for place in range(header.count())]
        shown = [at for at in order if not header.isSectionHidden(at)]
        widths = shared(self.viewport().width(), [wishes[at] for at in shown])
        self._sharing = True
        for at, wide in zip(shown, widths, strict=True):
            header.resizeSection(at, wide)
        self._sharing = False

    def share_height(self) -> None:
        """Rows so high that no half one is left over, as far as that is little."""
        self._offer_bar()
        room, high = self.viewport().height(), self._row
        if self.model() is not None and self.model().rowCount() * high > room > high:
            rows = -(-room // high)
            high = room // (rows if room >= rows * high * LOW else rows - 1)
        if high != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(high)

    def _offer_bar(self) -> None:
        """In the lowest panels a row is worth more than the bar below it."""
        bar = self.horizontalScrollBar()
        room = self.viewport().height() + (bar.height() if bar.isVisible() else 0)
        low = room < self._row + bar.sizeHint().height()
        never, needed = (
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            Qt.ScrollBarPolicy.ScrollBarAsNeeded,
        )
        wanted = needed if self._sideways and not low else never
        if wanted is not self.horizontalScrollBarPolicy():
            self.setHorizontalScrollBarPolicy(wanted)

    def drawn(self, at: int, wide: int) -> None:
        """The person drew a column to a width."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_height()
        self.share()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        high = self.verticalHeader().defaultSectionSize()
        rest = self.viewport().height() % high
        if (
            0 < rest < self.viewport().height() and self.verticalScrollBar().maximum()
        ):  # of a row that is not whole
            with QPainter(self.viewport()) as painter:
                strip = self.viewport().rect().adjusted(0, self.viewport().height() - rest, 0, 0)
                painter.fillRect(strip, self.palette().base())

    def _resized(self, at: int, before: int, wide: int) -> None:
        if not self._sharing and wide and before:
            self.drawn(at, wide)

"""One row of a search box, filters and a count: what has no room in it folds away."""

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QToolButton,
    QWidget,
)

from edmstudio.gui.library.filter_fold import FilterFold
from edmstudio.gui.look.icons import icon
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

SEARCH, LEAST = 16, 6  # letters of the search box where there is room, and at least
CROSS = 34  # pixels of the search box beside what is typed


class FilterRow(QWidget):
    """Nothing in it jumps while somebody types: what comes and goes has its room kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(placeholderText=tr("Search"))
        self.search.setToolTip(tr("Title, artist, album, genre, key, file"))
        self.search.setAccessibleName(tr("Search the library"))
        self.search.setClearButtonEnabled(True)
        self.fold = FilterFold()
        self.clear = QToolButton()
        self.clear.setProperty("flat", "true")
        self.clear.setAccessibleName(tr("Clear filters"))
        self.clear.setToolTip(tr("Clear filters: show every track again"))
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self._every: list[QWidget] = []
        self.offered: list[QWidget] = []
        self._shown, self._whole, self._in_row = 0, 0, -1
        self._lay_out()

    def fill(self, filters: Sequence[QWidget]) -> None:
        """These are the filters, the first of them in the row before the others."""
        self._every, self.offered = list(filters), list(filters)
        self.wear(Theme())

    def offer(self, one: QWidget, *, on: bool) -> None:
        """Whether there is anything to choose from in a filter."""
        if on is not (one in self.offered):
            held = {*self.offered, one} if on else {*self.offered} - {one}
            self.offered = [each for each in self._every if each in held]
            self._in_row = -1
            self._share()

    def show_count(self, shown: int, whole: int) -> None:
        """How many pass, of how many."""
        self._shown, self._whole = shown, whole
        self._share()

    def wear(self, theme: Theme) -> None:
        """Take the size of a theme."""
        side, above = theme.px(6), theme.px(3)
        self.clear.setIcon(icon("filter-off", theme))
        self.clear.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._cross = theme.px(CROSS)
        self._layout.setContentsMargins(side, above, side, above)
        self._layout.setSpacing(side)
        self.fold.wear(theme)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def minimumSizeHint(self) -> QSize:
        """A search box and a button; filters fold away."""
        gap = self._layout.spacing()
        beside = self.fold.width() + gap + self.clear.sizeHint().width() + gap
        return QSize(self._search_width(LEAST) + beside, self.sizeHint().height())

    def _share(self) -> None:
        """The search box first, then as many filters as there is room for."""
        gap, edges = self._layout.spacing(), self._layout.contentsMargins()
        room = self.width() - edges.left() - edges.right() - self.clear.sizeHint().width() - gap
        folded = self.fold.width() + gap
        room -= self._share_count(room - self._search_width(SEARCH) - folded - gap)
        self.search.setMinimumWidth(max(min(self._search_width(SEARCH), room - folded), 1))
        room -= self._search_width(SEARCH)
        ends = list(accumulate(each.sizeHint().width() + gap for each in self.offered))
        fitting = sum(end <= room for end in ends)
        if fitting < len(ends):
            fitting = sum(end <= room - folded for end in ends)
        if fitting != self._in_row:
            self._in_row = fitting
            self._fold(fitting)
        self.fold.mark(sum(map(self._is_set, self.offered[fitting:])))

    def _share_count(self, room: int) -> int:
        """Say the count in words for which there is room whatever it will be; pixels taken."""
        metrics, whole = self.count.fontMetrics(), f"{self._whole:,}"
        for some in (tr("{shown} of {whole} tracks"), tr("{shown} of {whole}")):
            every = tr("{whole} tracks").format(whole=whole)
            widest = max(
                some.format(shown=whole, whole=whole), every, key=metrics.horizontalAdvance
            )
            wide = metrics.horizontalAdvance(widest) + 1
            if wide <= room:
                passing = some.format(shown=f"{self._shown:,}", whole=whole)
                self.count.setText(every if self._shown == self._whole else passing)
                self.count.setFixedWidth(wide)
                self.count.show()
                return wide + self._layout.spacing()
        self.count.hide()
        return 0

    def _fold(self, fitting: int) -> None:
        """So many filters lie in the row, the others behind a button."""
        everything = [*self.offered, *(each for each in self._every if each not in self.offered)]
        for place, widget in enumerate(everything[:fitting], start=1):
            self._layout.insertWidget(place, widget)
            widget.show()
        self.fold.hold(everything[fitting:], self.offered)
        self.fold.setVisible(fitting < len(self.offered))

    def _search_width(self, letters: int) -> int:
        return letters * self.fontMetrics().averageCharWidth() + self._cross

    @staticmethod
    def _is_set(field: QWidget) -> bool:
        if isinstance(field, QComboBox):
            return field.currentIndex() > 0
        return isinstance(field, QLineEdit) and bool(field.text())

    def _lay_out(self) -> None:
        self._layout, self._cross = QHBoxLayout(self), CROSS
        self._layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._layout.addWidget(self.search, stretch=1)
        for widget in (self.fold, self.clear, self.count):
            self._layout.addWidget(widget)
        kept = self.clear.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.clear.setSizePolicy(kept)

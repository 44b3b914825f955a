"""The table of tracks and its columns: their widths, which are shown, and in which order."""

import json
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, QSettings, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from edmstudio.gui.library.cells import PADDING, ROW_HEIGHT, CellDelegate, OverviewOf
from edmstudio.gui.library.model import LibraryModel
from edmstudio.gui.library.rows import Column
from edmstudio.gui.look.stylesheet import BESIDE
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.column_shares import Wish
from edmstudio.gui.widgets.shared_table import SharedTable
from edmstudio.gui.words import tr

COLUMNS_KEY, WIDTHS_KEY = "library/columns", "library/widths"
NEEDED = ("title", "bpm", "key", "trust")  # by which the next track is chosen, or looked at
YIELDING = ("overview", "artist")
GROWING = {"title": 4, "artist": 2, "overview": 1, "album": 2, "path": 3}


class TrackTable(SharedTable):
    """Stays fast with 100,000 rows: nothing here is made per row."""

    def __init__(self, model: LibraryModel, overview: OverviewOf, parent: QWidget) -> None:
        super().__init__(sideways=True)
        self.setParent(parent)
        self._columns = model.columns
        self._places = {column.name: place for place, column in enumerate(model.columns)}
        self._rows, self._drawn = model, dict[str, float]()  # pixels of the design
        self._cells = CellDelegate(model, overview, self)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(tr("Tracks"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setIconSize(QSize(1, 1))
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.choose_columns)
        self._as_at_first()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def wishes(self) -> Mapping[int, Wish]:
        return {place: self._wish(column) for place, column in enumerate(self._columns)}

    def _wish(self, column: Column) -> Wish:
        needed, theme = column.name in NEEDED, self._cells.theme
        if (drawn := self._drawn.get(column.name)) is not None:
            return Wish(theme.px(drawn), theme.px(drawn), needed)
        words = self.horizontalHeader().fontMetrics().horizontalAdvance(column.title)
        least = max(theme.px(column.least), words + 2 * (theme.px(PADDING) + BESIDE) + 1)
        if column.name in self._rows.bare:
            yielding = column.name in YIELDING
            return Wish(least, 0 if yielding else least, needed, yielding)
        usual = max(theme.px(column.width), least)
        grows = GROWING.get(column.name, 0)
        floor = theme.px(column.floor)
        return Wish(usual, least, needed, column.name in YIELDING, grows, floor)

    def drawn(self, at: int, wide: int) -> None:
        self._drawn[self._columns[at].name] = wide / self._cells.theme.scale
        self.share()

    def mark_open(self, track_id: int | None) -> None:
        """Show which track lies on the desk."""
        self._cells.open_id = track_id
        self.viewport().update()

    def reveal(self, name: str) -> None:
        """Scroll sideways until a column is in sight."""
        place = next(n for n, column in enumerate(self._columns) if column.name == name)
        bar, left = self.horizontalScrollBar(), self.columnViewportPosition(place)
        beyond = left + self.columnWidth(place) - self.viewport().width()
        if beyond > 0:
            bar.setValue(bar.value() + beyond)

    def wear(self, theme: Theme) -> None:
        """Take the colours and the size of a theme."""
        self._cells.theme = theme
        self.set_row(theme.px(ROW_HEIGHT))
        self.share()

    def save(self, settings: QSettings) -> None:
        """Remember the columns."""
        settings.setValue(COLUMNS_KEY, self.horizontalHeader().saveState())
        settings.setValue(WIDTHS_KEY, json.dumps(self._drawn))

    def restore(self, settings: QSettings) -> None:
        """The columns as they were left."""
        if (state := settings.value(COLUMNS_KEY)) is not None:
            self.horizontalHeader().restoreState(state)
            self.horizontalHeader().setStretchLastSection(False)
            self.horizontalHeader().setMinimumSectionSize(0)
        held = json.loads(str(settings.value(WIDTHS_KEY) or "{}"))
        self._drawn = {name: wide for name, wide in held.items() if name in self._places}
        self.share()

    def choose_columns(self, at: QPoint | None = None) -> None:
        """A menu of all columns to show or to hide."""
        menu = QMenu(tr("Columns"), self)
        header = self.horizontalHeader()
        for place, column in enumerate(self._columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(place))
            action.toggled.connect(partial(self.show_column, place))
        menu.addSeparator()
        menu.addAction(tr("Reset columns")).triggered.connect(self.reset_columns)
        where = at or QPoint(self.width() - menu.sizeHint().width(), 0)
        menu.popup(self.mapToGlobal(where))

    def show_column(self, place: int, on: bool) -> None:
        """Show a column or hide it."""
        self.setColumnHidden(place, not on)
        self.share()

    def reset_columns(self) -> None:
        """Those that are shown at first, in that order, as wide as is usual."""
        self._drawn.clear()
        self._as_at_first()
        self.share()

    def _as_at_first(self) -> None:
        """How far to trust a track stands beside what is to be trusted."""
        header = self.horizontalHeader()
        for place, column in enumerate(self._columns):
            header.moveSection(header.visualIndex(place), place)
            self.setColumnHidden(place, not column.shown)
        header.moveSection(header.visualIndex(self._places["trust"]), self._places["key"] + 1)

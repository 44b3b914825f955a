"""The table of tracks and its columns: their widths, which are shown, and in which order."""

from functools import partial

from PySide6.QtCore import QPoint, QSettings, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from edmstudio.gui.library.cells import ROW_HEIGHT, CellDelegate, OverviewOf
from edmstudio.gui.library.model import LibraryModel
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

COLUMNS_KEY = "library/columns"


class TrackTable(QTableView):
    """Stays fast with 100,000 rows: nothing here is made per row."""

    def __init__(self, model: LibraryModel, overview: OverviewOf, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = model.columns
        self._cells = CellDelegate(model, overview, self)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(tr("Tracks"))
        self._behave()
        self._set_up_columns()
        self.setSortingEnabled(True)

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setIconSize(QSize(1, 1))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _set_up_columns(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.choose_columns)
        for place, column in enumerate(self._columns):
            self.setColumnWidth(place, column.width)
            self.setColumnHidden(place, not column.shown)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

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
        grown, self._cells.theme = theme.scale / self._cells.theme.scale, theme
        for place in range(len(self._columns)):
            self.setColumnWidth(place, round(self.columnWidth(place) * grown))
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))

    def save(self, settings: QSettings) -> None:
        """Remember the columns."""
        settings.setValue(COLUMNS_KEY, self.horizontalHeader().saveState())

    def restore(self, settings: QSettings) -> None:
        """The columns as they were left."""
        if (state := settings.value(COLUMNS_KEY)) is not None:
            self.horizontalHeader().restoreState(state)

    def choose_columns(self, at: QPoint | None = None) -> None:
        """A menu of all columns to show or to hide."""
        menu = QMenu(tr("Columns"), self)
        header = self.horizontalHeader()
        for place, column in enumerate(self._columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(place))
            action.toggled.connect(partial(self.show_column, place))
        where = at or QPoint(self.width() - menu.sizeHint().width(), 0)
        menu.popup(self.mapToGlobal(where))

    def show_column(self, place: int, on: bool) -> None:
        """Show a column or hide it; one that was never seen gets the width that is usual for it."""
        self.setColumnHidden(place, not on)
        usual = self._cells.theme.px(self._columns[place].width)
        if on and self.columnWidth(place) < usual // 4:
            self.setColumnWidth(place, usual)

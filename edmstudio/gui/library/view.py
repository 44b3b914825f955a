"""The list of tracks: search, filters, playlists; a line opens its track."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from edmstudio.gui.keys.router import LIBRARY_PROPERTY
from edmstudio.gui.library.cells import OverviewOf
from edmstudio.gui.library.filter import Filter
from edmstudio.gui.library.filter_bar import FilterBar
from edmstudio.gui.library.model import LibraryModel
from edmstudio.gui.library.playlist_tree import PlaylistTree
from edmstudio.gui.library.rows import Row
from edmstudio.gui.library.track_table import TrackTable
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.empty_state import EmptyState
from edmstudio.gui.words import tr


class LibraryView(QWidget):
    """The table of tracks, the playlists beside it, and what is said where nothing passes."""

    open_asked = Signal(int)  # a track's id
    picked = Signal()

    def __init__(self, overview: OverviewOf, menu: Callable[[QWidget], QMenu]) -> None:
        super().__init__()
        self.setProperty(LIBRARY_PROPERTY, True)
        self.model = LibraryModel(self)
        self.bar = FilterBar()  # lies in the head of the panel
        self.bar.setProperty(LIBRARY_PROPERTY, True)
        self.table = TrackTable(self.model, overview, self)
        self.table.doubleClicked.connect(self._opened)
        self.table.selectionModel().selectionChanged.connect(lambda: self.picked.emit())
        self._menu, self._shared = menu, True  # as the window shares it out, or a hand
        self.nothing = EmptyState(
            tr("No track passes these filters."), tr("Clear filters"), self.clear_filters
        )
        self.playlists = PlaylistTree()
        self.playlists.chosen.connect(self.bar.choose_playlist)
        self.bar.clear.clicked.connect(self.playlists.show_all)
        self._lay_out()
        self.bar.wanted.connect(self.model.apply)
        self.bar.search.returnPressed.connect(self._into_list)
        self.model.filtered.connect(self._filtered)
        self._filtered()

    def _lay_out(self) -> None:
        """The playlists, where there are any, to the left of the tracks."""
        tracks, self._parts = QWidget(), QSplitter()
        parts = self._parts
        parts.splitterMoved.connect(self._drawn)
        _stacked(tracks, self.table, self.nothing)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.playlists)
        parts.addWidget(tracks)
        parts.setStretchFactor(1, 1)
        _stacked(self, parts)

    def clear_filters(self) -> None:
        """Show every track again."""
        self.playlists.show_all()
        self.bar.reset()

    def show_rows(self, rows: list[Row]) -> None:
        """Show what the library has; what is picked and where it is scrolled stays."""
        picked, top = self.picked_ids(), self.table.verticalScrollBar().value()
        self.model.show_rows(rows)
        self.table.share()
        self.bar.offer_genres(self.model.genres())
        self.bar.offer_origins(self.model.sources(), self.model.people())
        self.pick(picked[:1])
        self.table.verticalScrollBar().setValue(top)

    def picked_ids(self) -> list[int]:
        """The tracks of the picked lines."""
        lines = self.table.selectionModel().selectedRows()
        return [self.model.row_at(index)["id"] for index in lines]

    def pick(self, track_ids: list[int]) -> None:
        """Pick the lines of tracks, where they are shown."""
        for track_id in track_ids:
            if (line := self.model.line_of(track_id)) is not None:
                self.table.selectRow(line)

    def shown_ids(self) -> list[int]:
        """The tracks that pass the filters, in the order of the list."""
        return [self.model.row_at(line)["id"] for line in range(self.model.rowCount())]

    def wear(self, theme: Theme) -> None:
        """Take the colours and the size of a theme."""
        self.bar.wear(theme)
        self.playlists.wear(theme)
        self.table.wear(theme)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """The playlists get what their names need, the tracks the rest."""
        if self._shared:
            beside = self.playlists.width_within(self.width())
            self._parts.setSizes([beside, self.width() - beside])

    def _drawn(self) -> None:
        self._shared = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.table.underMouse() and self.model.rowCount():
            self._menu(self).popup(event.globalPos())

    def _opened(self, index: QModelIndex) -> None:
        self.open_asked.emit(self.model.row_at(index)["id"])

    def _into_list(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()
            self.table.selectRow(0)

    def _filtered(self) -> None:
        shown, whole = self.model.rowCount(), len(self.model.rows)
        self.table.setVisible(bool(shown) or not whole)
        self.nothing.setVisible(bool(whole) and not shown)
        self.nothing.sentence.setText(self._why_nothing())
        self.bar.say_count(shown, whole)

    def _why_nothing(self) -> str:
        words = self.model.filter.words
        if words and replace(self.model.filter, words="") == Filter():
            return tr("No track matches “{words}”.").format(words=words)
        return tr("No track passes these filters.")


def _stacked(whole: QWidget, *parts: QWidget) -> None:
    """One below the other, without a gap."""
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part, stretch=part is parts[-1])

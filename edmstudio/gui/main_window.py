"""The window: where everything lies. What it does is in the commands."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.canvas.canvas import Canvas
from edmstudio.gui.commands.view import Panel
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.dock_title import DockTitle
from edmstudio.gui.widgets.panel_tabs import furnish
from edmstudio.gui.widgets.status_line import StatusLine

LEAST_DOCK = (200, 80)  # logical pixels
FRAME = 36  # pixels of the tabs over a panel
BELOW = 10  # lines: a row or two of filters, a few tracks
TABS = 44  # letters of the names of the panels to the right
BESIDE = 128  # pixels by which the list is wider than three fifths of the window
STATE, GEOMETRY = "window/state", "window/geometry"


class MainWindow(QMainWindow):
    """Docks round the timeline; files may be dropped anywhere."""

    dropped = Signal(list)  # paths as text
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("EDM Studio")
        self.setWindowTitle("EDM Studio")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.setDockOptions(self.dockOptions() | QMainWindow.DockOption.GroupedDragging)  # by tab
        self.setMinimumSize(760, 480)
        self.resize(1440, 900)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.said = StatusLine(self)
        self._theme = Theme()
        self._titles: list[DockTitle] = []
        self.pages = QStackedWidget()
        self.setCentralWidget(self.pages)
        self.docks: dict[str, QDockWidget] = {}
        self._arranged = False

    def build(
        self, first: QWidget, above: list[QWidget], canvas: Canvas, below: list[QWidget]
    ) -> None:
        """The page of an empty library, and the page of a track from top to bottom."""
        self._first = first
        self._desk = QWidget()
        layout = QVBoxLayout(self._desk)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in above:
            layout.addWidget(widget)
        layout.addWidget(canvas, stretch=1)
        for widget in below:
            layout.addWidget(widget)
        self.pages.addWidget(self._desk)
        self.pages.addWidget(first)

    def dock(
        self, name: str, title: str, widget: QWidget, head: QWidget | None = None
    ) -> QDockWidget:
        """Add a panel, with what stands in its head; the person can put it elsewhere."""
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        widget.setMinimumSize(*LEAST_DOCK)  # no panel squeezes the timeline
        dock.setWidget(widget)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        self.docks[name] = dock
        self._titles.append(DockTitle(dock, self, head))
        for moved in (dock.visibilityChanged, dock.topLevelChanged, dock.dockLocationChanged):
            moved.connect(self._settle)
        return dock

    def _settle(self) -> None:
        """A panel came, went or was put elsewhere: others may be alone now, or under tabs."""
        furnish(self)
        for title in self._titles:
            title.settle()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        self.said.wear(theme)
        for title in self._titles:
            title.wear(theme)
        self.keep_list()

    def lay_out_docks(self) -> None:
        """The list below the timeline, beside it the events with the history behind them."""
        library, events = self.docks["library"], self.docks["events"]
        self.splitDockWidget(library, events, Qt.Orientation.Horizontal)
        for dock in self.docks.values():
            if dock not in (library, events):
                self.tabifyDockWidget(events, dock)
        events.raise_()
        self.share_out()

    def share_out(self) -> None:
        """The timeline first: it gets all lanes before the list gets more than a few lines."""
        library, events = self.docks["library"], self.docks["events"]
        wide, high = self.width(), self.height()
        lower = max(min(high * 4 // 10 - 140, 420), self._below())
        right = max(wide * 2 // 5 - BESIDE, self._tabs())
        self.resizeDocks([library, events], [wide - right, right], Qt.Orientation.Horizontal)
        self.resizeDocks([library], [lower], Qt.Orientation.Vertical)

    def keep_list(self) -> None:
        """Where letters have grown the list still shows a few lines, and tabs their names."""
        library, beside = self.docks["library"], self.docks["events"]
        if library.height() < self._below():
            self.resizeDocks([library], [self._below()], Qt.Orientation.Vertical)
        shown = [dock for dock in (beside, *self.tabifiedDockWidgets(beside)) if dock.isVisible()]
        if shown and shown[0].width() < self._tabs() < self.width() // 2:
            wide = [self.width() - self._tabs(), self._tabs()]
            self.resizeDocks([library, shown[0]], wide, Qt.Orientation.Horizontal)

    def _tabs(self) -> int:
        return self.fontMetrics().averageCharWidth() * TABS

    def _below(self) -> int:
        lines = self.fontMetrics().lineSpacing() * BELOW
        return max(min(lines, self.height() * 36 // 100), 150)

    def make_room(self, dock: QDockWidget, high: Callable[[int], int]) -> None:
        """Give a panel nearly half of the width, and the height that it needs there at least.

        `high` tells that height for a width; the timeline always keeps more than half.
        """
        library, wide = self.docks["library"], self.width() * 45 // 100
        wanted = min(self._theme.px(FRAME) + high(wide), self.height() * 45 // 100)
        if dock.isFloating() or (dock.width() >= wide and dock.height() >= wanted):
            return
        self.resizeDocks([library, dock], [self.width() - wide, wide], Qt.Orientation.Horizontal)
        high_now = max(dock.height(), wanted)
        self.resizeDocks([library, dock], [high_now, high_now], Qt.Orientation.Vertical)

    def panels(self) -> dict[str, Panel]:
        """What the menu "Panels" switches."""
        return {
            name: Panel(dock.windowTitle(), partial(_toggle, dock), dock.isVisible)
            for name, dock in self.docks.items()
        }

    def show_empty(self, empty: bool) -> None:
        """The first page while the library has nothing, the desk afterwards."""
        self.pages.setCurrentWidget(self._first if empty else self._desk)
        for dock in self.docks.values():
            dock.setVisible(not empty)

    def spread_library(self) -> None:
        """Give the list of tracks most of the window."""
        self.resizeDocks([self.docks["library"]], [self.height()], Qt.Orientation.Vertical)

    def save(self, settings: QSettings) -> None:
        """Remember where everything lies."""
        settings.setValue(GEOMETRY, self.saveGeometry())
        settings.setValue(STATE, self.saveState())

    def restore(self, settings: QSettings) -> None:
        """As it was left."""
        if (geometry := settings.value(GEOMETRY)) is not None:
            self.restoreGeometry(geometry)
        if (state := settings.value(STATE)) is not None:
            self.restoreState(state)
            self._arranged = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.said.settle()

    def showEvent(self, event: QShowEvent) -> None:
        if not self._arranged:
            self._arranged = True
            self.share_out()
        furnish(self)
        super().showEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if paths:
            self.dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()


def _toggle(dock: QDockWidget) -> None:
    dock.setVisible(not dock.isVisible())
    dock.raise_()

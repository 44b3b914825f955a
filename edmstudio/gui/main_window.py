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
from edmstudio.gui.sharing import Sharing
from edmstudio.gui.widgets.dock_title import DockTitle
from edmstudio.gui.widgets.panel_tabs import furnish
from edmstudio.gui.widgets.status_line import StatusLine

LEAST_DOCK = (200, 80)  # logical pixels
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
        self.sharing = Sharing(self, self.docks)
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
        self.sharing.keep_list()

    def make_room(self, dock: QDockWidget, high: Callable[[int], int]) -> None:
        """Give a panel the room that it needs; `high` tells its height for a width."""
        self.sharing.make_room(dock, high, self._theme)

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
            self.sharing.share_out()
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

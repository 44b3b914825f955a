"""How much of the window each panel gets: the timeline first, then a few lines of every list."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from edmstudio.gui.look.theme import Theme

FRAME = 36  # pixels of the tabs over a panel
BELOW = 10  # lines: a row or two of filters, a few tracks
TABS = 44  # letters of the names of the panels to the right
BESIDE = 128  # pixels by which the list is wider than three fifths of the window


class Sharing:
    """Shares out a window among its panels; all measures follow the size of its letters."""

    def __init__(self, window: QMainWindow, docks: Mapping[str, QDockWidget]) -> None:
        self._window, self._docks = window, docks

    def lay_out(self) -> None:
        """The list below the timeline, beside it the events with the history behind them."""
        library, events = self._docks["library"], self._docks["events"]
        self._window.splitDockWidget(library, events, Qt.Orientation.Horizontal)
        for dock in self._docks.values():
            if dock not in (library, events):
                self._window.tabifyDockWidget(events, dock)
        events.raise_()
        self.share_out()

    def share_out(self) -> None:
        """The timeline gets all lanes before the list gets more than a few lines."""
        library, events = self._docks["library"], self._docks["events"]
        wide, high = self._window.width(), self._window.height()
        lower = max(min(high * 4 // 10 - 140, 420), self._below())
        right = max(wide * 2 // 5 - BESIDE, self._tabs())
        self._wide({library: wide - right, events: right})
        self._high({library: lower})

    def keep_list(self) -> None:
        """Where letters have grown the list still shows a few lines, and tabs their names."""
        library, beside = self._docks["library"], self._docks["events"]
        if library.height() < self._below():
            self._high({library: self._below()})
        tabbed = (beside, *self._window.tabifiedDockWidgets(beside))
        shown = next((dock for dock in tabbed if dock.isVisible()), None)
        if shown is not None and shown.width() < self._tabs() < self._window.width() // 2:
            self._wide({library: self._window.width() - self._tabs(), shown: self._tabs()})

    def make_room(self, dock: QDockWidget, high: Callable[[int], int], theme: Theme) -> None:
        """Give a panel nearly half of the width, and the height that it needs there at least.

        `high` tells that height for a width; the timeline always keeps more than half.
        """
        library, wide = self._docks["library"], self._window.width() * 45 // 100
        wanted = min(theme.px(FRAME) + high(wide), self._window.height() * 45 // 100)
        if dock.isFloating() or (dock.width() >= wide and dock.height() >= wanted):
            return
        self._wide({library: self._window.width() - wide, dock: wide})
        taken = max(dock.height(), wanted)
        self._high({library: taken, dock: taken})

    def spread(self, name: str) -> None:
        """Give one panel most of the window."""
        self._high({self._docks[name]: self._window.height()})

    def _tabs(self) -> int:
        return self._window.fontMetrics().averageCharWidth() * TABS

    def _below(self) -> int:
        lines = self._window.fontMetrics().lineSpacing() * BELOW
        return max(min(lines, self._window.height() * 36 // 100), 150)

    def _wide(self, shares: Mapping[QDockWidget, int]) -> None:
        docks, pixels = list(shares), list(shares.values())
        self._window.resizeDocks(docks, pixels, Qt.Orientation.Horizontal)

    def _high(self, shares: Mapping[QDockWidget, int]) -> None:
        docks, pixels = list(shares), list(shares.values())
        self._window.resizeDocks(docks, pixels, Qt.Orientation.Vertical)

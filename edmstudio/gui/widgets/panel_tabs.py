"""The tabs over panels that lie behind each other: a name, and a menu of what heads offer."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QTabBar

from edmstudio.gui.words import tr

KNOWN = "tabs of panels"


def furnish(window: QMainWindow) -> None:
    """Qt makes and drops these bars as panels are moved: see to those that are new."""
    for bar in window.findChildren(QTabBar):
        if not bar.property(KNOWN):
            bar.setProperty(KNOWN, True)
            bar.setAccessibleName(tr("Panels"))
            bar.setDrawBase(False)
            bar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            bar.customContextMenuRequested.connect(partial(_ask, window, bar))


def menu_of(window: QMainWindow, title: str) -> QMenu | None:
    """Take a panel out of its tabs, or close it; None where no panel is called so."""
    panels = (d for d in window.findChildren(QDockWidget) if d.windowTitle() == title)
    dock = next(panels, None)
    if dock is None:
        return None
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(tr("Take out")).triggered.connect(lambda: dock.setFloating(True))
    menu.addAction(tr("Close")).triggered.connect(dock.close)
    return menu


def _ask(window: QMainWindow, bar: QTabBar, at: QPoint) -> None:
    menu = menu_of(window, bar.tabText(bar.tabAt(at)))
    if menu is not None:
        menu.popup(bar.mapToGlobal(at))

"""Dialogs that fit: no larger than the window or screen allows, and what is left over scrolls."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from edmstudio.gui.words import tr

EDGE = QSize(40, 40)  # pixels of the window that stay to be seen


def fit(dialog: QWidget, wide: float, high: float) -> None:
    """So large, as far as the window it belongs to, or the screen, leaves room."""
    parent = dialog.parentWidget()
    room = dialog.screen().availableSize()
    if parent is not None:
        room = room.expandedTo(parent.window().size() - EDGE)
    dialog.resize(QSize(round(wide), round(high)).boundedTo(room))


def scrolling(page: QWidget) -> QScrollArea:
    """A page that scrolls where the dialog is too low for it."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(tr("Contents"))
    area.setWidget(page)
    return area

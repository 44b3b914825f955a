"""Dialogs in one rhythm that fit: what is larger than the window or the screen scrolls."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from edmstudio.gui.words import tr

EDGE = QSize(40, 40)  # pixels of the window, or of the screen, that stay to be seen


def fit(dialog: QWidget, wide: float, high: float) -> None:
    """So large, as far as the window it belongs to, or the screen, leaves room.

    Its margin is the height of a line, and half of that lies between its parts.
    """
    if isinstance(dialog, QDialog):
        space(dialog, 1.0)
    parent = dialog.parentWidget()
    room = dialog.screen().availableSize() - EDGE
    if parent is not None:
        room = room.expandedTo(parent.window().size() - EDGE)
    dialog.resize(QSize(round(wide), round(high)).boundedTo(room))


def fit_letters(dialog: QWidget, letters: int, lines: int) -> None:
    """So many usual letters wide, so many lines high, as far as there is room."""
    metrics = dialog.fontMetrics()
    fit(dialog, letters * metrics.averageCharWidth(), lines * metrics.height())


def space(widget: QWidget, around: float) -> None:
    """The usual distance between the parts of a widget, and so many lines round them."""
    if (layout := widget.layout()) is not None:
        line = widget.fontMetrics().height()
        edge = round(line * around)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(line // 2)


def scrolling(page: QWidget) -> QScrollArea:
    """A page that scrolls where the dialog is too low for it."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(tr("Contents"))
    area.setWidget(page)
    return area

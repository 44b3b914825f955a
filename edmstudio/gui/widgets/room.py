"""Dialogs in one rhythm that fit: what is larger than the window or the screen scrolls."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QTableView, QWidget

from edmstudio.gui.words import tr

EDGE = QSize(40, 40)  # pixels of the window, or of the screen, that stay to be seen


def fit(dialog: QWidget, wide: float, high: float) -> None:
    """So large, as far as the window it belongs to, or the screen, leaves room.

    Its margin is the height of a line, and half of that lies between its parts.
    """
    if isinstance(dialog, QDialog):
        space(dialog, 1.0)
    dialog.resize(QSize(round(wide), round(high)).boundedTo(_room(dialog)))


def fit_letters(dialog: QWidget, letters: int, lines: int) -> None:
    """So many usual letters wide, so many lines high, as far as there is room."""
    metrics = dialog.fontMetrics()
    fit(dialog, letters * metrics.averageCharWidth(), lines * metrics.height())


def fit_snug(dialog: QDialog, wide: float) -> None:
    """So wide, and as high as its parts want to be at that width; no line of a table is cut."""
    space(dialog, 1.0)
    wide = min(round(wide), _room(dialog).width())
    high = _wanted(dialog, wide)
    if isinstance(area := dialog.findChild(QScrollArea), QScrollArea):
        inside = wide - 2 * dialog.fontMetrics().height()
        high += _wanted(area.widget(), inside) - area.sizeHint().height()
    fit(dialog, wide, high)
    table, layout = dialog.findChild(QTableView), dialog.layout()
    if isinstance(table, QTableView) and layout is not None:
        layout.activate()
        dialog.resize(dialog.width(), dialog.height() - _of_a_cut_line(table))


def _room(dialog: QWidget) -> QSize:
    """The largest that it may be."""
    parent = dialog.parentWidget()
    screen = dialog.screen().availableSize() - EDGE
    return screen if parent is None else screen.expandedTo(parent.window().size() - EDGE)


def _wanted(widget: QWidget | None, wide: int) -> int:
    """The height at which all of its parts are seen."""
    layout = widget.layout() if widget is not None else None
    if layout is None:
        return 0
    high = layout.totalHeightForWidth(wide)  # -1 where nothing wraps
    return high if high > 0 else layout.totalSizeHint().height()


def _of_a_cut_line(table: QTableView) -> int:
    """Pixels of the last line that is seen, where it is not seen whole."""
    head = table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth()
    room, line = max(table.height() - head, 0), table.verticalHeader().defaultSectionSize()
    return room % line if table.model().rowCount() * line > room else 0


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

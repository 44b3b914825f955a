"""All keys on one page, over the window; any key or click sends it away."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.commands.registry import Command, Commands
from edmstudio.gui.keys.actions import plain
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.keys.physical_keys import shown
from edmstudio.gui.widgets.room import fit
from edmstudio.gui.words import tr

Groups = list[tuple[str, list[Command]]]  # under the names of their menus
WIDEST, MARGINS = 1800, 60  # pixels
LINES = 52


class CheatSheet(QDialog):
    """Made from the registry each time it opens, so it is never out of date."""

    def __init__(self, commands: Commands, keymap: Keymap, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wide = min(WIDEST, window.width() - 40)
        page = next(
            made
            for columns in (3, 2, 1)
            if (made := _page(commands, keymap, columns)).sizeHint().width() <= wide - MARGINS
            or columns == 1
        )
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(tr("Keys"))
        area.setWidget(page)
        QVBoxLayout(self).addWidget(area)
        fit(self, wide, self.fontMetrics().height() * LINES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close()


def rows(commands: Commands, keymap: Keymap) -> Groups:
    """Commands that have a key, under the names of their menus."""
    keyed = [command for command in commands if keymap.keys_of(command)]
    groups = groupby(sorted(keyed, key=_menu), key=_menu)
    order = list(dict.fromkeys(_menu(command) for command in commands))
    made = [(menu, list(members)) for menu, members in groups]
    return sorted(made, key=lambda group: order.index(group[0]))


def said(command: Command) -> str:
    """The title, under the name of its inner menu where that says more."""
    _, _, inner = plain(command.menu).partition("/")
    title = plain(command.title)
    return f"{inner}: {title}" if inner and inner not in title else title


def _menu(command: Command) -> str:
    return plain(command.menu).split("/")[0]


def _page(commands: Commands, keymap: Keymap, columns: int) -> QWidget:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setHorizontalSpacing(36)
    for column, groups in enumerate(_columns(commands, keymap, columns)):
        grid.addWidget(_column(groups, keymap), 0, column, Qt.AlignmentFlag.AlignTop)
    return page


def _columns(commands: Commands, keymap: Keymap, count: int) -> list[Groups]:
    groups = rows(commands, keymap)
    columns: list[Groups] = [[] for _ in range(count)]
    share = sum(len(members) + 2 for _, members in groups) / count
    used = 0.0
    for menu, members in groups:
        columns[min(int((used + len(members) / 2) / share), count - 1)].append((menu, members))
        used += len(members) + 2
    return columns


def _column(groups: Groups, keymap: Keymap) -> QWidget:
    column = QWidget()
    grid = QGridLayout(column)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(4)
    grid.setHorizontalSpacing(column.fontMetrics().height())
    for menu, members in groups:
        title = QLabel(menu)
        title.setProperty("role", "title")
        title.setContentsMargins(0, 10, 0, 2)
        grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for command in members:
            row = grid.rowCount()
            grid.addWidget(_keycaps(command, keymap), row, 0)
            grid.addWidget(QLabel(said(command)), row, 1)
    grid.setColumnStretch(1, 1)
    return column


def _keycaps(command: Command, keymap: Keymap) -> QWidget:
    """Its keys, each as the cap of a key."""
    caps = QWidget()
    row = QHBoxLayout(caps)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for key in keymap.keys_of(command):
        cap = QLabel(shown(key))
        cap.setProperty("role", "key")
        row.addWidget(cap)
    row.addStretch()
    return caps

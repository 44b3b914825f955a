"""All keys on one page, over the window; any key or click sends it away."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from edmstudio.gui.actions import plain
from edmstudio.gui.commands import Command, Commands
from edmstudio.gui.keymap import Keymap
from edmstudio.gui.physical_keys import shown
from edmstudio.gui.words import tr

COLUMNS = 3


class CheatSheet(QDialog):
    """Made from the registry each time it opens, so it is never out of date."""

    def __init__(self, commands: Commands, keymap: Keymap, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(36)
        for column, groups in enumerate(_columns(commands, keymap)):
            grid.addWidget(_column(groups, keymap), 0, column, Qt.AlignmentFlag.AlignTop)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(tr("Keys"))
        area.setWidget(page)
        QVBoxLayout(self).addWidget(area)
        self.resize(min(1180, window.width() - 40), min(780, window.height() - 60))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close()


def rows(commands: Commands, keymap: Keymap) -> list[tuple[str, list[Command]]]:
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


def _columns(commands: Commands, keymap: Keymap) -> list[list[tuple[str, list[Command]]]]:
    groups = rows(commands, keymap)
    columns: list[list[tuple[str, list[Command]]]] = [[] for _ in range(COLUMNS)]
    share = sum(len(members) + 2 for _, members in groups) / COLUMNS
    used = 0.0
    for menu, members in groups:
        columns[min(int((used + len(members) / 2) / share), COLUMNS - 1)].append((menu, members))
        used += len(members) + 2
    return columns


def _column(groups: list[tuple[str, list[Command]]], keymap: Keymap) -> QWidget:
    column = QWidget()
    grid = QGridLayout(column)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(3)
    for menu, members in groups:
        title = QLabel(menu)
        title.setProperty("role", "title")
        title.setContentsMargins(0, 10, 0, 2)
        grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for command in members:
            row = grid.rowCount()
            keys = QLabel("   ".join(shown(key) for key in keymap.keys_of(command)))
            keys.setProperty("role", "muted")
            grid.addWidget(keys, row, 0)
            grid.addWidget(QLabel(said(command)), row, 1)
    grid.setColumnStretch(1, 1)
    return column

"""Commands as Qt's actions, for menus, buttons and context menus."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton, QWidget

from edmstudio.gui.commands import Command, Commands
from edmstudio.gui.icons import icon
from edmstudio.gui.key_router import KeyRouter
from edmstudio.gui.physical_keys import shown
from edmstudio.gui.theme import Theme


class Actions(QObject):
    """One action a command; it shows its key, but only the router hears keys."""

    triggered = Signal(str)  # a command's id

    def __init__(
        self, commands: Commands, router: KeyRouter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._commands = commands
        self._router = router
        self._actions = {command.command_id: self._made(command) for command in commands}

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def refresh(self, command_ids: Iterable[str] | None = None) -> None:
        """See again what makes sense now and what is on."""
        for command_id in command_ids or self._actions:
            command, action = self._commands[command_id], self._actions[command_id]
            action.setEnabled(command.enabled())
            if command.checked is not None:
                action.setChecked(command.checked())

    def wear(self, theme: Theme) -> None:
        """Draw the pictures in a theme's colours, and write the keys anew."""
        for command in self._commands:
            action = self._actions[command.command_id]
            if command.icon:
                action.setIcon(icon(command.icon, theme, checkable=command.checked is not None))
        self.write_keys()

    def write_keys(self) -> None:
        """Show the keys that hold now, in menus and tooltips."""
        for command in self._commands:
            keys = self._router.keymap.keys_of(command)
            action = self._actions[command.command_id]
            first = shown(keys[0]) if keys else ""
            action.setText(f"{command.title}\t{first}" if first else command.title)
            action.setToolTip(
                f"{plain(command.title)} ({first})" if first else plain(command.title)
            )

    def button(self, command_id: str, parent: QWidget | None = None) -> QToolButton:
        """A button of a command, with its picture or its title."""
        button = QToolButton(parent)
        button.setDefaultAction(self._actions[command_id])
        button.setProperty("flat", "true")
        button.setAccessibleName(plain(self._commands[command_id].title))
        return button

    def context_menu(self, command_ids: Iterable[str], parent: QWidget) -> QMenu:
        """A menu of some commands; "" is a line between."""
        menu = QMenu(parent)
        for command_id in command_ids:
            if command_id:
                menu.addAction(self._actions[command_id])
            else:
                menu.addSeparator()
        self.refresh([command_id for command_id in command_ids if command_id])
        return menu

    def fill(self, bar: QMenuBar) -> None:
        """Every command into its menu, in the order of the registry."""
        menus: dict[str, QMenu] = {}
        for command in self._commands:
            _menu(bar, menus, command.menu).addAction(self._actions[command.command_id])
        for menu in menus.values():
            menu.aboutToShow.connect(self.refresh)

    def _made(self, command: Command) -> QAction:
        action = QAction(command.title, self)
        action.setObjectName(command.command_id)
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda: self._run(command))
        return action

    def _run(self, command: Command) -> None:
        self._router.run(command)
        if command.released is not None:
            command.released()
        self.refresh([command.command_id])


def plain(title: str) -> str:
    """A title without the mark of its menu letter."""
    return title.replace("&", "")


def _menu(bar: QMenuBar, menus: dict[str, QMenu], path: str) -> QMenu:
    if path not in menus:
        above, _, name = path.rpartition("/")
        menus[path] = _menu(bar, menus, above).addMenu(name) if above else bar.addMenu(name)
    return menus[path]

"""Commands as Qt's actions, for menus, buttons and context menus."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton, QWidget

from edmstudio.gui.commands.registry import Command, Commands
from edmstudio.gui.keys.physical_keys import shown
from edmstudio.gui.keys.router import KeyRouter
from edmstudio.gui.look.icons import icon
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr


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
        self._menus: dict[str, QMenu] = {}

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

    def context_menu(self, entries: Iterable[str], parent: QWidget) -> QMenu:
        """A menu of commands by their ids and of whole menus by their paths; "" is a line."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in entries:
            if not entry:
                menu.addSeparator()
            elif entry in self._actions:
                menu.addAction(self._actions[entry])
            else:
                menu.addMenu(self._menus[tr(entry)])
        self.refresh(entry for entry in entries if entry in self._actions)
        return menu

    def fill(self, bar: QMenuBar) -> None:
        """Every command into its menu, in the order of the registry."""
        for command in self._commands:
            self._menu(bar, command.menu).addAction(self._actions[command.command_id])

    def renew(self, bar: QMenuBar) -> None:
        """Other commands are registered: theirs are the menus that hold nothing else."""
        known = {command.command_id for command in self._commands}
        for command_id in [held for held in self._actions if held not in known]:
            self._actions.pop(command_id).deleteLater()
        for command in self._commands:
            if command.command_id not in self._actions:
                self._actions[command.command_id] = self._made(command)
                self._menu(bar, command.menu).addAction(self._actions[command.command_id])
        self.write_keys()

    def _menu(self, bar: QMenuBar, path: str) -> QMenu:
        if path not in self._menus:
            above, _, name = path.rpartition("/")
            menu = self._menu(bar, above).addMenu(name) if above else bar.addMenu(name)
            menu.aboutToShow.connect(self.refresh)
            self._menus[path] = menu
        return self._menus[path]

    def _made(self, command: Command) -> QAction:
        action = QAction(command.title, self)
        action.setObjectName(command.command_id)
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda: self._run(command.command_id))
        return action

    def _run(self, command_id: str) -> None:
        command = self._commands[command_id]
        self._router.run(command)
        if command.released is not None:
            command.released()
        self.refresh([command_id])


def plain(title: str) -> str:
    """A title without the mark of its menu letter."""
    return title.replace("&&", "\0").replace("&", "").replace("\0", "&")

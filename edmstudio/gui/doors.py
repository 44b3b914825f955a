"""The windows and fields that commands open; none of them blocks, none stands in the flow."""

from os import environ

from PySide6.QtCore import QObject, Qt, Signal

from edmstudio.app.places import places
from edmstudio.app.settings import Settings
from edmstudio.audio.output import SILENT, devices
from edmstudio.gui.commands.registry import Commands
from edmstudio.gui.exchange.doors import ExchangeDoors
from edmstudio.gui.help.doors import HelpDoors
from edmstudio.gui.keeping.doors import KeepingDoors
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.keys.palette import Palette
from edmstudio.gui.keys.router import KeyRouter
from edmstudio.gui.library.doors import LibraryDoors
from edmstudio.gui.library.view import LibraryView
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.studio import Studio


class WindowDoors(QObject):
    """Opens dialogs over the window and hands on what the person chose."""

    keys_chosen = Signal(Keymap)
    settings_chosen = Signal(Settings)
    theme_asked = Signal()
    scale_asked = Signal(int)

    def __init__(self, window: MainWindow, studio: Studio, library: LibraryView) -> None:
        super().__init__(window)
        self._window, self._studio = window, studio
        self.library = LibraryDoors(window, studio, library)
        self.exchange = ExchangeDoors(window, studio, library)
        self.help = HelpDoors(window, studio)
        self.keeping = KeepingDoors(window, studio)
        self._commands = Commands()
        self._router: KeyRouter | None = None
        self._palette: Palette | None = None

    def use(self, commands: Commands, router: KeyRouter) -> None:
        """The registry is complete."""
        self._commands, self._router = commands, router

    def settings(self) -> None:
        """Show the settings."""
        from edmstudio.gui.settings_dialog import SettingsDialog

        offers = {"output": ("", SILENT, *devices())}
        held, usual = self._studio.settings, places(Settings(), environ)
        empty = {
            "library": str(usual.library), "cache": str(usual.cache),
            "annotator": Settings().signature,
        }  # fmt: skip
        dialog = SettingsDialog(held, self._window, offers=offers, usual=empty)
        dialog.chosen.connect(self.settings_chosen)
        dialog.open()

    def keys(self) -> None:
        """Show the key editor."""
        if self._router is not None:
            from edmstudio.gui.keys.dialog import KeysDialog

            dialog = KeysDialog(self._commands, self._router.keymap, self._window)
            dialog.changed.connect(self.keys_chosen)
            dialog.open()

    def palette(self) -> None:
        """Show the palette."""
        if self._router is not None:
            if self._palette is None:
                self._palette = Palette(self._commands, self._router.run, self._window)
            self._palette.open(self._router.keymap)

    def cheat_sheet(self) -> None:
        """Show all keys."""
        if self._router is not None:
            from edmstudio.gui.keys.cheat_sheet import CheatSheet

            CheatSheet(self._commands, self._router.keymap, self._window).open()

    def next_theme(self) -> None:
        """Another look."""
        self.theme_asked.emit()

    def scale_text(self, steps: int) -> None:
        """Larger or smaller text."""
        self.scale_asked.emit(steps)

    def full_screen(self) -> None:
        """The whole screen, or a window again."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def is_full_screen(self) -> bool:
        """Whether the window fills the screen."""
        return self._window.isFullScreen()

    def close(self) -> bool:
        """Close the window."""
        return self._window.close()

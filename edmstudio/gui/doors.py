"""The windows and fields that commands open; none of them blocks, none stands in the flow."""

from os import environ
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

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
from edmstudio.gui.library.view import LibraryView
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.studio import Studio
from edmstudio.gui.widgets.chooser import Chooser
from edmstudio.gui.words import tr

SOUNDS = "*.mp3 *.flac *.wav *.aif *.aiff *.m4a *.mp4 *.aac *.ogg *.oga *.opus *.wv *.ape *.wma"


class WindowDoors(QObject):
    """Opens dialogs over the window and hands on what the person chose."""

    keys_chosen = Signal(Keymap)
    settings_chosen = Signal(Settings)
    library_chosen = Signal(str)
    theme_asked = Signal()
    scale_asked = Signal(int)

    def __init__(self, window: MainWindow, studio: Studio, library: LibraryView) -> None:
        super().__init__(window)
        self._window, self._studio, self._library = window, studio, library
        self.exchange = ExchangeDoors(window, studio, library)
        self.help = HelpDoors(window, studio)
        self.keeping = KeepingDoors(window, studio)
        self._commands = Commands()
        self._router: KeyRouter | None = None
        self._palette: Palette | None = None

    def use(self, commands: Commands, router: KeyRouter) -> None:
        """The registry is complete."""
        self._commands, self._router = commands, router

    def add_files(self) -> None:
        """Choose files to take in."""
        chooser = Chooser(tr("Add files"), self._window)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setNameFilters([tr("Music") + f" ({SOUNDS})", tr("All files") + " (*)"])
        chooser.filesSelected.connect(lambda names: self._studio.add(map(Path, names)))
        chooser.open()

    def add_folder(self) -> None:
        """Choose a folder to take in."""
        chooser = Chooser(tr("Add folder"), self._window)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(lambda name: self._studio.add([Path(name)]))
        chooser.open()

    def find_folder(self) -> None:
        """Choose the folder in which files lie that were somewhere else before."""
        chooser = Chooser(tr("Where the missing files lie"), self._window)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(lambda name: self._studio.add([Path(name)]))
        chooser.open()

    def open_library(self) -> None:
        """Choose a library file, one that is there or a new one."""
        chooser = Chooser(tr("Open another library"), self._window)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
        chooser.setDefaultSuffix("db")
        chooser.setDirectory(str(self._studio.places.library.parent))
        chooser.fileSelected.connect(self.library_chosen)
        chooser.open()

    def export(self) -> None:
        """Ask for a format, the tracks and a place."""
        self.exchange.export()

    def import_labels(self) -> None:
        """Show what other programs know of the tracks."""
        self.exchange.import_labels()

    def restore_tags(self) -> None:
        """Show which files can have their old tags again."""
        self.exchange.restore_tags()

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

    def search(self) -> None:
        """Go to the search box."""
        self._window.docks["library"].show()
        self._library.bar.search.setFocus()
        self._library.bar.search.selectAll()

    def columns(self) -> None:
        """Show the menu of columns."""
        self._library.table.choose_columns()

    def clear_filters(self) -> None:
        """Show every track again."""
        self._library.clear_filters()

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

    def picked_ids(self) -> list[int]:
        """The tracks that are picked in the list."""
        return self._library.picked_ids()

    def step_track(self, lines: int) -> None:
        """Open the next track of the list, as it is filtered and sorted."""
        held, count = self._studio.session.track, self._library.model.rowCount()
        if count:
            line = self._library.model.line_of(held.track_id) if held else None
            there = 0 if line is None else min(max(line + lines, 0), count - 1)
            row = self._library.model.row_at(there)
            self._library.pick([row["id"]])
            self._studio.open_track(row["id"])

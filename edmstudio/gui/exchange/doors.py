"""The dialogs of what comes in and goes out; and what a dropped file is meant to be.

They, and the formats, are loaded when one is opened first: the window is there earlier.
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from edmstudio.app.finding_files import SUFFIXES
from edmstudio.gui.library.view import LibraryView
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.studio import Studio

if TYPE_CHECKING:
    from edmstudio.gui.exchange.traffic import Exchange


class ExchangeDoors(QObject):
    """Opens the dialogs over the window; none of them blocks."""

    def __init__(self, window: MainWindow, studio: Studio, library: LibraryView) -> None:
        super().__init__(window)
        self._window, self._studio, self._library = window, studio, library
        self._theme = Theme()

    @cached_property
    def exchange(self) -> "Exchange":
        """What comes in and goes out, without a window."""
        from edmstudio.gui.exchange.traffic import Exchange

        return Exchange(self._studio)

    def wear(self, theme: Theme) -> None:
        """Dialogs opened from here on look like this."""
        self._theme = theme

    def take(self, paths: Iterable[Path], *, open_first: bool = False) -> None:
        """Music goes into the library, what other programs wrote to the import dialog."""
        given = list(paths)
        labels = [path for path in given if speaks(path)]
        if music := [path for path in given if path not in labels]:
            self._studio.add(music, open_first=open_first)
        if labels:
            self.import_labels(labels)

    def import_labels(self, paths: Iterable[Path] = ()) -> None:
        """Show what other programs know, before it comes in."""
        from edmstudio.gui.exchange.import_dialog import ImportDialog

        dialog = ImportDialog(self.exchange, self._theme, self._window)
        dialog.open()
        if wanted := list(paths):
            dialog.look_at(wanted)

    def export(self) -> None:
        """Ask for a format, the tracks and a place."""
        from edmstudio.gui.exchange.export_dialog import ExportDialog
        from edmstudio.gui.exchange.export_scopes import scopes
        from edmstudio.interchange.exporter import exporters

        held = scopes(self._studio, self._library)
        dialog = ExportDialog(list(exporters()), held, self.exchange, self._window)
        dialog.open()

    def restore_tags(self) -> None:
        """Show which files can have their old tags again."""
        from edmstudio.gui.exchange.restore_dialog import RestoreDialog

        RestoreDialog(self.exchange, self._theme, self._window).open()


def speaks(path: Path) -> bool:
    """Whether a file or folder is meant as labels rather than as music.

    Sound files and folders of them are music, though programs wrote tags into them.
    """
    if path.is_file() and path.suffix.lower() in SUFFIXES:
        return False
    from edmstudio.app.relinking import TAG_READERS
    from edmstudio.interchange.importer import CLOSED, importers

    if not path.exists() or path.name.lower() in CLOSED:
        return path.exists()
    known = (importer for importer in importers() if importer.name not in TAG_READERS)
    return any(importer.sniff(path) for importer in known)

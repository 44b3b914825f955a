"""The ways into the library and through its list: files, folders, the next track."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from edmstudio.gui.library.view import LibraryView
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.studio import Studio
from edmstudio.gui.widgets.chooser import Chooser
from edmstudio.gui.words import tr

SOUNDS = "*.mp3 *.flac *.wav *.aif *.aiff *.m4a *.mp4 *.aac *.ogg *.oga *.opus *.wv *.ape *.wma"


class LibraryDoors(QObject):
    """Nothing here blocks."""

    library_chosen = Signal(str)

    def __init__(self, window: MainWindow, studio: Studio, view: LibraryView) -> None:
        super().__init__(window)
        self._window, self._studio, self._view = window, studio, view

    def add_files(self) -> None:
        """Choose files to take in."""
        chooser = Chooser(tr("Add files"), self._window)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setNameFilters([tr("Music") + f" ({SOUNDS})", tr("All files") + " (*)"])
        chooser.filesSelected.connect(lambda names: self._studio.add(map(Path, names)))
        chooser.open()

    def add_folder(self) -> None:
        """Choose a folder to take in."""
        self._take_in(tr("Add folder"))

    def find_folder(self) -> None:
        """Choose the folder in which files lie that were somewhere else before."""
        self._take_in(tr("Where the missing files lie"))

    def _take_in(self, title: str) -> None:
        chooser = Chooser(title, self._window)
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

    def search(self) -> None:
        """Go to the search box."""
        self._window.docks["library"].show()
        self._view.bar.search.setFocus()
        self._view.bar.search.selectAll()

    def columns(self) -> None:
        """Show the menu of columns."""
        self._view.table.choose_columns()

    def clear_filters(self) -> None:
        """Show every track again."""
        self._view.clear_filters()

    def picked_ids(self) -> list[int]:
        """The tracks that are picked in the list."""
        return self._view.picked_ids()

    def step_track(self, lines: int) -> None:
        """Open the next track of the list, as it is filtered and sorted."""
        held, count = self._studio.session.track, self._view.model.rowCount()
        if count:
            line = self._view.model.line_of(held.track_id) if held else None
            there = 0 if line is None else min(max(line + lines, 0), count - 1)
            row = self._view.model.row_at(there)
            self._view.pick([row["id"]])
            self._studio.open_track(row["id"])

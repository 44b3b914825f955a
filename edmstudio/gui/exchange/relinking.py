"""Entries of the import dialog that were not found, looked for by the person."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QPoint, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from edmstudio.app.relinking import found_below
from edmstudio.gui.exchange.import_layout import ImportLayout
from edmstudio.gui.exchange.import_table import ImportTable
from edmstudio.gui.widgets.chooser import Chooser
from edmstudio.gui.words import tr


class Relinking(QObject):
    """A folder to search, or the person's word for which of several tracks is meant."""

    linked = Signal()

    def __init__(self, dialog: QDialog, parts: ImportLayout, model: ImportTable) -> None:
        super().__init__(dialog)
        self._dialog, self._parts, self._model = dialog, parts, model
        parts.relink.clicked.connect(self._choose)
        parts.table.customContextMenuRequested.connect(self._menu_at)
        parts.table.activated.connect(self._menu)

    def _choose(self) -> None:
        chooser = Chooser(tr("Where the missing files lie"), self._dialog)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(lambda name: self.find_below(Path(name)))
        chooser.open()

    def find_below(self, folder: Path) -> None:
        """Look for the files of missing entries below a folder."""
        source = self._parts.sources.current
        if source is None:
            return
        lost = [line for line in source.examined.lines if line.track is None]
        self._parts.job.begin(
            tr("Searching"),
            lambda watch: found_below(watch, folder, lost),
            lambda found: self._found(found, folder),
        )

    def mean(self, key: str, path: str) -> None:
        """The person says which file an entry speaks of."""
        self._link({key: path})

    def _found(self, found: dict[str, str], folder: Path) -> None:
        self._link(found)
        said = tr("{n} of them lie in {folder}.").format(n=f"{len(found):,}", folder=folder)
        self._parts.told.setText(said)

    def _link(self, places: dict[str, str]) -> None:
        source = self._parts.sources.current
        if source is not None:
            source.relinked |= places
            self._parts.sources.want_current()
            self.linked.emit()

    def _menu_at(self, where: QPoint) -> None:
        self._menu(self._parts.table.indexAt(where))

    def _menu(self, index: QModelIndex) -> None:
        """Which of several tracks an entry means."""
        if not index.isValid() or not (line := self._model.lines[index.row()]).likely:
            return
        menu = QMenu(self._dialog)
        for track in line.likely:
            action = menu.addAction(tr("This is {path}").format(path=track.path))
            action.triggered.connect(
                lambda checked=False, path=track.path: self.mean(line.key, path)
            )
        table = self._parts.table
        menu.popup(table.viewport().mapToGlobal(table.visualRect(index).bottomLeft()))

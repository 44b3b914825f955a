"""The copies of the library, one of which can take its place."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from edmstudio.app.keeping import Backup, all_backups
from edmstudio.app.places import Places
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.moments import ago, when
from edmstudio.gui.numbers import size_of_file
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.cells_table import NOTHING, CellsTable
from edmstudio.gui.widgets.chooser import Chooser
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.room import fit_snug
from edmstudio.gui.words import tr

TOLD = (
    "The backup you choose replaces the library: everything is as it was then. The library as it "
    "is now is kept beside it, and your music files are not touched."
)


class BackupsDialog(QDialog):
    """Restoring closes the library and opens the copy; what stands there now is kept beside it."""

    chosen = Signal(str)

    def __init__(self, places: Places, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Restore a backup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.held = all_backups(places)
        told = QLabel(tr(TOLD))
        told.setWordWrap(True)
        self.list = _listed(self.held)
        self.list.itemActivated.connect(lambda: self._take())
        self.restore = primary(QPushButton(tr("Restore this backup")))
        self.restore.setEnabled(bool(self.held))
        self.restore.clicked.connect(self._take)
        self.other = QPushButton(tr("Another file…"))
        self.other.clicked.connect(self._browse)
        layout = QVBoxLayout(self)
        layout.addWidget(told)
        layout.addWidget(self.list)
        cancel = leaving(self, tr("Cancel"))
        layout.addLayout(foot("library#backups", self.other, cancel, self.restore))
        fit_snug(self, theme.px(680))

    def _browse(self) -> None:
        asked = Chooser(tr("Restore a backup"), self)
        asked.setNameFilters([tr("Backups") + " (*.backup *.db)", tr("All files") + " (*)"])
        asked.fileSelected.connect(lambda name: self._agree(Path(name)))
        asked.open()

    def _take(self) -> None:
        if 0 <= (row := self.list.currentRow()) < len(self.held):
            self._agree(self.held[row].file)

    def _agree(self, backup: Path) -> None:
        self.close()
        self.chosen.emit(str(backup))


def _listed(held: list[Backup]) -> CellsTable:
    """A line a backup, the newest first and picked."""
    titles = (tr("Made"), tr("Age"), tr("Tracks"), tr("Corrections"), tr("Size"))
    table = CellsTable(tr("Backups of the library"), titles, wide=1, figures=(2, 3, 4))
    now = datetime.now(UTC)
    for each in held:
        holds = (f"{each.holds.tracks:,}", f"{each.holds.corrections:,}") if each.holds else ()
        size = size_of_file(each.size)
        table.add((when(each.made_at), ago(each.made_at, now), *(holds or (NOTHING,) * 2), size))
    if held:
        table.selectRow(0)
    else:
        table.say(tr("There is no backup of this library yet. Ctrl+S makes one."))
    return table

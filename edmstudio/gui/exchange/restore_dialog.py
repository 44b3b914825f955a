"""Old tags of sound files, to be put back byte for byte."""

from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QPushButton, QVBoxLayout, QWidget

from edmstudio.app.tag_backups import Restored, TagBackup, tag_backups
from edmstudio.gui.exchange.traffic import Exchange
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.moments import when
from edmstudio.gui.numbers import several
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.cells_table import CellsTable
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.help_link import Said
from edmstudio.gui.widgets.job_line import JobLine
from edmstudio.gui.widgets.room import fit_snug
from edmstudio.gui.words import tr

FILE, FOLDER = 1, 2  # columns
TOLD = (
    "Give files the tags they had before an export wrote into them. A file that another program "
    "has changed since stays as it is."
)


class RestoreDialog(QDialog):
    """Marked backups are put back, the newest first."""

    def __init__(self, exchange: Exchange, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Restore tags"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._exchange = exchange
        self.held = tag_backups(exchange.backups)
        self.told = Said(tr(TOLD) if self.held else "")
        self.told.setVisible(bool(self.held))
        self.list = _listed(self.held)
        self.list.itemChanged.connect(self._check)
        self.job = JobLine(exchange.studio.jobs, exchange.studio.problems)
        self.job.busy.connect(lambda busy: self._check())
        self.job.refused.connect(self.told.refuse)
        self.every = QPushButton(tr("Select all"))
        self.every.clicked.connect(self.list.mark_all)
        self.back = primary(QPushButton(tr("Restore tags")))
        self.back.clicked.connect(self._put_back)
        layout = QVBoxLayout(self)
        for widget in (self.told, self.list):
            layout.addWidget(widget)
        close = leaving(self, tr("Close"))
        layout.addLayout(
            foot("export#old-tags-back", self.every, close, self.back, middle=self.job)
        )
        for button in (self.every, self.back):
            button.setVisible(bool(self.held))
        fit_snug(self, theme.px(860))
        self._check()

    def marked(self) -> list[TagBackup]:
        """The backups to put back, the newest first."""
        return [self.held[row] for row in self.list.marked()]

    def _check(self) -> None:
        self.every.setEnabled(bool(self.held))
        self.back.setEnabled(bool(self.marked()) and not self.job.running)

    def _put_back(self) -> None:
        files = [backup.file for backup in self.marked()]
        self.job.begin(
            tr("Putting back"), lambda watch: self._exchange.put_back(watch, files), self._ended
        )

    def _ended(self, restored: Restored) -> None:
        said = tr("Old tags put back into {files}.").format(
            files=several(len(restored.paths), "file", "files")
        )
        if restored.left_out:
            said += " " + tr("Left as they are: {files} ({why})").format(
                files=several(len(restored.left_out), "file", "files"),
                why=restored.left_out[0].reason,
            )
        self.told.setText(said)
        self._exchange.studio.said.emit(said)

    def done(self, result: int) -> None:
        self.job.drop()
        super().done(result)


def _listed(held: list[TagBackup]) -> CellsTable:
    """A line a backup, with a box to mark it by."""
    titles = (tr("Replaced"), tr("File"), tr("Folder"))
    table = CellsTable(tr("Files whose old tags are kept"), titles, wide=FILE)
    table.horizontalHeader().setSectionResizeMode(FOLDER, QHeaderView.ResizeMode.Stretch)
    for backup in held:
        path = PurePath(backup.path)
        row = table.add((when(backup.made_at), path.name, str(path.parent)))
        table.offer(row)
    if not held:
        table.say(tr("Nothing to restore: no export has changed the tags of your files."))
    return table

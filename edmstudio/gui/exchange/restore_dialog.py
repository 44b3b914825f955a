"""Old tags of sound files, to be put back byte for byte."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from edmstudio.app.tag_backups import Restored, TagBackup, tag_backups
from edmstudio.gui.exchange.traffic import Exchange
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.moments import when
from edmstudio.gui.numbers import several
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.help_link import Said
from edmstudio.gui.widgets.job_line import JobLine
from edmstudio.gui.widgets.room import fit
from edmstudio.gui.words import tr


class RestoreDialog(QDialog):
    """Marked backups are put back, the newest first."""

    def __init__(self, exchange: Exchange, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Restore tags"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._exchange = exchange
        self.held = tag_backups(exchange.backups)
        self.told = Said(self._told())
        self.list = _listed(self.held)
        self.list.itemChanged.connect(self._check)
        self.job = JobLine(exchange.studio.jobs, exchange.studio.problems)
        self.job.busy.connect(lambda busy: self._check())
        self.job.refused.connect(self.told.refuse)
        self.every = QPushButton(tr("Mark all"))
        self.every.clicked.connect(self._mark_all)
        self.back = primary(QPushButton(tr("Put back")))
        self.back.clicked.connect(self._put_back)
        layout = QVBoxLayout(self)
        for widget in (self.told, self.list):
            layout.addWidget(widget)
        close = leaving(self, tr("Close"))
        layout.addLayout(
            foot("export#old-tags-back", self.every, close, self.back, middle=self.job)
        )
        fit(self, theme.px(720), theme.px(420))
        self._check()

    def _told(self) -> str:
        if not self.held:
            return tr("No export wrote into sound files of this library yet.")
        return tr(
            "What your files held before an export wrote into them. A file that was changed again "
            "since, by another program, stays as it is."
        )

    def marked(self) -> list[TagBackup]:
        """The backups to put back, the newest first."""
        return [
            backup
            for backup, row in zip(self.held, self._rows(), strict=True)
            if row.checkState(0) == Qt.CheckState.Checked
        ]

    def _rows(self) -> list[QTreeWidgetItem]:
        rows = map(self.list.topLevelItem, range(len(self.held)))
        return [row for row in rows if row is not None]

    def _mark_all(self) -> None:
        for row in self._rows():
            row.setCheckState(0, Qt.CheckState.Checked)

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


def _listed(held: list[TagBackup]) -> QTreeWidget:
    """A row a backup, with a box to mark it by; a long path keeps its two ends."""
    table = QTreeWidget()
    table.ensurePolished()  # or rows would have the height of bare letters
    table.setAccessibleName(tr("Files whose old tags are kept"))
    table.setHeaderLabels([tr("Replaced"), tr("File")])
    table.setRootIsDecorated(False)
    table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    for backup in held:
        row = QTreeWidgetItem([when(backup.made_at), backup.path])
        row.setToolTip(1, backup.path)
        row.setCheckState(0, Qt.CheckState.Unchecked)
        table.addTopLevelItem(row)
    table.resizeColumnToContents(0)
    return table

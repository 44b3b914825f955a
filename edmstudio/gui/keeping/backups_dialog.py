"""The copies of the library, one of which can take its place."""

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from edmstudio.app.keeping import Backup, all_backups
from edmstudio.app.places import Places
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.moments import when
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.room import fit
from edmstudio.gui.words import tr

FILE = Qt.ItemDataRole.UserRole


class BackupsDialog(QDialog):
    """Restoring closes the library and opens the copy; what stands there now is kept beside it."""

    chosen = Signal(str)

    def __init__(self, places: Places, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Restore a backup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.held = all_backups(places)
        told = QLabel(self._told())
        told.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Backups of the library"))
        for backup in self.held:
            self._add(backup)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda: self._take())
        self.restore = primary(QPushButton(tr("Restore")))
        self.restore.setEnabled(bool(self.held))
        self.restore.clicked.connect(self._take)
        self.other = QPushButton(tr("Another file…"))
        self.other.clicked.connect(self._browse)
        self._lay_out(told)
        fit(self, theme.px(560), theme.px(400))

    def _told(self) -> str:
        if not self.held:
            return tr("There is no copy of this library yet; Ctrl+S makes one.")
        return tr(
            "The copy takes the place of the library, with everything as it was then. The library "
            "as it is now is kept beside it, and nothing of your music is touched."
        )

    def _add(self, backup: Backup) -> None:
        size = QLocale().formattedDataSize(backup.size)
        item = QListWidgetItem(f"{when(backup.made_at)}   {size}")
        item.setData(FILE, str(backup.file))
        item.setToolTip(str(backup.file))
        self.list.addItem(item)

    def _lay_out(self, told: QLabel) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(told)
        layout.addWidget(self.list)
        cancel = leaving(self, tr("Cancel"))
        layout.addLayout(foot("library#backups", self.other, cancel, self.restore))

    def _browse(self) -> None:
        chooser = QFileDialog(self, tr("Restore a backup"))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setNameFilters([tr("Backups") + " (*.backup *.db)", tr("All files") + " (*)"])
        chooser.fileSelected.connect(lambda name: self._agree(Path(name)))
        chooser.open()

    def _take(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self._agree(Path(item.data(FILE)))

    def _agree(self, backup: Path) -> None:
        self.close()
        self.chosen.emit(str(backup))

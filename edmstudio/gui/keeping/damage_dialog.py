"""What a check of the library found damaged, and the way to a copy that is sound."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from edmstudio.app.keeping import Health
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.numbers import several
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.cells_table import CellsTable
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.room import fit_snug
from edmstudio.gui.words import tr


class DamageDialog(QDialog):
    """A line a damage; accepted where the person wants to restore a backup."""

    def __init__(self, health: Health, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Check the library"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        found = tr("{count} found").format(count=several(len(health.findings), "damage", "damages"))
        self.heading = QLabel(found)
        self.heading.setProperty("role", "title")
        told = QLabel(tr("A backup that is sound can take the library's place."))
        told.setWordWrap(True)
        self.list = CellsTable(tr("Damages"), (tr("Where"), tr("What")), wide=1)
        for each in health.findings:
            self.list.add((each.where, each.sentence))
        restore = primary(QPushButton(tr("Restore a backup…")))
        restore.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        for widget in (self.heading, told, self.list):
            layout.addWidget(widget)
        layout.addLayout(foot("library#backups", leaving(self, tr("Close")), restore))
        fit_snug(self, theme.px(680))

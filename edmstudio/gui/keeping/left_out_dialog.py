"""What could not be added or analysed since the window was opened, and why, file by file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from edmstudio.app.outcome import LeftOut
from edmstudio.domain.refused import Refused
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.help_link import Said
from edmstudio.gui.widgets.room import fit
from edmstudio.gui.words import tr


class LeftOutDialog(QDialog):
    """A row a file; below it what to do about the one that is picked."""

    def __init__(self, left_out: Sequence[LeftOut], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What was left out"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.held = list(left_out)
        self.list = QTreeWidget()
        self.list.ensurePolished()  # or rows would have the height of bare letters
        self.list.setAccessibleName(tr("Files that were left out"))
        self.list.setHeaderLabels([tr("File"), tr("Why")])
        self.list.setRootIsDecorated(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.addTopLevelItems([_item(each) for each in self.held])
        self.list.setColumnWidth(0, theme.px(360))
        self.told = Said()
        self.list.currentItemChanged.connect(self._tell)
        self._lay_out()
        fit(self, theme.px(860), theme.px(420))
        self.copy.setEnabled(bool(self.held))
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        else:
            self.told.setText(tr("Every file since the window was opened could be used."))

    def _lay_out(self) -> None:
        self.copy = QPushButton(tr("Copy list"))
        self.copy.clicked.connect(self._copy)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list)
        layout.addWidget(self.told)
        layout.addLayout(foot("troubleshooting", self.copy, leaving(self, tr("Close"))))

    def _tell(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        reason = self.held[self.list.indexOfTopLevelItem(item)].reason
        if isinstance(reason, Refused):
            self.told.refuse(reason)
        else:
            self.told.setText(why(reason))

    def _copy(self) -> None:
        lines = (f"{each.path}\t{why(each.reason)}" for each in self.held)
        QGuiApplication.clipboard().setText("\n".join(lines))


def why(reason: Exception) -> str:
    """A refusal's sentence, or that it was a mistake of ours."""
    if isinstance(reason, Refused):
        return str(reason)
    return tr("EDM Studio made a mistake ({what})").format(what=type(reason).__name__)


def _item(left: LeftOut) -> QTreeWidgetItem:
    item = QTreeWidgetItem([left.path, why(left.reason)])
    for column, text in enumerate((left.path, why(left.reason))):
        item.setToolTip(column, text)
    return item

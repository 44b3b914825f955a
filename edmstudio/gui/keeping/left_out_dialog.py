"""What could not be added or analysed since the window was opened, and why, file by file."""

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QPushButton, QVBoxLayout, QWidget

from edmstudio.app.manual import EXPLAINED, MISTAKE
from edmstudio.app.outcome import LeftOut
from edmstudio.domain.refused import Refused
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.numbers import several
from edmstudio.gui.widgets.cells_table import CellsTable
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.help_link import Said
from edmstudio.gui.widgets.room import fit_snug
from edmstudio.gui.words import tr


class LeftOutDialog(QDialog):
    """A line a file; below it where that file lies, and what to do about it."""

    def __init__(
        self, left_out: Sequence[LeftOut], theme: Theme, parent: QWidget, *, of: int = 0
    ) -> None:
        """`of` so many files that were tried, 0 where nobody counted."""
        super().__init__(parent)
        self.setWindowTitle(tr("Files left out"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.held = list(left_out)
        self.heading = QLabel(heading(len(self.held), of))
        self.heading.setProperty("role", "title")
        self.list = _listed(self.held)
        self.told = Said()
        self.list.itemSelectionChanged.connect(self._tell)
        self.copy = QPushButton(tr("Copy list"))
        self.copy.clicked.connect(self._copy)
        layout = QVBoxLayout(self)
        for widget in (self.heading, self.list, self.told):
            layout.addWidget(widget)
        layout.addLayout(foot("troubleshooting", self.copy, leaving(self, tr("Close"))))
        if self.held:
            self.list.selectRow(0)
        else:
            for needless in (self.heading, self.told, self.copy):
                needless.hide()
        fit_snug(self, theme.px(860))

    def _tell(self) -> None:
        if (row := self.list.currentRow()) >= 0:
            picked = self.held[row]
            self.told.advise(picked.path, page_of(picked.reason))

    def _copy(self) -> None:
        lines = (f"{each.path}\t{why(each.reason)}" for each in self.held)
        QGuiApplication.clipboard().setText("\n".join(lines))


def heading(left: int, of: int) -> str:
    """Such as "3 of 41 files could not be used"."""
    if of > left:
        told = tr("{left} of {files} could not be used")
        return told.format(left=f"{left:,}", files=several(of, "file", "files"))
    return tr("{files} could not be used").format(files=several(left, "file", "files"))


def why(reason: Exception) -> str:
    """A refusal's sentence, or that it was a mistake of ours."""
    if isinstance(reason, Refused):
        return str(reason)
    told = tr("A mistake of ours ({what}); please report it.")
    return told.format(what=type(reason).__name__)


def page_of(reason: Exception) -> str:
    """Of the manual: what to do about it."""
    return EXPLAINED[reason.fault] if isinstance(reason, Refused) else MISTAKE


def _listed(held: Sequence[LeftOut]) -> CellsTable:
    """Half of the width for the file, half for the reason."""
    table = CellsTable(tr("Files that were left out"), (tr("File"), tr("Why")), wide=0)
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    for each in held:
        table.add((PurePath(each.path).name or each.path, why(each.reason)))
    if not held:
        table.say(tr("No file was left out. What can't be added or analysed is listed here."))
    return table

"""What another reviewer's library would bring, and where two people contradict each other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from edmstudio.app.merge_record import conflict
from edmstudio.app.merging import Conflict, Met
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.numbers import several
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.room import fit
from edmstudio.gui.words import tr

WIDE, LOW, HIGH = 760, 150, 420  # pixels of the design: without contradictions, and with them
TRACK = 220  # pixels of its column


class MergeDialog(QDialog):
    """Accepted when it is to be done; nothing has been written so far."""

    def __init__(self, found: Met, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Take in a reviewer's library"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        brings = tr("{file} brings {what}.").format(file=found.file.name, what=brought(found))
        self.brings, self.told = QLabel(brings), QLabel(_consequence(found))
        self.brings.setProperty("role", "title")
        for label in (self.brings, self.told):
            label.setWordWrap(True)
        self.list = _listed(found.conflicts, theme.px(TRACK))
        self.list.setVisible(bool(found.conflicts))
        self.take = primary(QPushButton(tr("Take in")))
        self.take.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        for widget in (self.brings, self.told, self.list):
            layout.addWidget(widget)
        cancel = leaving(self, tr("Cancel"))
        layout.addLayout(foot("review#several-reviewers", cancel, self.take))
        fit(self, theme.px(WIDE), theme.px(HIGH if found.conflicts else LOW))
        self.take.setFocus()


def brought(found: Met) -> str:
    """Such as "2 corrected tracks, 40 answers"."""
    counts = (
        (len(found.added), "new track", "new tracks"),
        (len(found.changed), "corrected track", "corrected tracks"),
        (found.labels, "label", "labels"),
        (found.predictions, "prediction", "predictions"),
        (found.decisions, "answer", "answers"),
    )
    return ", ".join(several(*each) for each in counts if each[0])


def _consequence(found: Met) -> str:
    safe = tr("The library is backed up first, and undo takes back what came to a track.")
    if not found.conflicts:
        return safe
    many = several(len(found.conflicts), "contradiction", "contradictions")
    told = tr("{many}: where two people decided the same thing differently, the later one holds.")
    return f"{told.format(many=many)}\n{safe}"


def _listed(conflicts: tuple[Conflict, ...], wide: float) -> QTreeWidget:
    """A row a contradiction."""
    table = QTreeWidget()
    table.ensurePolished()  # or rows would have the height of bare letters
    table.setAccessibleName(tr("Contradictions"))
    table.setHeaderLabels([tr("Track"), tr("Fact"), tr("Holds"), tr("Gives way")])
    table.setRootIsDecorated(False)
    table.addTopLevelItems([QTreeWidgetItem(list(in_words(each))) for each in conflicts])
    for column in range(3):
        table.resizeColumnToContents(column)
    table.setColumnWidth(0, round(wide))
    return table


def in_words(found: Conflict) -> tuple[str, str, str, str]:
    """The track, the fact, what holds and what gives way, each with its maker."""
    said = conflict(found)
    kept, lost = said["kept"], said["lost"]
    return (
        found.track.name,
        tr(said["fact"].capitalize()),
        f"{kept['said']} ({kept['annotator']})",
        f"{lost['said']} ({lost['annotator']})",
    )

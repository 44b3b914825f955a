"""What another reviewer's library would bring, and where two people contradict each other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from edmstudio.app.merge_record import conflict
from edmstudio.app.merging import Conflict, Met
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.numbers import several
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.cells_table import CellsTable
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.room import fit_snug
from edmstudio.gui.words import tr

WIDE = 760  # pixels of the design


class MergeDialog(QDialog):
    """Accepted when it is to be done; nothing has been written so far."""

    def __init__(self, found: Met, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Merge a reviewer's library"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        brings = tr("{file} brings {what}.").format(file=found.file.name, what=brought(found))
        self.brings, self.told = QLabel(brings), QLabel(_consequence(found))
        self.brings.setProperty("role", "title")
        for label in (self.brings, self.told):
            label.setWordWrap(True)
        self.list = _listed(found.conflicts)
        self.list.setVisible(bool(found.conflicts))
        self.take = primary(QPushButton(tr("Merge")))
        self.take.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        for widget in (self.brings, self.told, self.list):
            layout.addWidget(widget)
        cancel = leaving(self, tr("Cancel"))
        layout.addLayout(foot("review#several-reviewers", cancel, self.take))
        fit_snug(self, theme.px(WIDE))
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
    safe = tr("The library is backed up first, and undo takes back, track by track, what came in.")
    if not found.conflicts:
        return safe
    many = several(len(found.conflicts), "place", "places")
    told = tr("Decided differently in {many}: the later decision is kept.").format(many=many)
    return f"{told} {safe}"


def _listed(conflicts: tuple[Conflict, ...]) -> CellsTable:
    """A line a contradiction."""
    titles = (tr("Track"), tr("What"), tr("Is kept"), tr("Is replaced"))
    table = CellsTable(tr("Contradictions"), titles, wide=0)
    for each in conflicts:
        table.add(in_words(each))
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

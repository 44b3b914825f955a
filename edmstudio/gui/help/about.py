"""What this program says of itself, and the details that a report needs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from edmstudio.app.details import COMPONENTS, Details, as_text, parts, things
from edmstudio.app.places import Places
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.room import fit_snug, scrolling, space
from edmstudio.gui.words import tr

PITCH = (
    "See what a model heard in your tracks, correct it with a few keys, teach it, and take it to "
    "the decks."
)
LICENCE = (
    "Free software under the GNU General Public License, version 3 or later; there is no warranty. "
    "Nothing you do here leaves this computer."
)


class AboutDialog(QDialog):
    """Name, licence, versions and places; one button copies the details."""

    def __init__(self, places: Places, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About EDM Studio"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.details: Details = {**parts(), **things(places)}
        page, layout = QWidget(), QVBoxLayout(self)
        inner = QVBoxLayout(page)
        inner.addWidget(_label(f"EDM Studio {self.details['EDM Studio']}", "display"))
        for words in (PITCH, LICENCE):
            inner.addWidget(_label(tr(words), "muted"))
        inner.addLayout(self._table())
        space(page, 0.0)
        self.copy = QPushButton(tr("Copy details"))
        self.copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(as_text(self.details))
        )
        layout.addWidget(scrolling(page))
        layout.addLayout(foot("privacy", self.copy, leaving(self, tr("Close"))))
        fit_snug(self, 86 * self.fontMetrics().averageCharWidth())

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        for row, (name, value) in enumerate(list(self.details.items())[1:]):
            grid.addWidget(_label(tr(name), "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            said = _label(_unbroken(value) if name == COMPONENTS else value)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            said.setAccessibleName(f"{tr(name)}: {value}")
            grid.addWidget(said, row, 1, Qt.AlignmentFlag.AlignTop)
        return grid


def _unbroken(components: str) -> str:
    """Each on one line with its version."""
    each = (part.replace(" ", "\N{NO-BREAK SPACE}") for part in components.split(", "))
    return ", ".join(each).replace("-", "\N{NON-BREAKING HYPHEN}")


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setWordWrap(role != "display")
    label.setProperty("role", role)
    return label

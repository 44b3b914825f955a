"""The first page of an empty library: try the demo, add music, or bring a library along."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from edmstudio.gui.look.icons import pixmap
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

PITCH, COLUMN = 620, 200  # pixels of width


class FirstRun(QWidget):
    """Four doors, each with a sentence of what happens behind it."""

    demo_asked = Signal()
    folder_asked = Signal()
    files_asked = Signal()
    labels_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pictures: list[tuple[QLabel, str]] = []
        self._told: list[QLabel] = []
        title = QLabel(tr("See what a model heard in your music"))
        title.setProperty("role", "display")
        self._pitch = told = QLabel(
            tr(
                "Beat grid, sections, cues and key of every track; correct them with a few keys "
                "and take them to your decks. Nothing leaves this computer, and your files stay "
                "as they are."
            )
        )
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.folder = self._door(
            "folder", tr("Add a music folder"), tr("All tracks in it, and in folders inside")
        )
        self.files = self._door("add", tr("Add files"), tr("Or drop them anywhere on the window"))
        self.labels = self._door(
            "import",
            tr("Bring a library along"),
            tr("Tracks, grids and cues of rekordbox, Serato, Traktor or Mixxx"),
        )
        self.demo = self._door(
            "demo", tr("Try the demo"), tr("Tracks made by the program itself, with exact answers")
        )
        self.folder.setProperty("primary", "true")
        self.folder.clicked.connect(self.folder_asked)
        self.files.clicked.connect(self.files_asked)
        self.labels.clicked.connect(self.labels_asked)
        self.demo.clicked.connect(self.demo_asked)
        self._lay_out(title, told)

    def wear(self, theme: Theme) -> None:
        """Draw the pictures in a theme's colours."""
        for label, name in self._pictures:
            label.setPixmap(pixmap(name, theme.colour("accent"), theme.px(36), 2.0))
        _fit([self._pitch], theme.px(PITCH))
        _fit(self._told, theme.px(COLUMN))

    def _door(self, picture: str, name: str, told: str) -> QPushButton:
        door = QPushButton(name)
        door.setAccessibleDescription(told)
        door.setToolTip(told)
        self._pictures.append((QLabel(), picture))
        return door

    def _lay_out(self, title: QLabel, told: QLabel) -> None:
        doors = QHBoxLayout()
        doors.setSpacing(32)
        for (picture, _), door in zip(
            self._pictures, (self.folder, self.files, self.labels, self.demo), strict=True
        ):
            doors.addLayout(self._column(picture, door))
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        for label in (title, told):
            layout.addWidget(label, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(24)
        wide = QHBoxLayout()
        wide.addStretch()
        wide.addLayout(doors)
        wide.addStretch()
        layout.addLayout(wide)
        layout.addStretch(3)

    def _column(self, picture: QLabel, door: QPushButton) -> QVBoxLayout:
        told = QLabel(door.accessibleDescription())
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        told.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._told.append(told)
        column = QVBoxLayout()
        column.setSpacing(8)
        for widget in (picture, door, told):
            column.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        return column


def _fit(labels: list[QLabel], wide: int) -> None:
    """The same width, and room for the longest of them, so that columns begin on one line."""
    for label in labels:
        label.setFixedWidth(wide)
        label.ensurePolished()
    high = max(label.heightForWidth(wide) for label in labels)
    for label in labels:
        label.setMinimumHeight(high)

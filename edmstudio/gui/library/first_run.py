"""The first page of an empty library: try the demo, add music, or import labels."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from edmstudio.gui.library.door import Door, high_of
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

PITCH, CARD, APART = 620, 232, 16  # pixels of the design
TALL = 460  # from which two rows of cards have room for pictures
MIDDLE = Qt.AlignmentFlag.AlignHCenter


class FirstRun(QScrollArea):
    """Four doors, each with a sentence of what happens behind it; in a small window they scroll."""

    demo_asked = Signal()
    folder_asked = Signal()
    files_asked = Signal()
    labels_asked = Signal()

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(tr("First steps"))
        self._theme = Theme()
        self._title = QLabel(tr("See what a model heard in your music"))
        self._title.setProperty("role", "display")
        self._pitch = QLabel(
            tr(
                "Beat grid, sections, cues and key of every track; correct them with a few keys "
                "and take them to your decks. Nothing leaves this computer, and your files stay "
                "as they are."
            )
        )
        self._pitch.setProperty("role", "muted")
        self._pitch.setWordWrap(True)
        self._pitch.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._doors = self._made()
        self.folder, self.files, self.labels, self.demo = (door.button for door in self._doors)
        self.folder.setProperty("primary", "true")
        self.folder.clicked.connect(self.folder_asked)
        self.files.clicked.connect(self.files_asked)
        self.labels.clicked.connect(self.labels_asked)
        self.demo.clicked.connect(self.demo_asked)
        self._lay_out()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        for door in self._doors:
            door.wear(theme)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _made(self) -> tuple[Door, ...]:
        return (
            Door("folder", tr("Add folder…"), tr("All its music, and that of folders inside")),
            Door("add", tr("Add files…"), tr("Or drop them anywhere on the window")),
            Door(
                "import",
                tr("Import labels…"),
                tr("Tracks, grids and cues of rekordbox, Serato, Traktor or Mixxx"),
            ),
            Door("demo", tr("Try the demo"), tr("Four made-up tracks to try everything on")),
        )

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addStretch(2)
        for label in (self._title, self._pitch):
            layout.addWidget(label, alignment=MIDDLE)
        layout.addSpacing(self.fontMetrics().height())
        layout.addLayout(self._grid)
        layout.addStretch(3)
        self.setWidget(page)
        self._layout = layout

    def _arrange(self) -> None:
        """Four cards in a row, or two rows of two, all of one size, pictured if there is room."""
        apart, room = self._theme.px(APART), self.viewport().width()
        self._layout.setSpacing(apart)
        self._grid.setSpacing(apart)
        pitch = min(self._theme.px(PITCH), room - 2 * apart)
        self._pitch.setFixedHeight(high_of(self._pitch, pitch))
        least = max(door.least() for door in self._doors)
        columns = 4 if 4 * least + 5 * apart <= room else 2
        most = (room - (columns + 1) * apart) // columns
        wide = min(max(self._theme.px(CARD), least), most) if columns == 4 else most
        high = max(door.fit(wide) for door in self._doors)
        pictured = columns == 4 or self.viewport().height() >= self._theme.px(TALL)
        for place, door in enumerate(self._doors):
            door.settle(high, pictured=pictured)
            self._grid.addWidget(door, place // columns, place % columns + 1)
        self._grid.setColumnStretch(0, 1)
        for column in range(1, 6):  # the last one is beside the cards
            self._grid.setColumnStretch(column, int(column == columns + 1))

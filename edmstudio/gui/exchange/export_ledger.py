"""What an export would write, what stays here and what changes on the way, each under its name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton

from edmstudio.domain.refused import Refused
from edmstudio.gui.widgets.help_link import Said
from edmstudio.gui.widgets.room import space
from edmstudio.gui.words import tr


class ExportLedger(QFrame):
    """A line without words is not there."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.counted, self.lost, self.changed, self.noticed = (Said() for _ in range(4))
        self.lines = (self.counted, self.lost, self.changed, self.noticed)
        self.count = QPushButton(tr("Count what would be written"))
        self._layout = QGridLayout(self)
        self._layout.setColumnStretch(1, 1)
        self._names: dict[QLabel, QLabel] = {}
        self._line(tr("Will be written"), self.counted)
        self._line(tr("Stays here"), self.lost)
        self._line(tr("Changes"), self.changed)
        self._line(tr("Please note"), self.noticed)
        self._layout.addWidget(self.count, self._layout.rowCount(), 0, 1, 2)
        space(self, 0.75)
        self._layout.setHorizontalSpacing(self.fontMetrics().height())

    def say(self, words: QLabel, text: str) -> None:
        """Put a line's words."""
        words.setText(text)
        for label in (words, self._names[words]):
            label.setVisible(bool(text))

    def refuse(self, refusal: Refused) -> None:
        """Why nothing could be counted or written."""
        self.say(self.counted, str(refusal))
        self.counted.refuse(refusal)

    def _line(self, name: str, words: QLabel) -> None:
        title, row = QLabel(name), self._layout.rowCount()
        title.setProperty("role", "strong")
        for column, label in enumerate((title, words)):
            self._layout.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._names[words] = title

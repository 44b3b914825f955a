"""Asking the person for one number without a window in the way."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from edmstudio.gui.words import tr


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the suggestion, and what is possible."""

    title: str
    suggestion: float
    least: float
    most: float
    decimals: int = 2
    suffix: str = ""


AskNumber = Callable[[Question, Callable[[float], None]], None]


class NumberPopup(QFrame):
    """A field over the window: Return takes the number, Esc drops the question."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._window = window
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._answered: Callable[[float], None] = lambda number: None
        self._title = QLabel()
        self.field = QDoubleSpinBox()
        self.field.installEventFilter(self)
        take = QPushButton(tr("OK"))
        take.setProperty("primary", "true")
        take.clicked.connect(self._take)
        layout = QHBoxLayout(self)
        for widget in (self._title, self.field, take):
            layout.addWidget(widget)

    def ask(self, question: Question, answered: Callable[[float], None]) -> None:
        """Show the field with the suggestion in it, ready to be typed over."""
        self._answered = answered
        self._title.setText(question.title)
        self.field.setAccessibleName(question.title)
        self.field.setDecimals(question.decimals)
        self.field.setRange(question.least, question.most)
        self.field.setSuffix(question.suffix)
        self.field.setValue(question.suggestion)
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 20)
        self.adjustSize()
        window = self._window
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 80)
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if (
            pressed
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._take()
            return True
        return False

    def _take(self) -> None:
        self.field.interpretText()
        self.hide()
        self._answered(self.field.value())

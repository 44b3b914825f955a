"""Asking the person for one number or one name without a window in the way."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.number_fields import roomy
from edmstudio.gui.widgets.room import space
from edmstudio.gui.words import tr

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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
AskText = Callable[[str, str, Callable[[str], None]], None]


class _Popup(QFrame):
    """A field over the window: Return takes what is in it, Esc drops the question."""

    def __init__(self, window: QWidget, field: QDoubleSpinBox | QLineEdit) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._window = window
        self.setProperty("role", "popup")
        self._title, self._entry = QLabel(), field
        field.installEventFilter(self)
        take = primary(QPushButton(tr("OK")))
        take.clicked.connect(self._take)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        for widget in (self._title, field, cancel, take):
            layout.addWidget(widget)
        space(self, 0.5)

    def _show(self, title: str) -> None:
        """In the upper middle of the window, ready to be typed over."""
        self._title.setText(title)
        self._entry.setAccessibleName(title)
        self._entry.setMinimumWidth(self.fontMetrics().averageCharWidth() * 20)
        self.adjustSize()
        window = self._window
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 80)
        self.show()
        self._entry.setFocus()
        self._entry.selectAll()

    def _take(self) -> None:
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in ENTER:
            self._take()
            return True
        return False


class NumberPopup(_Popup):
    """Asks for a number."""

    def __init__(self, window: QWidget) -> None:
        self.field = roomy(QDoubleSpinBox())
        super().__init__(window, self.field)
        self._answered: Callable[[float], None] = lambda number: None

    def ask(self, question: Question, answered: Callable[[float], None]) -> None:
        """Show the field with the suggestion in it."""
        self._answered = answered
        self.field.setDecimals(question.decimals)
        self.field.setRange(question.least, question.most)
        self.field.setSuffix(question.suffix)
        self.field.setValue(question.suggestion)
        self._show(question.title)

    def _take(self) -> None:
        self.field.interpretText()
        self.hide()
        self._answered(self.field.value())


class TextPopup(_Popup):
    """Asks for a name."""

    def __init__(self, window: QWidget) -> None:
        self.field = QLineEdit()
        super().__init__(window, self.field)
        self._answered: Callable[[str], None] = lambda text: None

    def ask(self, title: str, suggestion: str, answered: Callable[[str], None]) -> None:
        """Show the field with the suggestion in it."""
        self._answered = answered
        self.field.setText(suggestion)
        self._show(title)

    def _take(self) -> None:
        self.hide()
        self._answered(self.field.text().strip())

"""A sentence that floats over the window for a while; it never takes the keyboard."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from edmstudio.gui.theme import Theme

SECONDS = 6
GAP = 16


class Toast(QLabel):
    """Lies at the lower edge of its window; a click or a few seconds send it away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._edge = QColor()
        self._fill = QColor()
        self._away = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._away.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def wear(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._edge, self._fill = theme.colour("doubt"), theme.colour("raised")
        self.setMargin(theme.px(12))

    def say(self, sentence: str) -> None:
        """Show a sentence; a newer one takes its place."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        self._away.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def mousePressEvent(self, event: object) -> None:
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._edge, 1.5))
            painter.setBrush(self._fill)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        super().paintEvent(event)

    def _place(self) -> None:
        window = self._window
        room = max(window.width() - 2 * GAP, 120)
        width = min(self.fontMetrics().horizontalAdvance(self.text()) + 4 * GAP, 640, room)
        self.resize(width, self.heightForWidth(width))
        self.move((window.width() - width) // 2, window.height() - self.height() - 3 * GAP)

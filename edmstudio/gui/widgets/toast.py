"""A sentence that floats over the window for a while; it never takes the keyboard."""

from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from edmstudio.domain.refused import Refused
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.help_link import explained, link_to
from edmstudio.gui.words import tr

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
        self.setOpenExternalLinks(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._show(sentence, sentence)

    def refuse(self, refusal: Refused) -> None:
        """Show what was refused, with the way to the page that says what to do."""
        self.setTextFormat(Qt.TextFormat.RichText)
        self._show(explained(refusal), str(refusal))

    def offer(self, sentence: str, page: str, words: str) -> None:
        """Show a sentence with a link to a page of the manual."""
        self.setTextFormat(Qt.TextFormat.RichText)
        self._show(f"{escape(sentence)} {link_to(page, words)}", sentence)

    def _show(self, text: str, sentence: str) -> None:
        self.setText(text)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        self._away.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)  # a link is followed when the button comes up
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
        words = f"{self.accessibleName()} {tr('What to do')}"
        width = min(self.fontMetrics().horizontalAdvance(words) + 4 * GAP, 640, room)
        self.resize(width, self.heightForWidth(width))
        self.move((window.width() - width) // 2, window.height() - self.height() - 3 * GAP)

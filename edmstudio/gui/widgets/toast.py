"""A sentence that floats over the window for a while; it never takes the keyboard."""

from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from edmstudio.domain.refused import Refused
from edmstudio.gui.look.icons import icon
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.help_link import explained, link_to
from edmstudio.gui.words import tr

SECONDS, REFUSED = 6, 12  # how long it stays; what was refused is read more slowly
GAP, EDGE, CROSS = 16, 12, 16  # pixels of the design
WIDEST = 640


class Toast(QLabel):
    """Lies over the timeline, never over a list; its cross, a click or time send it away."""

    def __init__(self, window: QWidget, over: QWidget) -> None:
        super().__init__(window)
        self._window, self._over, self._theme = window, over, Theme()
        self.away = QToolButton(self)
        self.away.setProperty("flat", "true")
        self.away.setProperty("role", "small")
        self.away.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.away.setAccessibleName(tr("Close this message"))
        self.away.setToolTip(tr("Close this message"))
        self.away.clicked.connect(self.hide)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setOpenExternalLinks(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._edge = QColor()
        self._fill = QColor()
        self._quiet = QTimer(self, singleShot=True)
        self._quiet.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def wear(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._edge, self._fill = theme.colour("doubt"), theme.colour("raised")
        self._theme = theme
        self.away.setIcon(icon("close", theme))
        self.away.setIconSize(QSize(theme.px(CROSS), theme.px(CROSS)))
        self._place()

    def say(self, sentence: str) -> None:
        """Show a sentence; a newer one takes its place."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._show(sentence, sentence, SECONDS)

    def refuse(self, refusal: Refused) -> None:
        """Show what was refused, with the way to the page that says what to do."""
        self.setTextFormat(Qt.TextFormat.RichText)
        self._show(explained(refusal), str(refusal), REFUSED)

    def offer(self, sentence: str, page: str, words: str) -> None:
        """Show a sentence with a link to a page of the manual."""
        self.setTextFormat(Qt.TextFormat.RichText)
        self._show(f"{escape(sentence)} {link_to(page, words)}", sentence, SECONDS)

    def _show(self, text: str, sentence: str, seconds: int) -> None:
        self.setText(text)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        self._quiet.start(seconds * 1000)

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
        window, gap, edge = self._window, self._theme.px(GAP), self._theme.px(EDGE)
        right = edge + self._theme.px(CROSS) + edge // 2
        self.ensurePolished()  # or the style sheet would take the margins back when it is shown
        self.setContentsMargins(edge, edge, right, edge)
        words = f"{self.accessibleName()} {tr('What to do')}  "
        wanted = self.fontMetrics().horizontalAdvance(words) + edge + right
        width = min(wanted, self._theme.px(WIDEST), max(window.width() - 2 * gap, 120))
        self.resize(width, self.heightForWidth(width))
        under = self._over if self._over.isVisible() else window
        foot = under.mapTo(window, QPoint(0, under.height())).y()
        self.move((window.width() - width) // 2, max(foot - self.height() - gap, 0))
        cross = self.away.sizeHint()
        self.away.setGeometry(
            width - cross.width() - edge // 2, (self.height() - cross.height()) // 2,
            cross.width(), cross.height(),
        )  # fmt: skip

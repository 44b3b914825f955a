"""What was done last, at the foot of the window; in a low window it floats for a moment."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget

from edmstudio.gui.look.theme import Theme

HIGH, LOW = 26, 480  # pixels of the design: the line, and a window that has no room for it
SECONDS = 5


class StatusLine(QLabel):
    """A label in the status bar, and over a low window one that goes by itself."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__()
        self._window, self._theme = window, Theme()
        self._work: QWidget | None = None
        self._gives_way: QWidget | None = None
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = window.statusBar()
        self._bar.addWidget(self, 1)
        self._bar.setSizeGripEnabled(False)
        self.floating = _Floating(window)

    def work_with(self, progress: QWidget, gives_way: QWidget) -> None:
        """Long work is told at the right end; in a low window something gives way to it."""
        self._work, self._gives_way = progress, gives_way
        self._bar.addPermanentWidget(progress)

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        self._bar.setFixedHeight(theme.px(HIGH))
        self.setIndent(theme.px(10))
        self.floating.wear(theme)
        self.settle()

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        super().setText(text)
        if text and not self._bar.isVisible():
            self.floating.say(text)

    def settle(self) -> None:
        """Give the timeline the line's room where the window is low and no work runs."""
        runs = self._work is not None and not self._work.isHidden()
        low = self._window.height() < self._theme.px(LOW)
        self._bar.setVisible(runs or not low)
        if self._gives_way is not None:
            self._gives_way.setVisible(not (low and runs))


class _Floating(QLabel):
    """Lies at the lower left corner of the window and never takes the pointer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._theme = window, Theme()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._away = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._away.timeout.connect(self.hide)
        self.hide()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        self.setContentsMargins(theme.px(10), theme.px(4), theme.px(10), theme.px(4))

    def say(self, text: str) -> None:
        """Show a line for a moment; a newer one takes its place."""
        self.setText(text)
        self.resize(self.sizeHint().boundedTo(self._window.size()))
        self.move(QPoint(0, self._window.height() - self.height()))
        self.show()
        self.raise_()
        self._away.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(QPen(self._theme.colour("edge"), 1))
            painter.setBrush(self._theme.colour("raised"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        super().paintEvent(event)

"""A word about one part of the window: all else is dimmed, a bubble stands beside it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from edmstudio.gui.keys.router import OWN_KEYS_PROPERTY
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

WIDE, GAP, ROUND = 360, 14, 8  # pixels
RING, OUT = 2, 3  # pixels: how thick the ring is, and how far outside of the part
SHADE = 0.72
ON = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown)
BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)


class CoachMark(QWidget):
    """Lies over the whole window and keeps the keyboard until it is left."""

    stepped = Signal(int)  # 1 on, -1 back
    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._theme = window, Theme()
        self.around = QRect()
        self.setProperty(OWN_KEYS_PROPERTY, True)
        self.bubble = QFrame(self)
        self.bubble.setObjectName("bubble")
        self.title, self.text, self.count = QLabel(), QLabel(), QLabel()
        self.leave, self.back, self.on = (
            QPushButton(tr("Skip tour")),
            QPushButton(tr("Back")),
            QPushButton(tr("Next")),
        )
        self._lay_out()
        self.leave.clicked.connect(self.left)
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        window.installEventFilter(self)
        self.hide()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        self.bubble.setStyleSheet(
            f"#bubble {{ background: {theme.tokens.raised}; border-radius: {theme.px(ROUND)}px; "
            f"border: 1px solid {theme.tokens.accent}; }}"
        )
        self.title.setFont(theme.font("title"))
        for label in (self.title, self.text):
            label.setFixedWidth(theme.px(WIDE))
        self._place()

    def tell(self, title: str, text: str, around: QRect, *, step: int, steps: int) -> None:
        """Say something about a part of the window, in the window's own pixels."""
        self.around = around
        self.title.setText(title)
        self.text.setText(text)
        self.count.setText(tr("{step} of {steps}").format(step=step, steps=steps))
        self.back.setEnabled(step > 1)
        self.on.setText(tr("Next") if step < steps else tr("Done"))
        self.leave.setVisible(step < steps)
        self.setAccessibleName(title)
        self.on.setAccessibleDescription(f"{title}. {text}")
        self.show()
        self.raise_()
        self._place()
        self.on.setFocus()
        self.update()

    def sizeHint(self) -> QSize:
        return self._window.size()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window and self.isVisible():
            self._place()
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QPushButton):
            return isinstance(event, QKeyEvent) and self._press(event, watched)
        return False

    def _press(self, event: QKeyEvent, button: QPushButton) -> bool:
        """Return presses the button, Esc leaves, arrows go on and back; the rest is Qt's."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button.click()
        elif key in ON:
            self.stepped.emit(1)
        elif key in BACK and self.back.isEnabled():
            self.stepped.emit(-1)
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # what no button takes goes no further: the window behind would act on it

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The Tab key stays among the buttons."""
        buttons = [b for b in (self.leave, self.back, self.on) if b.isVisible() and b.isEnabled()]
        held = self.focusWidget()
        at = buttons.index(held) if held in buttons else -1
        buttons[(at + (1 if forward else -1)) % len(buttons)].setFocus(
            Qt.FocusReason.TabFocusReason
        )
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # nothing behind is touched by a click beside the bubble

    def paintEvent(self, event: QPaintEvent) -> None:
        hole = QPainterPath()
        hole.addRoundedRect(self.ring(), ROUND, ROUND)
        all_of_it = QPainterPath()
        all_of_it.addRect(self.rect())
        shade = QColor(0, 0, 0)
        shade.setAlphaF(SHADE)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(all_of_it.subtracted(hole), shade)
            painter.setPen(QPen(self._theme.colour("accent"), RING))
            painter.drawPath(hole)

    def ring(self) -> QRect:
        """Round the part, and whole where it lies at an edge of the window."""
        inner = self.rect().adjusted(RING, RING, -RING, -RING)
        return self.around.adjusted(-OUT, -OUT, OUT, OUT).intersected(inner)

    def _lay_out(self) -> None:
        self.text.setWordWrap(True)
        self.count.setProperty("role", "muted")
        self.on.setProperty("primary", "true")
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch()
        for button in (self.leave, self.back, self.on):
            button.installEventFilter(self)
            foot.addWidget(button)
        layout = QVBoxLayout(self.bubble)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        for label in (self.title, self.text):
            layout.addWidget(label)
        layout.addLayout(foot)

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        self.bubble.adjustSize()
        self.bubble.move(beside(self.around, self.bubble.size(), self.rect()))


def beside(around: QRect, size: QSize, room: QRect) -> QPoint:
    """Where a bubble has room beside something: below, above, right, left, else over its middle."""
    middle = around.center() - QPoint(size.width() // 2, size.height() // 2)
    places = (
        QPoint(middle.x(), around.bottom() + GAP),
        QPoint(middle.x(), around.top() - GAP - size.height()),
        QPoint(around.right() + GAP, middle.y()),
        QPoint(around.left() - GAP - size.width(), middle.y()),
    )
    inner = room.adjusted(GAP, GAP, -GAP, -GAP)
    for place in places:
        shifted = _inside(place, size, inner)
        if not QRect(shifted, size).intersects(around):
            return shifted
    return _inside(middle, size, inner)


def _inside(place: QPoint, size: QSize, room: QRect) -> QPoint:
    x = min(max(place.x(), room.left()), max(room.right() - size.width(), room.left()))
    y = min(max(place.y(), room.top()), max(room.bottom() - size.height(), room.top()))
    return QPoint(x, y)

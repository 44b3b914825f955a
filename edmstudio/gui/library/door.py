"""One way into the program, as a card: a picture, a button, and what happens behind it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from edmstudio.gui.look.icons import pixmap
from edmstudio.gui.look.theme import Theme

QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's own name for no limit
PICTURE, AROUND, BETWEEN = 36, 20, 12  # pixels of the design
MIDDLE = Qt.AlignmentFlag.AlignHCenter


class Door(QFrame):
    """A click anywhere presses the button, which tells a screen reader all of it."""

    def __init__(self, picture: str, name: str, told: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture = picture
        self.picture, self.button, self.told = QLabel(), QPushButton(name), QLabel(told)
        self.button.setAccessibleDescription(told)
        self.button.setToolTip(told)
        self.told.setProperty("role", "muted")
        self.told.setWordWrap(True)
        self.told.setAlignment(MIDDLE | Qt.AlignmentFlag.AlignTop)
        self._layout = QVBoxLayout(self)
        for widget in (self.picture, self.button, self.told):
            self._layout.addWidget(widget, alignment=MIDDLE)

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        drawn = pixmap(self._picture, theme.colour("accent"), theme.px(PICTURE), 2.0)
        self.picture.setPixmap(drawn)
        around = theme.px(AROUND)
        self._layout.setContentsMargins(around, around, around, around)
        self._layout.setSpacing(theme.px(BETWEEN))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.button.click()

    def least(self) -> int:
        """Pixels of width in which its button is whole."""
        margins = self._layout.contentsMargins()
        return self.button.sizeHint().width() + margins.left() + margins.right()

    def fit(self, wide: int) -> int:
        """Take this width; how high what it tells is then."""
        margins = self._layout.contentsMargins()
        inner = wide - margins.left() - margins.right()
        self.setFixedWidth(wide)
        return high_of(self.told, inner)

    def settle(self, high: int, *, pictured: bool) -> None:
        """Take this height for what it tells, with the picture or without."""
        self.picture.setVisible(pictured)
        self.told.setFixedHeight(high)
        self._layout.activate()
        self.setFixedHeight(self._layout.minimumSize().height())


def high_of(label: QLabel, wide: int) -> int:
    """Give a text this width; how high it is then, whatever height it was given before."""
    label.setMinimumHeight(0)
    label.setMaximumHeight(QWIDGETSIZE_MAX)
    label.setFixedWidth(wide)
    label.ensurePolished()
    return label.heightForWidth(wide)

"""A button that shows the key that does the same, as the cap of a key beside its word."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QPushButton

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

AROUND = (5.0, 1.0)  # pixels of the design beside and above the letter
GAP = 6  # between the cap and the word


class KeyButton(QPushButton):
    """Reached by the Tab key, but it does not take the keyboard from the timeline at a click."""

    def __init__(self, key: str, act: Callable[[], object]) -> None:
        super().__init__()
        self._key = key
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda: act())

    def say(self, text: str) -> None:
        """What it does now."""
        self.setText(text)
        self.setAccessibleName(tr("{text}, key {key}").format(text=text, key=self._key))

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        filled = self.property("primary") == "true"
        caps, ratio = QIcon(), self.devicePixelRatioF()
        for mode, token in (
            (QIcon.Mode.Normal, "on_accent" if filled else "text"),
            (QIcon.Mode.Disabled, "disabled"),
        ):
            caps.addPixmap(cap(self._key, theme, theme.colour(token), ratio), mode)
        self.setIcon(caps)
        side = caps.availableSizes()[0] / ratio
        self.setIconSize(QSize(round(side.width()), round(side.height())))


def cap(key: str, theme: Theme, colour: QColor, ratio: float) -> QPixmap:
    """A letter in a rounded frame, in one colour, with air at its right."""
    font = theme.font("small")
    metrics, (beside, above) = QFontMetricsF(font), map(theme.px, AROUND)
    wide, high = metrics.horizontalAdvance(key) + 2 * beside, metrics.height() + 2 * above
    box = QRectF(0, 0, max(wide, high), high)
    made = QPixmap((QSizeF(box.width() + theme.px(GAP), high) * ratio).toSize())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1))
        painter.setFont(font)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    return made

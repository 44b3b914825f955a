"""One section as a block: its colour, its texture, and its name as far as there is room."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from edmstudio.domain.sections import SectionLabel
from edmstudio.gui.textures import brush, fill
from edmstudio.gui.theme import Theme, text_on
from edmstudio.gui.tokens import SECTION_LOOKS, Texture
from edmstudio.gui.words import tr

PADDING = 7
NARROW = 12.0  # logical pixels; no texture or letter is seen in less
LETTERS = {
    SectionLabel.INTRO: "I",
    SectionLabel.VERSE: "V",
    SectionLabel.BUILD: "B",
    SectionLabel.DROP: "D",
    SectionLabel.BREAK: "K",
    SectionLabel.BRIDGE: "R",
    SectionLabel.CHORUS: "C",
    SectionLabel.COOLDOWN: "L",
    SectionLabel.OUTRO: "O",
    SectionLabel.SILENCE: "–",
}
"""The keys of the label leader; no two labels share one."""


def draw_block(
    painter: QPainter, theme: Theme, label: SectionLabel, box: QRectF, ratio: float
) -> None:
    """The fill; on light themes with an outline, because pale colours would fade into the page."""
    look = SECTION_LOOKS[label]
    if look.texture is Texture.HOLLOW:
        painter.setPen(QPen(QColor(look.colour), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        return
    if box.width() < NARROW:
        painter.fillRect(box, QColor(look.colour))
        return
    painter.setBrushOrigin(box.topLeft())
    edge = look.texture is Texture.THICK_EDGE
    fill(painter, box, QColor(look.colour), _mark(label, ratio), edge=edge)
    if not theme.tokens.dark:
        painter.setPen(QPen(theme.colour("text", 0.5), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def draw_name(
    painter: QPainter, theme: Theme, label: SectionLabel, box: QRectF, role: str = "small"
) -> None:
    """The name at the left edge of `box`, its letter where that is all that fits, or nothing."""
    if box.width() < NARROW:
        return
    font = theme.font(f"{role} strong")
    metrics, padding = QFontMetricsF(font), theme.px(PADDING)
    room = box.width() - 1.5 * padding
    name = _fitting(label, metrics, room)
    if not name:
        return
    look, left = SECTION_LOOKS[label], box.left() + padding
    hollow = look.texture is Texture.HOLLOW
    if not hollow:  # a quiet plate keeps the texture out of the letters
        wide, high = metrics.horizontalAdvance(name), min(metrics.height(), box.height() - 2)
        plate = QRectF(left - 3, box.center().y() - high / 2, wide + 6, high)
        painter.fillRect(plate, QColor(look.colour))
    painter.setFont(font)
    painter.setPen(theme.colour("muted") if hollow else QColor(text_on(look.colour)))
    painter.drawText(QPointF(left, box.center().y() + metrics.capHeight() / 2), name)


def _fitting(label: SectionLabel, metrics: QFontMetricsF, room: float) -> str:
    names = (tr(label.value), LETTERS[label])
    return next((name for name in names if metrics.horizontalAdvance(name) <= room), "")


@lru_cache(maxsize=64)
def _mark(label: SectionLabel, ratio: float) -> QBrush:
    look = SECTION_LOOKS[label]
    ink = QColor(text_on(look.colour))
    ink.setAlphaF(0.30)
    return brush(look.texture, ink, ratio)

"""What a dragged thing would say of its place: time, bar and beat, beside the pointer."""

from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from edmstudio.domain.grid import TempoMap
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.words import clock


def place_of(grid: TempoMap | None, seconds: float) -> str:
    """Such as "33.1 · 1:02.345"; bars and beats count from 1."""
    time = clock(seconds, 0.001)
    if grid is None:
        return time
    beat = floor(grid.beat_at(seconds) + 1e-3)
    anchor = grid.anchor_of_beat(beat)
    return f"{grid.bar_at(beat) + 1}.{(beat - anchor.shift) % anchor.meter + 1} · {time}"


def draw(painter: QPainter, view: View, seconds: float) -> None:
    """A plate under the ruler, kept inside the lanes."""
    text = place_of(view.annotations.grid, seconds)
    font, px = view.theme.font("small"), view.theme.px
    metrics = QFontMetricsF(font)
    wide, high = metrics.horizontalAdvance(text) + 2 * px(8), metrics.height() + px(6)
    left = min(max(view.axis.x_at(seconds) + px(8), view.layout.gutter), view.layout.width - wide)
    box = QRectF(left, view.layout.box(Lane.WAVEFORM).top() + px(8), wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(view.theme.colour("border_strong"), 1))
    painter.setBrush(view.theme.colour("raised", 0.95))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(font)
    painter.setPen(view.theme.colour("text"))
    baseline = box.center().y() + metrics.capHeight() / 2
    painter.drawText(QPointF(box.left() + px(8), baseline), text)


def draw_message(painter: QPainter, view: View, box: QRectF, text: str) -> None:
    """A quiet line in the middle of an empty lane, over whatever passes there."""
    font, px = view.theme.font("body"), view.theme.px
    metrics = QFontMetricsF(font)
    wide, high = metrics.horizontalAdvance(text) + 2 * px(12), metrics.height() + px(8)
    plate = QRectF(box.center().x() - wide / 2, box.center().y() - high / 2, wide, high)
    painter.fillRect(plate, view.theme.colour("background"))
    painter.setFont(font)
    painter.setPen(view.theme.colour("muted"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

"""The ruler: time above, bar numbers below, as dense as they can be read."""

from math import floor

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QLinearGradient, QPainter, QPen

from edmstudio.gui.canvas.bars import Bars, phrase_for
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.words import clock

STEPS = (
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5,
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600,
)  # fmt: skip
FADE, INDENT = 18, 6  # even: whole device pixels at 1.5 as well
BEATS_FROM = 64.0  # logical pixels a beat; from here on beats are numbered too


def draw_ruler(painter: QPainter, view: View) -> None:
    """Both rows, and the hairline under them; labels may begin left of the view."""
    box = view.layout.box(Lane.RULER)
    painter.fillRect(box, view.theme.colour("surface"))
    _draw_times(painter, view, QRectF(box.left(), box.top(), box.width(), box.height() / 2))
    if view.bars is not None:
        low = QRectF(box.left(), box.center().y(), box.width(), box.height() / 2)
        _draw_bars(painter, view, low, view.bars)
    painter.setPen(QPen(view.theme.colour("border"), 1))
    painter.drawLine(QLineF(box.left(), box.bottom() - 0.5, box.right(), box.bottom() - 0.5))


def fade_ruler(painter: QPainter, view: View) -> None:
    """Numbers that the edges of the view cut fade away there."""
    box, wide = view.layout.box(Lane.RULER), view.theme.px(FADE)
    plain, clear = view.theme.colour("surface"), view.theme.colour("surface", 0.0)
    for edge, inner, more in (
        (box.left(), box.left() + wide, view.start > 0.0),
        (box.right(), box.right() - wide, view.stop < view.duration),
    ):
        if more:
            fade = QLinearGradient(edge, 0.0, inner, 0.0)
            fade.setColorAt(0.0, plain)
            fade.setColorAt(1.0, clear)
            place = QRectF(min(edge, inner), box.top(), wide, box.height() - 1.0)
            painter.fillRect(place, fade)


def _draw_times(painter: QPainter, view: View, row: QRectF) -> None:
    font = view.theme.font("tiny")
    widest = QFontMetricsF(font).horizontalAdvance(clock(view.duration, 0.001 * 10)) + 26
    step = next((s for s in STEPS if s * view.axis.scale >= widest), STEPS[-1])
    painter.setFont(font)
    first = floor(view.start / step)
    ticks, baseline = [], row.center().y() + QFontMetricsF(font).capHeight() / 2
    painter.setPen(view.theme.colour("muted"))
    for index in range(first, floor(view.stop / step) + 1):
        x = view.crisp_x(index * step)
        ticks.append(QLineF(x, row.top() + 2, x, row.bottom() - 2))
        if 0 <= index * step <= view.duration:
            painter.drawText(QPointF(x + INDENT, baseline), clock(index * step, step))
    painter.setPen(QPen(view.theme.colour("border_strong", 0.6), 1))
    painter.drawLines(ticks)


def _draw_bars(painter: QPainter, view: View, row: QRectF, bars: Bars) -> None:
    wide = bars.spacing * view.axis.scale
    group = phrase_for(wide, view.theme.px(46))
    font = view.theme.font("small strong")
    painter.setFont(font)
    baseline = row.center().y() + QFontMetricsF(font).capHeight() / 2
    shown = bars.every(group)
    painter.setPen(view.theme.colour("text"))
    places = [view.crisp_x(seconds) for seconds in bars.seconds[shown].tolist()]
    for x, number in zip(places, bars.numbers[shown].tolist(), strict=True):
        painter.drawText(QPointF(x + INDENT, baseline), str(number + 1))
    painter.setPen(QPen(view.theme.colour("bar", 0.8), 1))
    painter.drawLines([QLineF(x, row.top() + 2, x, row.bottom()) for x in places])
    if wide / 4 >= BEATS_FROM:
        _draw_beats(painter, view, baseline, bars)


def _draw_beats(painter: QPainter, view: View, baseline: float, bars: Bars) -> None:
    painter.setFont(view.theme.font("tiny"))
    painter.setPen(view.theme.colour("muted"))
    for seconds, place in zip(bars.beats.tolist(), bars.places.tolist(), strict=True):
        painter.drawText(QPointF(view.crisp_x(seconds) + INDENT, baseline), f".{place + 1}")

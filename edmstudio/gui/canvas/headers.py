"""The gutter: what each lane is, in a word or two."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.words import tr

PADDING = 10
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Headers:
    """Draws the gutter once, and copies it until something in it changes."""

    def __init__(self) -> None:
        self._drawn: QPixmap | None = None
        self._drawn_of: tuple[object, ...] = ()

    def paint(self, painter: QPainter, view: View) -> None:
        """The gutter of this view."""
        energy, layout = view.annotations.energy, view.layout
        level = energy.level if energy else 0
        wanted = (layout, view.theme, view.ratio, level, view.annotations.grid is None)
        if self._drawn is None or self._drawn_of != wanted:
            size = QRectF(0, 0, layout.gutter, layout.height).size() * view.ratio
            self._drawn = QPixmap(size.toSize())
            self._drawn.setDevicePixelRatio(view.ratio)
            with QPainter(self._drawn) as inner:
                _draw(inner, view)
            self._drawn_of = wanted
        painter.drawPixmap(0, 0, self._drawn)


def _draw(painter: QPainter, view: View) -> None:
    layout, theme = view.layout, view.theme
    painter.fillRect(QRectF(0, 0, layout.gutter, layout.height), theme.colour("surface"))
    painter.setPen(QPen(theme.colour("border"), 1))
    edge = layout.gutter - 0.5
    painter.drawLine(QLineF(edge, 0, edge, layout.height))
    painter.setPen(theme.colour("muted"))
    for lane, box in layout.boxes.items():
        if lane is Lane.RULER:
            _draw_ruler_names(painter, view, box)
        else:
            _draw_name(painter, view, _name(lane, view), box)


def _draw_name(painter: QPainter, view: View, text: str, box: QRectF) -> None:
    font, right = view.theme.font("small"), view.layout.gutter - view.theme.px(PADDING)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    name = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - 4)
    painter.drawText(QRectF(0, box.top(), right, box.height()), RIGHT, name)


def _draw_ruler_names(painter: QPainter, view: View, box: QRectF) -> None:
    painter.setFont(view.theme.font("tiny"))
    right, half = view.layout.gutter - view.theme.px(PADDING), box.height() / 2
    painter.drawText(QRectF(0, box.top(), right, half), RIGHT, tr("Time"))
    if view.annotations.grid is not None:
        painter.drawText(QRectF(0, box.top() + half, right, half), RIGHT, tr("Bar"))


def _name(lane: Lane, view: View) -> str:
    energy = view.annotations.energy
    names = {
        Lane.CUES: tr("Cues"),
        Lane.WAVEFORM: tr("Waveform"),
        Lane.SPECTROGRAM: tr("Spectrum"),
        Lane.SECTIONS: tr("Yours"),
        Lane.MODEL: tr("Model"),
        Lane.CURVES: tr("Energy") + (f" {energy.level}" if energy else ""),
    }
    return names[lane]

"""The gutter: what each lane is, in a word or two."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen

from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.canvas.pitch_scale import PitchScale
from edmstudio.gui.canvas.pixels import copy
from edmstudio.gui.words import tr

PADDING = 10
NAMES = {Lane.CUES: "Cues", Lane.WAVEFORM: "Waveform", Lane.SECTIONS: "Yours", Lane.MODEL: "Model"}
Legend = tuple[tuple[str, str], ...]  # text, and the token of its colour
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Headers:
    """Draws the gutter once, and copies it until something in it changes."""

    def __init__(self) -> None:
        self._drawn: QImage | None = None
        self._drawn_of: tuple[object, ...] = ()

    def paint(self, painter: QPainter, view: View, legend: Legend, pitch: PitchScale) -> None:
        """The gutter of this view; `legend` names the curves."""
        layout = view.layout
        wanted = (layout, view.theme, view.ratio, legend, pitch, view.annotations.grid is None)
        if self._drawn is None or self._drawn_of != wanted:
            size = QRectF(0, 0, layout.gutter, layout.height).size() * view.ratio
            self._drawn = QImage(size.toSize(), QImage.Format.Format_RGB32)
            self._drawn.setDevicePixelRatio(view.ratio)
            with QPainter(self._drawn) as inner:
                _draw(inner, view, legend, pitch)
            self._drawn.setDevicePixelRatio(1.0)
            self._drawn_of = wanted
        copy(painter, QPointF(), self._drawn)


def _draw(painter: QPainter, view: View, legend: Legend, pitch: PitchScale) -> None:
    layout, theme = view.layout, view.theme
    painter.fillRect(QRectF(0, 0, layout.gutter, layout.height), theme.colour("surface"))
    painter.setPen(QPen(theme.colour("border"), 1))
    edge = layout.gutter - 0.5
    painter.drawLine(QLineF(edge, 0, edge, layout.height))
    painter.setPen(theme.colour("muted"))
    for lane, box in layout.boxes.items():
        match lane:
            case Lane.RULER:
                _draw_ruler_names(painter, view, box)
            case Lane.SPECTROGRAM:
                _draw_pitches(painter, view, box, pitch)
            case Lane.CURVES:
                _draw_legend(painter, view, box, legend)
            case _:
                _draw_name(painter, view, tr(NAMES[lane]), box)


def _draw_name(painter: QPainter, view: View, text: str, box: QRectF) -> None:
    font, right = view.theme.font("small"), view.layout.gutter - view.theme.px(PADDING)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    name = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - 4)
    painter.drawText(QRectF(0, box.top(), right, box.height()), RIGHT, name)


def _draw_ruler_names(painter: QPainter, view: View, box: QRectF) -> None:
    half = box.height() / 2
    _draw_tiny(painter, view, tr("Time"), box.top() + half / 2)
    if view.annotations.grid is not None:
        _draw_tiny(painter, view, tr("Bar"), box.top() + 1.5 * half)


def _draw_tiny(painter: QPainter, view: View, text: str, middle: float) -> None:
    high = view.theme.px(14)
    painter.setFont(view.theme.font("tiny"))
    right = view.layout.gutter - view.theme.px(PADDING)
    painter.drawText(QRectF(0, middle - high / 2, right, high), RIGHT, text)


def _draw_pitches(painter: QPainter, view: View, box: QRectF, pitch: PitchScale) -> None:
    """Name above, and marks at round frequencies."""
    high = view.theme.px(16)
    _draw_name(painter, view, tr("Spectrum"), QRectF(0, box.top() + 2, 0, high))
    edge = view.layout.gutter - 1
    for hz, text in pitch.marks:
        y = box.bottom() - box.height() * float(pitch.height(hz))
        if y > box.top() + 1.7 * high:
            _draw_tiny(painter, view, text, y)
            painter.drawLine(QLineF(edge - 4, y, edge, y))


def _draw_legend(painter: QPainter, view: View, box: QRectF, legend: Legend) -> None:
    """One name a curve, in its colour."""
    high = view.theme.px(16)
    top = box.center().y() - high * len(legend) / 2
    for index, (text, token) in enumerate(legend):
        painter.setPen(view.theme.colour(token))
        _draw_name(painter, view, text, QRectF(0, top + index * high, 0, high))
    painter.setPen(view.theme.colour("muted"))

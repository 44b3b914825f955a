"""The gutter: what each lane is, in a word or two."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.words import tr

PADDING = 10


def draw_headers(painter: QPainter, view: View) -> None:
    """One quiet name per lane, right-aligned at its middle."""
    layout, theme = view.layout, view.theme
    painter.fillRect(QRectF(0, 0, layout.gutter, layout.height), theme.colour("surface"))
    painter.setPen(QPen(theme.colour("border"), 1))
    edge = layout.gutter - 0.5
    painter.drawLine(QLineF(edge, 0, edge, layout.height))
    room = layout.gutter - theme.px(PADDING) - 4
    font = theme.font("small")
    painter.setFont(font)
    painter.setPen(theme.colour("muted"))
    for lane, box in layout.boxes.items():
        if lane is Lane.RULER:
            continue
        name = QFontMetricsF(font).elidedText(_name(lane, view), Qt.TextElideMode.ElideRight, room)
        row = QRectF(0, box.top(), layout.gutter - theme.px(PADDING), box.height())
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
    _draw_ruler_names(painter, view, layout.box(Lane.RULER))


def _draw_ruler_names(painter: QPainter, view: View, box: QRectF) -> None:
    painter.setFont(view.theme.font("tiny"))
    right = view.layout.gutter - view.theme.px(PADDING)
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    half = box.height() / 2
    painter.drawText(QRectF(0, box.top(), right, half), flags, tr("Time"))
    if view.annotations.grid is not None:
        painter.drawText(QRectF(0, box.top() + half, right, half), flags, tr("Bar"))


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

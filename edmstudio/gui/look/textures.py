"""Textures that tell sections apart without colour, as brushes to lay over their fill."""

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from edmstudio.gui.look.tokens import Texture

CELL = 8.0  # logical pixels after which a texture repeats
_HALF = CELL / 2

_LINES: dict[Texture, tuple[QLineF, ...]] = {
    Texture.RISING: tuple(QLineF(x, CELL, x + CELL, 0) for x in (-CELL, 0.0, CELL)),
    Texture.FALLING: tuple(QLineF(x, 0, x + CELL, CELL) for x in (-CELL, 0.0, CELL)),
    Texture.UPRIGHT: (QLineF(_HALF, 0, _HALF, CELL),),
    Texture.LEVEL: (QLineF(0, _HALF, CELL, _HALF),),
    Texture.CROSSED: (QLineF(0, CELL, CELL, 0), QLineF(0, 0, CELL, CELL)),
}
_DOTS: dict[Texture, tuple[QPointF, ...]] = {
    Texture.SPARSE_DOTS: (QPointF(_HALF, _HALF),),
    Texture.DENSE_DOTS: (
        QPointF(_HALF / 2, _HALF / 2),
        QPointF(1.5 * _HALF, _HALF / 2),
        QPointF(_HALF / 2, 1.5 * _HALF),
        QPointF(1.5 * _HALF, 1.5 * _HALF),
    ),
}


def brush(texture: Texture, colour: QColor, ratio: float = 1.0) -> QBrush:
    """The texture in one colour, crisp at a device pixel ratio; no brush where it has no marks."""
    if texture not in _LINES and texture not in _DOTS:
        return QBrush(Qt.BrushStyle.NoBrush)
    side = round(CELL * ratio)
    cell = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    cell.fill(Qt.GlobalColor.transparent)
    with QPainter(cell) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(side / CELL, side / CELL)
        _mark(painter, texture, colour)
    made = QBrush(cell)
    made.setTransform(made.transform().scale(CELL / side, CELL / side))
    return made


def _mark(painter: QPainter, texture: Texture, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.2))
    painter.drawLines(list(_LINES.get(texture, ())))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for dot in _DOTS.get(texture, ()):
        painter.drawEllipse(dot, 1.1, 1.1)

"""The playhead: one line through all lanes with a head on the ruler."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import Hit, View

HEAD = 6


def place(view: View, seconds: float) -> QRect:
    """All that the playhead covers where it stands at a moment, in whole logical pixels."""
    x, reach = view.axis.x_at(seconds), view.theme.px(HEAD) + 2
    return QRectF(x - reach, 0, 2 * reach, view.layout.height).toAlignedRect()


class Playhead:
    """Drawn last, so that nothing hides it."""

    def paint(self, painter: QPainter, view: View) -> None:
        """A line with a contrast outline on both sides."""
        x = view.axis.x_at(view.position)
        if not view.layout.gutter <= x <= view.layout.width:
            return
        height, size = view.layout.height, view.theme.px(HEAD)
        painter.fillRect(QRectF(x - 2, 0, 4, height), view.theme.colour("shade", 0.45))
        painter.fillRect(QRectF(x - 0.75, 0, 1.5, height), view.theme.colour("playhead"))
        top = view.layout.box(Lane.RULER).top()
        corners = [QPointF(x - size, top), QPointF(x + size, top), QPointF(x, top + 1.4 * size)]
        painter.setPen(view.theme.colour("shade", 0.6))
        painter.setBrush(view.theme.colour("playhead"))
        painter.drawPolygon(QPolygonF(corners))

    def hit(self, point: QPointF, held: Qt.KeyboardModifier, view: View) -> Hit | None:
        """Seeking is a click anywhere; the line itself is never in the way."""
        return None

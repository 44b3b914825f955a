"""A lane that is drawn again only when something in it has changed."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import Hit, Overlay, View

ABOVE = 3.0  # logical pixels over the lane that the overlay may use


class Still:
    """Wraps an overlay that keeps to one lane.

    While a track plays in a view that does not move, or while a cue is dragged, hundreds of
    sections cost as much as one picture.
    """

    def __init__(self, overlay: Overlay, lane: Lane) -> None:
        self._overlay, self._lane = overlay, lane
        self._picture: QPixmap | None = None
        self._picture_of: tuple[object, ...] = ()

    def paint(self, painter: QPainter, view: View) -> None:
        """Copy the picture; draw it first where it is not of this view."""
        box = view.layout.box(self._lane)
        if box.isEmpty():
            return
        box = box.adjusted(0, -ABOVE, 0, 0)
        heard = view.model.sections if view.model else ()
        wanted = (view.annotations.sections, heard, view.axis, view.layout, view.theme,
                  view.selection.section, view.ratio)  # fmt: skip
        if self._picture is None or self._picture_of != wanted:
            self._picture = QPixmap((box.size() * view.ratio).toSize())
            self._picture.setDevicePixelRatio(view.ratio)
            self._picture.fill(view.theme.colour("background"))
            with QPainter(self._picture) as inner:
                inner.translate(-box.left(), -box.top())
                self._overlay.paint(inner, view)
            self._picture_of = wanted
        painter.drawPixmap(box.topLeft(), self._picture)

    def hit(self, point: QPointF, held: Qt.KeyboardModifier, view: View) -> Hit | None:
        """Whatever the overlay finds."""
        return self._overlay.hit(point, held, view)

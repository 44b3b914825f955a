"""Where the model hears other sections than those that hold: hatched in the model's lane."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import Hit, View

SHORTEST = 0.1  # seconds; nearer boundaries are the same boundary
STRIPE = 10.0


@dataclass(frozen=True, slots=True)
class Difference:
    """A span, in seconds, that holds one label while the model hears another."""

    start: float
    end: float
    held: SectionLabel
    heard: SectionLabel


def differences(held: Sequence[Section], heard: Sequence[Section]) -> tuple[Difference, ...]:
    """Every span of disagreement, one per pair of sections that overlap under other labels."""
    found = []
    for own in held:
        for other in heard:
            start, end = max(own.start, other.start), min(own.end, other.end)
            if own.label != other.label and end - start >= SHORTEST:
                found.append(Difference(start, end, own.label, other.label))
    return tuple(found)


class DifferenceOverlay:
    """Hatches; it owns nothing that can be dragged."""

    def paint(self, painter: QPainter, view: View) -> None:
        """One hatched box a difference, with a line that ties it to the lane above."""
        lane = view.layout.box(Lane.MODEL)
        if lane.isEmpty() or view.model is None:
            return
        colour = view.theme.colour("bad")
        for span in differences(view.annotations.sections, view.model.sections):
            if span.end > view.start and span.start < view.stop:
                left = max(view.axis.x_at(span.start), lane.left() - STRIPE)
                right = min(view.axis.x_at(span.end), lane.right() + STRIPE)
                box = QRectF(left, lane.top(), right - left - 1, lane.height())
                painter.setBrushOrigin(QPointF(view.axis.x_at(span.start), lane.top()))
                painter.fillRect(box, _hatch(colour.name(), view.ratio))
                painter.fillRect(QRectF(left, lane.top() - 3, right - left - 1, 2), colour)

    def hit(self, point: QPointF, held: Qt.KeyboardModifier, view: View) -> Hit | None:
        """Over a hatched span the tip says who hears what."""
        if view.model is None or not view.layout.box(Lane.MODEL).contains(point):
            return None
        at = view.axis.seconds_at(point.x())
        for span in differences(view.annotations.sections, view.model.sections):
            if span.start <= at < span.end:
                tip = f"{span.held} ≠ {span.heard}"
                return Hit(0.0, 0.0, cursor=Qt.CursorShape.ArrowCursor, tip=tip)
        return None


@lru_cache(maxsize=16)
def _hatch(colour: str, ratio: float) -> QBrush:
    side = round(STRIPE * ratio)
    cell = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    cell.fill(QColor(8, 10, 12, 90))
    with QPainter(cell) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), side * 0.26))
        painter.drawLines([QLineF(at, side, at + side, 0) for at in (-side, 0, side)])
        painter.drawLines([QLineF(-side / 2, side / 2, side / 2, -side / 2)])
    made = QBrush(cell)
    made.setTransform(made.transform().scale(STRIPE / side, STRIPE / side))
    return made

"""Where the model hears other sections than those that hold: hatched in the model's lane."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import View

SHORTEST = 0.1  # seconds; nearer boundaries are the same boundary
STRIPE = 10.0


class Difference(NamedTuple):
    """A span, in seconds, that holds one label while the model hears another."""

    start: float
    end: float
    held: SectionLabel
    heard: SectionLabel


def differences(held: Sequence[Section], heard: Sequence[Section]) -> tuple[Difference, ...]:
    """Every span of disagreement, one per pair of sections that overlap under other labels."""
    found, own, other = [], 0, 0
    while own < len(held) and other < len(heard):
        left, right = held[own], heard[other]
        start, end = max(left.start, right.start), min(left.end, right.end)
        if left.label != right.label and end - start >= SHORTEST:
            found.append(Difference(start, end, left.label, right.label))
        own, other = own + (left.end <= end), other + (right.end <= end)
    return tuple(found)


def in_view(view: View, sections: Sequence[Section]) -> Sequence[Section]:
    """The sections of which something is to be seen."""
    first = bisect_right(sections, view.start, key=lambda section: section.end)
    last = bisect_left(sections, view.stop, key=lambda section: section.start)
    return sections[first:last]


def draw_differences(painter: QPainter, view: View) -> None:
    """One hatched box a difference, with an edge towards the lane above."""
    lane = view.layout.box(Lane.MODEL)
    if lane.isEmpty() or view.model is None:
        return
    colour = view.theme.colour("bad")
    held, heard = in_view(view, view.annotations.sections), in_view(view, view.model.sections)
    boxes = [_box(view, lane, span) for span in differences(held, heard)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrushOrigin(QPointF(view.crisp_x(0.0) % STRIPE, lane.top()))
    painter.setBrush(_hatch(colour.name(), view.theme.tokens.background, view.ratio))
    painter.drawRects(boxes)
    painter.setBrush(colour)
    painter.drawRects([QRectF(box.left(), lane.top() - 2, box.width(), 2) for box in boxes])


def _box(view: View, lane: QRectF, span: Difference) -> QRectF:
    left = max(view.crisp_x(span.start), lane.left() - STRIPE)
    right = min(view.crisp_x(span.end), lane.right() + STRIPE)
    return QRectF(left, lane.top(), max(right - left - view.hair, 1.0), lane.height())


@lru_cache(maxsize=16)
def _hatch(colour: str, ground: str, ratio: float) -> QBrush:
    """Thin bright stripes on a veil: what the model heard shows through, but clearly contested."""
    side = round(STRIPE * ratio)
    veil = QColor(ground)
    veil.setAlphaF(0.62)
    cell = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    cell.fill(veil)
    with QPainter(cell) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), side * 0.22))
        painter.drawLines([QLineF(at, side, at + side, 0) for at in (-side, 0, side)])
    made = QBrush(cell)
    made.setTransform(made.transform().scale(STRIPE / side, STRIPE / side))
    return made

"""Where the model hears other sections than those that hold: hatched in the model's lane."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import View

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


def draw_differences(painter: QPainter, view: View) -> None:
    """One hatched box a difference, with an edge towards the lane above."""
    lane = view.layout.box(Lane.MODEL)
    if lane.isEmpty() or view.model is None:
        return
    colour = view.theme.colour("bad")
    for span in differences(view.annotations.sections, view.model.sections):
        if span.end <= view.start or span.start >= view.stop:
            continue
        left = max(view.axis.x_at(span.start), lane.left() - STRIPE)
        right = min(view.axis.x_at(span.end), lane.right() + STRIPE)
        box = QRectF(left, lane.top(), max(right - left - 1, 1.0), lane.height())
        painter.setBrushOrigin(box.topLeft())
        painter.fillRect(box, _hatch(colour.name(), view.theme.tokens.background, view.ratio))
        painter.fillRect(QRectF(left, lane.top() - 3, box.width(), 2), colour)


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

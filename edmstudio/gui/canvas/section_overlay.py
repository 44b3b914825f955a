"""Sections in their lanes, *yours* above the *model's*: blocks, names, boundaries to drag."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from edmstudio.domain.section_edits import MoveBoundary
from edmstudio.domain.sections import Section
from edmstudio.gui.canvas.difference_overlay import in_view
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import REACH, Hit, Snap, View
from edmstudio.gui.canvas.section_block import NARROW, Block, draw_blocks, draw_name
from edmstudio.gui.session import Selection
from edmstudio.gui.words import percent, section_name, tr

BEYOND = 12.0  # logical pixels that a block may reach out of the view
TURN = 80.0  # logical pixels; every texture repeats within it
TALL = 26  # logical pixels; lower lanes take smaller letters


class SectionOverlay:
    """The lane of what holds; its boundaries can be dragged."""

    lane = Lane.SECTIONS

    def paint(self, painter: QPainter, view: View) -> None:
        """The names of those in view, and a ring round the one that is picked."""
        draw_names(painter, view, view.annotations.sections, self.lane)
        at = view.selection.section
        picked = None if at is None else view.annotations.section_at(at)
        if picked is not None:
            (block,) = blocks(view, [picked], view.layout.box(self.lane))
            box = block.box
            painter.setPen(QPen(view.theme.colour("background"), 4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(2, 2, -2, -2))
            painter.setPen(QPen(view.theme.colour("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))

    def hit(self, point: QPointF, held: Qt.KeyboardModifier, view: View) -> Hit | None:
        """A boundary within reach, otherwise the section under the pointer."""
        if not view.layout.box(self.lane).contains(point):
            return None
        return _boundary(point, view) or _body(point, view)


class ModelOverlay:
    """The lane of what the model heard, hatched where it differs from what holds."""

    lane = Lane.MODEL

    def paint(self, painter: QPainter, view: View) -> None:
        """The names of those in view."""
        if view.model is not None:
            draw_names(painter, view, view.model.sections, self.lane)

    def hit(self, point: QPointF, held: Qt.KeyboardModifier, view: View) -> Hit | None:
        """A tip that says what the model heard and how sure it was; nothing to drag."""
        if view.model is None or not view.layout.box(self.lane).contains(point):
            return None
        at = view.axis.seconds_at(point.x())
        heard, held_here = view.model.section_at(at), view.annotations.section_at(at)
        if heard is None:
            return None
        tip = f"{tr('Model')}: {section_name(heard.label)} · {percent(heard.confidence)}"
        if held_here is not None and held_here.label != heard.label:
            tip = f"{section_name(held_here.label)} ≠ {tip}"
        return Hit(0.0, REACH, cursor=Qt.CursorShape.ArrowCursor, tip=tip)


def draw_sections(painter: QPainter, view: View, sections: Sequence[Section], lane: Lane) -> None:
    """The blocks of those in view."""
    whole = view.layout.box(lane)
    painter.fillRect(whole, view.theme.colour("surface"))
    painter.setBrushOrigin(QPointF(view.crisp_x(0.0) % TURN, whole.top()))
    draw_blocks(painter, view.theme, blocks(view, in_view(view, sections), whole), view.ratio)


def draw_names(painter: QPainter, view: View, sections: Sequence[Section], lane: Lane) -> None:
    """Names at the left edge of what is visible of each."""
    whole = view.layout.box(lane)
    role = "small" if whole.height() >= view.theme.px(TALL) else "tiny"
    for block in blocks(view, in_view(view, sections), whole):
        if block.box.width() >= NARROW:
            draw_name(painter, view.theme, Block(block.label, block.box & whole), role)


def blocks(view: View, sections: Sequence[Section], lane: QRectF) -> list[Block]:
    """Sections as blocks of a lane, cut just outside the view."""
    least, most = lane.left() - BEYOND, lane.right() + BEYOND
    top, high, x_at = lane.top(), lane.height(), view.crisp_x
    edges = [min(max(x_at(section.start), least), most) for section in sections]
    edges += [min(x_at(section.end), most) for section in sections[-1:]]
    return [
        Block(section.label, QRectF(left, top, max(right - left - view.hair, 1.0), high))
        for section, (left, right) in zip(sections, pairwise(edges), strict=True)
    ]


def _boundary(point: QPointF, view: View) -> Hit | None:
    inner = (section.start for section in view.annotations.sections[1:])
    offsets = [(view.axis.x_at(seconds) - point.x(), seconds) for seconds in inner]
    offset, seconds = min(offsets, key=lambda found: abs(found[0]), default=(REACH + 1, 0.0))
    if abs(offset) > REACH:
        return None
    return Hit(
        offset,
        abs(offset),
        partial(MoveBoundary, seconds),
        selects=Selection(section=seconds),
        snap=Snap.BAR,
        cursor=Qt.CursorShape.SplitHCursor,
        tip=tr("Drag to move the boundary by bars; Alt moves it freely"),
    )


def _body(point: QPointF, view: View) -> Hit | None:
    section = view.annotations.section_at(view.axis.seconds_at(point.x()))
    if section is None:
        return None
    middle = (section.start + section.end) / 2
    tip = f"{section_name(section.label)} · {percent(section.confidence)}"
    cursor = Qt.CursorShape.ArrowCursor
    return Hit(0.0, REACH, selects=Selection(section=middle), cursor=cursor, tip=tip)

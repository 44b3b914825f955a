"""Sections in their lanes, *yours* above the *model's*: names, textures, boundaries to drag."""

from collections.abc import Iterator
from functools import lru_cache, partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from edmstudio.domain.section_edits import MoveBoundary
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import REACH, Hit, Snap, View
from edmstudio.gui.session import Selection
from edmstudio.gui.textures import brush, fill
from edmstudio.gui.theme import text_on
from edmstudio.gui.tokens import SECTION_LOOKS, Texture
from edmstudio.gui.words import tr

SEAM = 1.0  # logical pixels between neighbours
PADDING = 7
SHORT = {"cooldown": "cool", "silence": "—", "chorus": "chor", "bridge": "brdg"}


class SectionOverlay:
    """The lane of what holds, or the model's lane."""

    def __init__(self, lane: Lane = Lane.SECTIONS) -> None:
        self._lane = lane

    def paint(self, painter: QPainter, view: View) -> None:
        """Blocks of those in view."""
        lane = view.layout.box(self._lane)
        if lane.isEmpty():
            return
        painter.fillRect(lane, view.theme.colour("surface"))
        for section in self._sections(view):
            if section.end > view.start and section.start < view.stop:
                _draw(
                    painter, view, section, _box(view, section, lane), self._chosen(view, section)
                )

    def hit(self, point: QPointF, held: Qt.KeyboardModifier, view: View) -> Hit | None:
        """A boundary within reach, otherwise the section under the pointer; the model's not."""
        lane = view.layout.box(self._lane)
        if self._lane is not Lane.SECTIONS or not lane.contains(point):
            return None
        return _boundary(point, view) or _body(point, view)

    def _sections(self, view: View) -> tuple[Section, ...]:
        if self._lane is Lane.SECTIONS:
            return view.annotations.sections
        return view.model.sections if view.model else ()

    def _chosen(self, view: View, section: Section) -> bool:
        at = view.selection.section
        return self._lane is Lane.SECTIONS and at is not None and section.start <= at < section.end


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
    tip = f"{section.label} · {section.confidence:.0%}"
    return Hit(
        0.0, REACH, selects=Selection(section=middle), cursor=Qt.CursorShape.ArrowCursor, tip=tip
    )


def _box(view: View, section: Section, lane: QRectF) -> QRectF:
    left, right = view.axis.x_at(section.start), view.axis.x_at(section.end)
    left, right = max(left, lane.left() - 12), min(right, lane.right() + 12)
    return QRectF(left, lane.top(), max(right - left - SEAM, 1.0), lane.height())


def _draw(painter: QPainter, view: View, section: Section, box: QRectF, chosen: bool) -> None:
    look = SECTION_LOOKS[section.label]
    if look.texture is Texture.HOLLOW:
        painter.setPen(QPen(QColor(look.colour), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        mark = _mark(section.label, view.ratio)
        edge = look.texture is Texture.THICK_EDGE
        painter.setBrushOrigin(QPointF(view.axis.x_at(section.start), box.top()))
        fill(painter, box, QColor(look.colour), mark, edge=edge)
    if not view.theme.tokens.dark:
        painter.setPen(QPen(QColor(20, 26, 32, 120), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    _draw_name(painter, view, section, box)
    if chosen:
        painter.setPen(QPen(view.theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -1, -1))


def _draw_name(painter: QPainter, view: View, section: Section, box: QRectF) -> None:
    """The name at the left edge of what is visible, cut short or left out where it has no room."""
    role = "small" if box.height() >= view.theme.px(26) else "tiny"
    font = view.theme.font(role)
    font.setBold(True)
    lane, padding = view.layout.box(Lane.RULER), view.theme.px(PADDING)
    left, right = (
        max(box.left(), lane.left()) + padding,
        min(box.right(), lane.right()) - padding / 2,
    )
    metrics = QFontMetricsF(font)
    name = _fitting(section.label, metrics, right - left)
    if not name:
        return
    hollow = SECTION_LOOKS[section.label].texture is Texture.HOLLOW
    colour = SECTION_LOOKS[section.label].colour
    wide = metrics.horizontalAdvance(name)
    if not hollow:  # a quiet plate keeps the texture out of the letters
        plate = QRectF(
            left - 3, box.center().y() - metrics.height() / 2, wide + 6, metrics.height()
        )
        painter.fillRect(plate, QColor(colour))
    painter.setFont(font)
    painter.setPen(view.theme.colour("muted") if hollow else QColor(text_on(colour)))
    painter.drawText(QPointF(left, box.center().y() + metrics.capHeight() / 2), name)


def _fitting(label: SectionLabel, metrics: QFontMetricsF, room: float) -> str:
    names = _names(label)
    return next((name for name in names if metrics.horizontalAdvance(name) <= room), "")


def _names(label: SectionLabel) -> Iterator[str]:
    yield tr(label.value)
    if label.value in SHORT:
        yield tr(SHORT[label.value])
    yield tr(label.value)[0].upper()


@lru_cache(maxsize=64)
def _mark(label: SectionLabel, ratio: float) -> QBrush:
    look = SECTION_LOOKS[label]
    ink = QColor(text_on(look.colour))
    ink.setAlphaF(0.30)
    return brush(look.texture, ink, ratio)

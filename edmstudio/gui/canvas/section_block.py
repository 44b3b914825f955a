"""Sections as blocks: their colour, their texture, and their name as far as there is room."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter

from edmstudio.domain.sections import SectionLabel
from edmstudio.gui.look.textures import brush
from edmstudio.gui.look.theme import Theme, text_on
from edmstudio.gui.look.tokens import SECTION_LOOKS, Texture
from edmstudio.gui.words import section_name

PADDING = 7
NARROW = 12.0  # logical pixels; nothing is read in less
LEAST = 2  # letters of a name that is cut short
EDGE = 3.0  # logical pixels of the thick top edge


class Block(NamedTuple):
    """One section on the screen; a tuple, because hundreds are made in every frame."""

    label: SectionLabel
    box: QRectF


def draw_blocks(painter: QPainter, theme: Theme, blocks: Iterable[Block], ratio: float) -> None:
    """All blocks of a lane, a colour at a time: hundreds cost hardly more than one.

    The painter's brush origin decides where textures begin. On light themes blocks get an
    outline, because pale colours would fade into the page.
    """
    boxes: dict[SectionLabel, list[QRectF]] = defaultdict(list)
    for block in blocks:
        boxes[block.label].append(block.box)
    painter.setPen(Qt.PenStyle.NoPen)
    for label, alike in boxes.items():
        crowded = sum(box.width() for box in alike) < NARROW / 2 * len(alike)
        look = SECTION_LOOKS[label]
        if look.texture is Texture.HOLLOW:
            _draw_outlines(painter, QColor(look.colour), alike, ratio)
            continue
        painter.setBrush(QColor(look.colour))
        painter.drawRects(alike)
        if not crowded:
            painter.setBrush(_mark(label, ratio))
            painter.drawRects(alike)
        if look.texture is Texture.THICK_EDGE:
            painter.setBrush(QColor(255, 255, 255, 150))
            painter.drawRects([QRectF(b.left(), b.top(), b.width(), EDGE) for b in alike])
        if not theme.tokens.dark:
            _draw_outlines(painter, theme.colour("text", 0.5), alike, ratio)


def draw_name(painter: QPainter, theme: Theme, block: Block, role: str = "small") -> None:
    """The name at the left edge, its beginning where that is all that fits, or nothing."""
    box, held = block.box, _lettering(section_name(block.label), block.label, role, theme)
    word = held.fitting(box.width())
    if word is None:
        return
    left, middle = box.left() + held.padding, box.center().y()
    if held.plate is not None:  # a quiet plate keeps the texture out of the letters
        high = min(2.2 * held.capitals, box.height() - 2 * EDGE)
        painter.fillRect(QRectF(left - 3, middle - high / 2, word.wide + 6, high), held.plate)
    painter.setFont(held.font)
    painter.setPen(held.ink)
    painter.drawText(QPointF(left, middle + held.capitals / 2), word.text)


class _Word(NamedTuple):
    text: str
    wide: float


class _Lettering(NamedTuple):
    """All that the name of one label needs, measured once: dozens are written in every frame."""

    words: tuple[_Word, ...]  # the name, and its beginnings, down to the shortest
    font: QFont
    ink: QColor
    plate: QColor | None
    padding: int
    capitals: float

    def fitting(self, room: float) -> _Word | None:
        """The longest that has room."""
        most = room - self.padding - 3
        return next((word for word in self.words if word.wide <= most), None)


@lru_cache(maxsize=128)
def _lettering(name: str, label: SectionLabel, role: str, theme: Theme) -> _Lettering:
    look, font = SECTION_LOOKS[label], theme.font(f"{role} strong")
    hollow, metrics = look.texture is Texture.HOLLOW, QFontMetricsF(font)
    beginnings = (f"{name[:letters]}…" for letters in range(len(name) - 2, LEAST - 1, -1))
    return _Lettering(
        tuple(_Word(text, metrics.horizontalAdvance(text)) for text in (name, *beginnings)),
        font,
        theme.colour("muted") if hollow else QColor(text_on(look.colour)),
        None if hollow else QColor(look.colour),
        theme.px(PADDING),
        metrics.capHeight(),
    )


def _draw_outlines(
    painter: QPainter, colour: QColor, boxes: Iterable[QRectF], ratio: float
) -> None:
    """Of filled edges: a pen sets its corners now on this pixel, now on that."""
    hair = floor(ratio) / ratio
    painter.setBrush(colour)
    painter.drawRects([edge for box in boxes for edge in _edges(box, hair)])


def _edges(box: QRectF, hair: float) -> tuple[QRectF, QRectF, QRectF, QRectF]:
    """Top, bottom, and the sides between them."""
    left, top, wide, high = box.left(), box.top(), box.width(), box.height()
    return (
        QRectF(left, top, wide, hair),
        QRectF(left, box.bottom() - hair, wide, hair),
        QRectF(left, top + hair, hair, high - 2 * hair),
        QRectF(box.right() - hair, top + hair, hair, high - 2 * hair),
    )


@lru_cache(maxsize=64)
def _mark(label: SectionLabel, ratio: float) -> QBrush:
    look = SECTION_LOOKS[label]
    ink = QColor(text_on(look.colour))
    ink.setAlphaF(0.30)
    return brush(look.texture, ink, ratio)

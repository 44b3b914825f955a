"""Sections as blocks: their colour, their texture, and their name as far as there is room."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter

from edmstudio.domain.sections import SectionLabel
from edmstudio.gui.textures import brush
from edmstudio.gui.theme import Theme, text_on
from edmstudio.gui.tokens import SECTION_LOOKS, Texture
from edmstudio.gui.words import tr

PADDING = 7
NARROW = 12.0  # logical pixels; no letter is read in less
EDGE = 3.0  # logical pixels of the thick top edge
LETTERS = {
    SectionLabel.INTRO: "I",
    SectionLabel.VERSE: "V",
    SectionLabel.BUILD: "B",
    SectionLabel.DROP: "D",
    SectionLabel.BREAK: "K",
    SectionLabel.BRIDGE: "R",
    SectionLabel.CHORUS: "C",
    SectionLabel.COOLDOWN: "L",
    SectionLabel.OUTRO: "O",
    SectionLabel.SILENCE: "–",
}
"""The keys of the label leader; no two labels share one."""


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
    """The name at the left edge, its letter where that is all that fits, or nothing."""
    box, label = block.box, block.label
    padding = theme.px(PADDING)
    name = _fitting(label, role, theme, box.width())
    if not name:
        return
    wide, left = _width(role, theme, name), box.left() + padding
    if box.width() < NARROW + padding:
        left = box.center().x() - wide / 2
    look, middle = SECTION_LOOKS[label], box.center().y()
    hollow, capitals = look.texture is Texture.HOLLOW, _capitals(role, theme)
    if look.texture is Texture.THICK_EDGE:
        middle += EDGE / 3
    if not hollow:  # a quiet plate keeps the texture out of the letters
        high = min(2.2 * capitals, box.height() - 2 * EDGE)
        painter.fillRect(QRectF(left - 3, middle - high / 2, wide + 6, high), QColor(look.colour))
    painter.setFont(theme.font(f"{role} strong"))
    painter.setPen(theme.colour("muted") if hollow else QColor(text_on(look.colour)))
    painter.drawText(QPointF(left, middle + capitals / 2), name)


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


def _fitting(label: SectionLabel, role: str, theme: Theme, room: float) -> str:
    """The name, its letter, or nothing; letters may touch the edges of their block."""
    name = tr(label.value)
    if _width(role, theme, name) <= room - theme.px(PADDING) - 3:
        return name
    return LETTERS[label] if _width(role, theme, LETTERS[label]) <= room - 4 else ""


@lru_cache(maxsize=256)
def _width(role: str, theme: Theme, text: str) -> float:
    return QFontMetricsF(theme.font(f"{role} strong")).horizontalAdvance(text)


@lru_cache(maxsize=16)
def _capitals(role: str, theme: Theme) -> float:
    return QFontMetricsF(theme.font(f"{role} strong")).capHeight()


@lru_cache(maxsize=64)
def _mark(label: SectionLabel, ratio: float) -> QBrush:
    look = SECTION_LOOKS[label]
    ink = QColor(text_on(look.colour))
    ink.setAlphaF(0.30)
    return brush(look.texture, ink, ratio)

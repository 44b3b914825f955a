"""Where each lane of the timeline lies, from the ruler down."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QRectF

from edmstudio.gui.look.theme import Theme


class Lane(StrEnum):
    """The lanes, from top to bottom."""

    __hash__ = str.__hash__  # of enumerations it is slow, and a frame looks up hundreds of tiles

    RULER = "ruler"
    CUES = "cues"
    WAVEFORM = "waveform"
    SPECTROGRAM = "spectrogram"
    SECTIONS = "sections"
    MODEL = "model"
    CURVES = "curves"


ALWAYS = frozenset({Lane.RULER, Lane.WAVEFORM})
GUTTER = 76
FIXED = {Lane.RULER: 38, Lane.CUES: 46, Lane.SECTIONS: 30, Lane.MODEL: 22, Lane.CURVES: 72}
LOW_BELOW = 400  # logical pixels; a lower timeline keeps one row of flags
LOW = {Lane.CUES: 24, Lane.SECTIONS: 24, Lane.MODEL: 18, Lane.CURVES: 48}
SHARES = {Lane.WAVEFORM: 0.62, Lane.SPECTROGRAM: 0.38}
GAP = 4
LEAST = 24.0  # pixels that a sharing lane keeps in a low window


@dataclass(frozen=True, slots=True)
class Layout:
    """Rectangles of the lanes that are shown, in logical pixels, the gutter not included."""

    boxes: dict[Lane, QRectF]
    gutter: float
    width: float
    height: float

    def box(self, lane: Lane) -> QRectF:
        """The rectangle of a lane; empty where it is not shown."""
        return self.boxes.get(lane, QRectF())

    def with_gap(self, lane: Lane) -> QRectF:
        """The rectangle of a lane and the gap over it."""
        box = QRectF(self.box(lane))
        above = (other.bottom() for other in self.boxes.values() if other.bottom() <= box.top())
        box.setTop(max(above, default=box.top()))
        return box

    def lane_at(self, y: float) -> Lane | None:
        """The lane at a height."""
        return next((lane for lane, b in self.boxes.items() if b.top() <= y < b.bottom()), None)

    def narrowed(self, width: float) -> "Layout":
        """The same rows from 0 to `width`, without a gutter: of one strip."""
        boxes = {
            lane: QRectF(0.0, box.top(), width, box.height()) for lane, box in self.boxes.items()
        }
        return Layout(boxes, 0.0, width, self.height)

    @property
    def picture(self) -> QRectF:
        """From the top of the waveform to the bottom of what shows sound."""
        box = self.box(Lane.WAVEFORM)
        return box.united(self.boxes.get(Lane.SPECTROGRAM, box))


def lay_out(width: float, height: float, shown: Iterable[Lane], theme: Theme) -> Layout:
    """Fixed lanes get their height; waveform and spectrogram share what is left.

    Edges are even numbers, so that they fall on device pixels at 1.5 as well.
    """
    return _laid_out(width, height, ALWAYS | frozenset(shown), theme)


@lru_cache(maxsize=8)
def _laid_out(width: float, height: float, shown: frozenset[Lane], theme: Theme) -> Layout:
    lanes = [lane for lane in Lane if lane in shown]
    gutter, gap = _even(theme.px(GUTTER)), _even(theme.px(GAP))
    sizes = FIXED | LOW if height < theme.px(LOW_BELOW) else FIXED
    fixed = {lane: _even(theme.px(sizes[lane])) for lane in lanes if lane in sizes}
    room = height - sum(fixed.values()) - gap * (len(lanes) - 1)
    whole = sum(SHARES[lane] for lane in lanes if lane in SHARES)
    boxes, top = {}, 0.0
    for lane in lanes:
        tall = fixed.get(lane) or max(_even(room * SHARES[lane] / whole), LEAST)
        boxes[lane] = QRectF(gutter, top, max(width - gutter, 1.0), tall)
        top += tall + gap
    return Layout(boxes, gutter, width, height)


def _even(pixels: float) -> float:
    return 2.0 * (pixels // 2)

"""The picture of a whole track in a strip: waveform, doubt, sections and cues."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from edmstudio.domain.annotations import Annotations
from edmstudio.gui.canvas.cue_overlay import colour_of, letter_of
from edmstudio.gui.canvas.section_block import Block, draw_blocks, draw_name
from edmstudio.gui.canvas.time_axis import TimeAxis
from edmstudio.gui.canvas.waveform_lane import Wave, WaveformLane
from edmstudio.gui.look.theme import Theme, text_on

CUES, SECTIONS, HEAT, BADGE = 16, 18, 4, 13
ASIDE = 1.5  # badges that one may stand away from its pole

Doubts = Sequence[tuple[float, float, float]]  # start and end in seconds, and how much, 0 to 1


@dataclass(frozen=True, slots=True)
class WholeTrack:
    """Everything that does not move while a track plays.

    Attributes
    ----------
    annotations : Annotations
    wave : Wave or None
    doubts : sequence
        Where something seems wrong; empty shows the sections' own confidence.
    seconds : float
        Duration of the track.
    theme : Theme
    size : QSizeF
        Logical pixels.
    ratio : float
        Device pixels per logical pixel.
    """

    annotations: Annotations
    wave: Wave | None
    doubts: Doubts
    seconds: float
    theme: Theme
    size: QSizeF
    ratio: float

    @property
    def axis(self) -> TimeAxis:
        """The whole track across the strip."""
        return TimeAxis(0.0, max(self.size.width(), 1.0) / max(self.seconds, 1e-3))

    @property
    def wave_box(self) -> QRectF:
        """Where the waveform lies."""
        top = self.theme.px(CUES)
        below = self.theme.px(SECTIONS) + self.theme.px(HEAT) + 1
        return QRectF(0, top, self.size.width(), max(self.size.height() - top - below, 8.0))

    def draw(self, painter: QPainter) -> None:
        """From the ground up."""
        whole = QRectF(0, 0, self.size.width(), self.size.height())
        painter.fillRect(whole, self.theme.colour("background"))
        if not self.seconds:
            return
        if self.wave is not None:
            lane, box = WaveformLane(self.wave, self.theme.tokens), self.wave_box
            wide, high = round(box.width() * self.ratio), round(box.height() * self.ratio)
            painter.drawImage(box, lane.paint(0.0, self.seconds, wide, high))
        self._draw_doubts(painter)
        self._draw_sections(painter)
        self._draw_cues(painter)

    def _draw_doubts(self, painter: QPainter) -> None:
        sections = self.annotations.sections
        doubts = self.doubts or [(s.start, s.end, 1.0 - s.confidence) for s in sections]
        top = self.size.height() - self.theme.px(SECTIONS) - self.theme.px(HEAT)
        for start, end, doubt in doubts:
            left, right = self.axis.x_at(start), self.axis.x_at(end)
            glow = self.theme.colour("doubt", min(max(doubt, 0.0), 1.0))
            painter.fillRect(QRectF(left, top, right - left, self.theme.px(HEAT) - 1), glow)

    def _draw_sections(self, painter: QPainter) -> None:
        high, axis, blocks = self.theme.px(SECTIONS), self.axis, []
        top = self.size.height() - high
        for section in self.annotations.sections:
            left, right = axis.x_at(section.start), axis.x_at(section.end)
            box = QRectF(left, top, max(right - left - 1, 1.0), high)
            blocks.append(Block(section.label, box))
        painter.setBrushOrigin(0, round(top))
        draw_blocks(painter, self.theme, blocks, self.ratio)
        for block in blocks:
            draw_name(painter, self.theme, block, "tiny")

    def _draw_cues(self, painter: QPainter) -> None:
        """Poles, and badges side by side; a dot where there is no room for one beside its pole."""
        painter.setFont(self.theme.font("tiny strong"))
        wide, high, free = self.theme.px(BADGE), self.theme.px(CUES) - 2, float("-inf")
        for cue in self.annotations.cues:
            x, colour = self.axis.x_at(cue.seconds), colour_of(cue)
            faint = QColor(colour)
            faint.setAlphaF(0.6)
            wave = self.wave_box
            painter.fillRect(QRectF(x - 0.5, high, 1, wave.bottom() - high), faint)
            place = min(x - 0.5, self.size.width() - wide)
            left = max(place, free)
            if left > min(place + ASIDE * wide, self.size.width() - wide):
                painter.fillRect(QRectF(x - 1.5, high - 3, 3, 3), colour)
                continue
            box = QRectF(left, 0, wide, high)
            free = box.right() + 1
            painter.fillRect(box, colour)
            if not cue.slot:  # an empty box, as in the timeline: it sits on no pad
                painter.fillRect(box.adjusted(2, 2, -2, -2), self.theme.colour("background"))
            ink = text_on(colour.name()) if cue.slot else self.theme.tokens.text
            painter.setPen(QColor(ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter_of(cue))

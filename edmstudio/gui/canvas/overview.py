"""The whole track in one strip: waveform, sections, cues, doubt, and the part that is in view."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from edmstudio.gui.canvas.cue_overlay import colour_of, letter_of
from edmstudio.gui.canvas.section_block import Block, draw_blocks, draw_name
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.canvas.time_axis import TimeAxis
from edmstudio.gui.canvas.waveform_lane import WaveformLane
from edmstudio.gui.session import Session
from edmstudio.gui.theme import Theme, text_on
from edmstudio.gui.words import tr

HEIGHT, CUES, SECTIONS, HEAT, BADGE = 84, 16, 16, 4, 13
LEAST_VIEW = 6.0  # logical pixels of the window that shows what is in view
WHEEL_SHARE = 0.5 / 120  # of the view, for one unit of the wheel


class Overview(QWidget):
    """Always shows everything; a click or a drag seeks and brings the view along."""

    sought = Signal(float)

    def __init__(
        self, session: Session, theme: Theme | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme or Theme()
        self._sound, self._position = Sound(), 0.0
        self._doubts: Sequence[tuple[float, float, float]] = ()
        self._ground: QPixmap | None = None
        self._ground_of: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Overview of the whole track"))
        self.setAccessibleDescription(tr("Click to seek; the box is what the timeline shows"))
        session.opened.connect(self._open)
        for signal in (session.changed, session.spanned, session.selected):
            signal.connect(self.update)

    def set_theme(self, theme: Theme) -> None:
        """Another look."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_sound(self, sound: Sound) -> None:
        """Where the waveform comes from."""
        self._sound = sound
        self.update()

    def set_position(self, seconds: float) -> None:
        """Where the playhead is."""
        self._position = seconds
        self.update()

    def set_doubts(self, doubts: Sequence[tuple[float, float, float]]) -> None:
        """Where something seems wrong: start and end in seconds, and how much, 0 to 1.

        Without any, the sections' own confidence is shown.
        """
        self._doubts = tuple(doubts)
        self.update()

    def axis(self) -> TimeAxis:
        """The whole track across the widget."""
        return TimeAxis(0.0, max(self.width(), 1) / max(self._session.duration, 1e-3))

    def sizeHint(self) -> QSize:
        return QSize(1200, self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._drawn())
            if self._session.duration:
                self._draw_view(painter)
                self._draw_playhead(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position(), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position(), event.modifiers())

    def wheelEvent(self, event: QWheelEvent) -> None:
        span, turn = self._session.span, event.angleDelta()
        by = -(turn.y() + turn.x()) * WHEEL_SHARE * span.seconds
        self._session.look_at(span.start + by, span.stop + by)
        event.accept()

    def _go_to(self, point: QPointF, held: Qt.KeyboardModifier) -> None:
        if not self._session.duration:
            return
        seconds = min(max(self.axis().seconds_at(point.x()), 0.0), self._session.duration)
        if not held & Qt.KeyboardModifier.AltModifier:
            seconds = self._session.snapped(seconds)
        half = self._session.span.seconds / 2
        self._session.look_at(seconds - half, seconds + half)
        self.set_position(seconds)
        self.sought.emit(seconds)

    def _open(self) -> None:
        self._sound, self._position, self._doubts = Sound(), 0.0, ()
        self.update()

    def _drawn(self) -> QPixmap:
        """All that does not move, drawn again only when it has changed."""
        held, ratio = self._session.annotations, self.devicePixelRatioF()
        size = self.size()
        wanted = (held, self._sound.wave, self._doubts, self._theme, size, ratio)
        if self._ground is None or self._ground_of != wanted:
            ground = QPixmap(size * ratio)
            ground.setDevicePixelRatio(ratio)
            with QPainter(ground) as painter:
                self._draw_ground(painter, ratio)
            self._ground, self._ground_of = ground, wanted
        return self._ground

    def _draw_ground(self, painter: QPainter, ratio: float) -> None:
        painter.fillRect(self.rect(), self._theme.colour("background"))
        wave, bar = self._wave_box(), self._section_box()
        if self._sound.wave is not None and self._session.duration:
            lane = WaveformLane(self._sound.wave, self._theme.tokens)
            wide, high = round(wave.width() * ratio), round(wave.height() * ratio)
            image = lane.paint(0.0, self._session.duration, wide, high)
            painter.drawImage(wave, image)
        self._draw_heat(painter, QRectF(0, bar.top() - self._theme.px(HEAT), self.width(), 3))
        painter.setBrushOrigin(bar.topLeft())
        blocks = self._blocks(bar)
        draw_blocks(painter, self._theme, blocks, ratio)
        for block in blocks:
            draw_name(painter, self._theme, block, "tiny")
        self._draw_cues(painter)

    def _blocks(self, bar: QRectF) -> list[Block]:
        axis, made = self.axis(), []
        for section in self._session.annotations.sections:
            left, right = axis.x_at(section.start), axis.x_at(section.end)
            box = QRectF(left, bar.top(), max(right - left - 1, 1), bar.height())
            made.append(Block(section.label, box))
        return made

    def _wave_box(self) -> QRectF:
        top = self._theme.px(CUES)
        below = self._theme.px(SECTIONS) + self._theme.px(HEAT) + 1
        return QRectF(0, top, self.width(), max(self.height() - top - below, 8))

    def _section_box(self) -> QRectF:
        high = self._theme.px(SECTIONS)
        return QRectF(0, self.height() - high, self.width(), high)

    def _draw_heat(self, painter: QPainter, strip: QRectF) -> None:
        doubts = self._doubts or [
            (s.start, s.end, 1.0 - s.confidence) for s in self._session.annotations.sections
        ]
        for start, end, doubt in doubts:
            left, right = self.axis().x_at(start), self.axis().x_at(end)
            box = QRectF(left, strip.top(), right - left, strip.height())
            painter.fillRect(box, self._theme.colour("doubt", min(max(doubt, 0.0), 1.0)))

    def _draw_cues(self, painter: QPainter) -> None:
        font, wide = self._theme.font("tiny strong"), self._theme.px(BADGE)
        painter.setFont(font)
        free = float("-inf")
        for cue in self._session.annotations.cues:
            x, colour = self.axis().x_at(cue.seconds), colour_of(cue)
            faint = QColor(colour)
            faint.setAlphaF(0.55)
            wave = self._wave_box()
            painter.fillRect(QRectF(x - 0.5, wave.top() - 2, 1, wave.height() + 2), faint)
            box = QRectF(min(x - 0.5, self.width() - wide), 1, wide, self._theme.px(CUES) - 3)
            if box.left() < free:
                painter.fillRect(QRectF(x - 0.5, box.bottom() - 3, 3, 3), colour)
                continue
            free = box.right() + 1
            painter.fillRect(box, colour)
            painter.setPen(QColor(text_on(colour.name())))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter_of(cue))

    def _draw_view(self, painter: QPainter) -> None:
        span, axis = self._session.span, self.axis()
        left, right = axis.x_at(span.start), axis.x_at(span.stop)
        if right - left >= self.width() - 1:
            return
        short = max(LEAST_VIEW - (right - left), 0.0) / 2
        box = QRectF(left - short, 0, right - left + 2 * short, self.height())
        veil = self._theme.colour("background", 0.55)
        painter.fillRect(QRectF(0, 0, box.left(), box.height()), veil)
        painter.fillRect(QRectF(box.right(), 0, self.width() - box.right(), box.height()), veil)
        painter.setPen(QPen(self._theme.colour("text"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 3, 3)

    def _draw_playhead(self, painter: QPainter) -> None:
        x, high = self.axis().x_at(self._position), self.height()
        painter.fillRect(QRectF(x - 1.5, 0, 3, high), self._theme.colour("shade", 0.6))
        painter.fillRect(QRectF(x - 0.5, 0, 1.5, high), self._theme.colour("playhead"))

"""The whole track in one strip, and the part of it that is in view."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.canvas.time_axis import TimeAxis
from edmstudio.gui.canvas.whole_track import CUES, HEAT, SECTIONS, Doubts, WholeTrack
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.session import Session
from edmstudio.gui.words import tr

PICTURE = 50  # pixels of the waveform: where letters are large it leaves them the room
LEAST_VIEW = 6.0  # logical pixels of the box that shows what is in view
WHEEL_SHARE = 0.5 / 120  # of the view, for one unit of the wheel


class Overview(QWidget):
    """Always shows everything; a click or a drag seeks and brings the view along."""

    sought = Signal(float)
    scrubbing = Signal(bool)  # the pointer takes hold of the playhead, or lets go

    def __init__(
        self, session: Session, theme: Theme | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme or Theme()
        self._sound, self._position, self._scrubs = Sound(), 0.0, False
        self._doubts: Doubts = ()
        self._picture: QPixmap | None = None
        self._picture_of: WholeTrack | None = None
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

    def set_doubts(self, doubts: Doubts) -> None:
        """Where something seems wrong; without any, the sections' own confidence is shown."""
        self._doubts = tuple(doubts)
        self.update()

    def axis(self) -> TimeAxis:
        """The whole track across the widget."""
        return self.track().axis

    def sizeHint(self) -> QSize:
        return QSize(1200, self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._high())

    def _high(self) -> int:
        return PICTURE + self._theme.px(CUES + HEAT + SECTIONS)

    def paintEvent(self, event: QPaintEvent) -> None:
        track = self.track()
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._drawn(track))
            if track.wave is not None:
                self._draw_view(painter, track)
                self._draw_playhead(painter, track)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position(), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            if not self._scrubs:
                self._scrubs = True
                self.scrubbing.emit(True)
            self._go_to(event.position(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._scrubs and event.button() == Qt.MouseButton.LeftButton:
            self._scrubs = False
            self.scrubbing.emit(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        span, turn = self._session.span, event.angleDelta()
        by = -(turn.y() + turn.x()) * WHEEL_SHARE * span.seconds
        self._session.scroll_to(span.start + by)
        event.accept()

    def _go_to(self, point: QPointF, held: Qt.KeyboardModifier) -> None:
        if not self._session.duration:
            return
        seconds = min(max(self.axis().seconds_at(point.x()), 0.0), self._session.duration)
        if not held & Qt.KeyboardModifier.AltModifier:
            seconds = self._session.snapped(seconds)
        self._session.scroll_to(seconds - self._session.span.seconds / 2)
        self.set_position(seconds)
        self.sought.emit(seconds)

    def _open(self) -> None:
        self._sound, self._position, self._doubts = Sound(), 0.0, ()
        self.update()

    def track(self) -> WholeTrack:
        """All that it draws and that does not move."""
        session = self._session
        size, ratio = QSizeF(self.size()), self.devicePixelRatioF()
        return WholeTrack(
            session.annotations,
            self._sound.wave,
            self._doubts,
            session.duration,
            self._theme,
            size,
            ratio,
        )

    def _drawn(self, track: WholeTrack) -> QPixmap:
        """All that does not move, drawn again only when it has changed."""
        if self._picture is None or self._picture_of != track:
            self._picture = QPixmap((track.size * track.ratio).toSize())
            self._picture.setDevicePixelRatio(track.ratio)
            with QPainter(self._picture) as painter:
                track.draw(painter)
            self._picture_of = track
        return self._picture

    def _draw_view(self, painter: QPainter, track: WholeTrack) -> None:
        """A veil over the sound that is out of view, and a frame round the rest.

        The rows of cues and sections stay clear of it: there it would cut letters and names.
        """
        span, axis, wave = self._session.span, track.axis, track.wave_box
        left, right = axis.x_at(span.start), axis.x_at(span.stop)
        if right - left >= self.width() - 1:
            return
        short = max(LEAST_VIEW - (right - left), 0.0) / 2
        box = QRectF(left - short, wave.top(), right - left + 2 * short, wave.height())
        veil = self._theme.colour("background", 0.55)
        painter.fillRect(QRectF(0, wave.top(), box.left(), wave.height()), veil)
        beyond = QRectF(box.right(), wave.top(), wave.right() - box.right(), wave.height())
        painter.fillRect(beyond, veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide in (
            (self._theme.colour("shade", 0.7), 3.5),
            (self._theme.colour("text"), 1.5),
        ):
            painter.setPen(QPen(colour, wide))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)

    def _draw_playhead(self, painter: QPainter, track: WholeTrack) -> None:
        x, wave = track.axis.x_at(self._position), track.wave_box
        for left, wide, colour in (
            (x - 1.5, 3.0, self._theme.colour("shade", 0.6)),
            (x - 0.5, 1.5, self._theme.colour("playhead")),
        ):
            painter.fillRect(QRectF(left, wave.top(), wide, wave.height()), colour)

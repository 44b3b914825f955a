"""The whole track in one strip, and the part of it that is in view."""

from PySide6.QtCore import QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from edmstudio.gui.canvas.overview_marks import draw_playhead, draw_view
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.canvas.time_axis import TimeAxis
from edmstudio.gui.canvas.whole_track import CUES, HEAT, SECTIONS, Doubts, WholeTrack
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.session import Session
from edmstudio.gui.words import tr

PICTURE = 50  # pixels of the waveform: where letters are large it leaves them the room
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
                draw_view(painter, track, self._session.span)
                draw_playhead(painter, track, self._position)

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

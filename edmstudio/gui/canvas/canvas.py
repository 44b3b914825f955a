"""The timeline of the open track: lanes of tiles, overlays over them, one gesture at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from edmstudio.gui.canvas import readout
from edmstudio.gui.canvas.cue_overlay import CueOverlay
from edmstudio.gui.canvas.gestures import Gestures, rung
from edmstudio.gui.canvas.grid_overlay import GridOverlay
from edmstudio.gui.canvas.headers import Headers
from edmstudio.gui.canvas.lanes import Lanes
from edmstudio.gui.canvas.layout import Lane, lay_out
from edmstudio.gui.canvas.overlay import Hit, Overlay, View
from edmstudio.gui.canvas.playhead import Playhead
from edmstudio.gui.canvas.ruler import Ruler
from edmstudio.gui.canvas.section_overlay import ModelOverlay, SectionOverlay
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.canvas.time_axis import TimeAxis
from edmstudio.gui.session import Session
from edmstudio.gui.theme import Theme
from edmstudio.gui.words import tr


def overlays() -> tuple[Overlay, ...]:
    """All that lies over the lanes, from the bottom up."""
    return (GridOverlay(), Ruler(), SectionOverlay(), ModelOverlay(), CueOverlay(), Playhead())


class Canvas(QWidget):
    """Shows the session's annotations; a drag shows them as its edit would leave them."""

    sought = Signal(float)  # seconds: the person clicked or scrubs there
    auditioned = Signal(float)  # seconds: double click
    context_asked = Signal(QPoint, float)  # on the screen, and seconds

    def __init__(
        self,
        session: Session,
        theme: Theme | None = None,
        shown: Sequence[Overlay] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme or Theme()
        self._overlays = tuple(shown) if shown is not None else overlays()
        self._shown_lanes = set(Lane)
        self._position = 0.0
        self._lanes = Lanes(self)
        self._headers = Headers()
        self._gestures = Gestures(self, session)
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Timeline"))
        self._describe()

    def set_theme(self, theme: Theme) -> None:
        """Another look."""
        self._theme = theme
        self.update()

    def set_sound(self, sound: Sound) -> None:
        """Where the lanes get their pictures from; parts may follow later."""
        self._lanes.sound = sound
        self.update()

    def set_position(self, seconds: float, playing: bool = False) -> None:
        """Where the playhead is; while playing it stays in the middle and the lanes move."""
        self._position = seconds
        if playing and not self._gestures.busy:
            half = self._session.span.seconds / 2
            self._session.look_at(seconds - half, seconds + half)
        self.update()

    def show_lane(self, lane: Lane, on: bool) -> None:
        """Show or hide one lane; ruler and waveform always stay."""
        self._shown_lanes = self._shown_lanes | {lane} if on else self._shown_lanes - {lane}
        self.update()

    def cancel_drag(self) -> bool:
        """Drop what the hand holds; whether it held anything."""
        busy = self._gestures.busy
        self._gestures.let_go()
        self.update()
        return busy

    @property
    def complete(self) -> bool:
        """Whether the last frame showed every tile at its own scale."""
        return self._lanes.complete

    @property
    def kept(self) -> int:
        """Bytes of all tiles held."""
        return self._lanes.kept

    def settle(self) -> None:
        """Make all tiles in view at once: for a picture that cannot wait."""
        self._lanes.settle(self.view())
        self.update()

    def close_lanes(self) -> None:
        """Stop drawing ahead; before the program ends."""
        self._lanes.close()

    def view(self) -> View:
        """All that overlays draw from, now."""
        session, ratio = self._session, self.devicePixelRatioF()
        layout = lay_out(self.width(), self.height(), self._shown_lanes, self._theme)
        scale = max(layout.width - layout.gutter, 1.0) / session.span.seconds
        return View(
            self._gestures.shown(),
            session.prediction,
            TimeAxis(session.span.start, scale, layout.gutter).on_pixels(ratio),
            layout,
            self._theme,
            session.duration,
            session.selection,
            self._position,
            ratio,
        )

    def hit_at(self, point: QPointF, held: Qt.KeyboardModifier) -> Hit | None:
        """The nearest thing at a point."""
        view = self.view()
        hits = (overlay.hit(point, held, view) for overlay in self._overlays)
        return min(filter(None, hits), key=lambda hit: hit.distance, default=None)

    def seek(self, seconds: float) -> None:
        """Show the playhead there at once, and say so."""
        self.set_position(seconds)
        self.sought.emit(seconds)

    def zoom(self, steps: float, at: float | None = None) -> None:
        """Zoom in by steps of √2; what is at pixel `at`, or the playhead, stays where it is."""
        axis, wide = self.view().axis, float(self.width()) - self.view().layout.gutter
        at = axis.x_at(self._position) if at is None else at
        scale = max(rung(axis.scale, steps), wide / max(self._session.duration, 1e-3))
        start = axis.seconds_at(at) - (at - axis.origin) / scale
        self._session.look_at(start, start + wide / scale)

    def sizeHint(self) -> QSize:
        return QSize(1200, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(260))

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self.view()
        with QPainter(self) as painter:
            self._draw_ground(painter, view)
            painter.setClipRect(QRectF(view.layout.gutter, 0, self.width(), self.height()))
            self._lanes.draw(painter, view)
            for overlay in self._overlays:
                overlay.paint(painter, view)
            if self._gestures.at is not None:
                readout.draw(painter, view, self._gestures.at)
            painter.setClipping(False)
            self._headers.paint(painter, view, self._lanes.legend(view))
            if self.hasFocus():
                painter.setPen(QPen(self._theme.colour("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _draw_ground(self, painter: QPainter, view: View) -> None:
        """The page behind the lanes that no tile covers."""
        page = self._theme.colour("background")
        picture, cues = view.layout.picture, view.layout.box(Lane.CUES)
        painter.fillRect(QRectF(0, 0, self.width(), max(picture.top(), cues.bottom())), page)
        painter.fillRect(QRectF(0, picture.bottom(), self.width(), self.height()), page)
        if Lane.SPECTROGRAM in view.layout.boxes:
            wave = view.layout.box(Lane.WAVEFORM)
            painter.fillRect(QRectF(0, wave.bottom(), self.width(), 16), page)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._gestures.move(event)
        if not self._gestures.busy:
            hit = self.hit_at(event.position(), event.modifiers())
            self.setCursor(hit.cursor if hit else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.auditioned.emit(self.view().axis.seconds_at(event.position().x()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._gestures.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.cancel_drag():
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = QPointF(event.pos())
        hit = self.hit_at(point, Qt.KeyboardModifier.NoModifier)
        if hit is not None:
            self._session.select(hit.selects)
        self.context_asked.emit(event.globalPos(), self.view().axis.seconds_at(point.x()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.hit_at(QPointF(event.pos()), Qt.KeyboardModifier.NoModifier)
            QToolTip.showText(event.globalPos(), hit.tip if hit else "", self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider canvas shows more; it does not stretch what is there."""
        before = event.oldSize().width() - self.view().layout.gutter
        span = self._session.span
        if before > 0 and span.seconds < self._session.duration:
            wide = event.size().width() - self.view().layout.gutter
            self._session.look_at(span.start, span.start + span.seconds * wide / before)

    def _connect(self) -> None:
        session = self._session
        self._lanes.made.connect(self.update)
        session.opened.connect(self._open)
        session.changed.connect(self._renew)
        session.refused.connect(self._renew)
        session.selected.connect(self.update)
        session.spanned.connect(self.update)

    def _open(self) -> None:
        self._position = 0.0
        self._lanes.sound = Sound()
        self._renew()

    def _renew(self) -> None:
        self._gestures.let_go()
        self._describe()
        self.update()

    def _describe(self) -> None:
        held = self._session.annotations
        self.setAccessibleDescription(
            tr("{sections} sections, {cues} cues; the event list holds them as a table").format(
                sections=len(held.sections), cues=len(held.cues)
            )
        )

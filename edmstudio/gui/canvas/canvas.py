"""The timeline of the open track: it shows, and every gesture on it is handled in one place."""

from dataclasses import replace
from enum import StrEnum
from math import copysign

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from edmstudio.domain.annotations import Annotations
from edmstudio.gui.canvas import playhead
from edmstudio.gui.canvas.gestures import Gestures, rung
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.canvas.stage import Stage
from edmstudio.gui.canvas.time_axis import TimeAxis
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.session import Selection, Session, Span
from edmstudio.gui.words import tr

PAGE_MARGIN = 0.05  # of the view, left of the playhead on a fresh page


class Follow(StrEnum):
    """What the view does while the track plays."""

    CENTRE = "centre"  # the playhead stays in the middle, the lanes move
    PAGE = "page"  # the lanes stay until the playhead leaves them: less motion for the eye
    FREE = "free"

    def start(self, seconds: float, start: float, wide: float) -> float:
        """Seconds at the left edge, the playhead at `seconds` in a view that began at `start`."""
        if self is Follow.CENTRE:
            return seconds - wide / 2
        if self is Follow.PAGE and not start <= seconds < start + wide:
            return seconds - wide * PAGE_MARGIN
        return start


class Canvas(Stage):
    """Shows the session's annotations; a drag shows them as its edit would leave them."""

    sought = Signal(float)  # seconds: the person clicked or scrubs there
    scrubbing = Signal(bool)  # the pointer takes hold of the playhead, or lets go
    auditioned = Signal(float)  # seconds: double click
    context_asked = Signal(QPoint, float)  # on the screen, and seconds

    def __init__(
        self, session: Session, theme: Theme | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, theme, parent)
        self._gestures = Gestures(self, session)
        self._follow = Follow.CENTRE
        self._zoomed: tuple[Span | None, float, float] = (None, 0.0, 0.0)
        session.opened.connect(self._open)
        session.changed.connect(self._renew)
        session.refused.connect(self._renew)
        session.selected.connect(self.update)
        session.spanned.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Timeline"))
        self._describe()

    def shown(self) -> Annotations:
        """What holds, or what the drag in the hand would leave behind."""
        return self._gestures.shown()

    def carried_to(self) -> float | None:
        """Seconds where something is being dragged to."""
        return self._gestures.at

    def set_follow(self, follow: Follow) -> None:
        """What the view does while the track plays."""
        self._follow = follow

    def set_position(self, seconds: float, playing: bool = False) -> None:
        """Where the playhead is; while the track plays the view goes along."""
        left, self._position = self._position, seconds
        if playing and not self._gestures.busy:
            span = self._session.span
            self._session.scroll_to(self._follow.start(seconds, span.start, span.seconds))
        view = self.view()
        for moment in (left, seconds):  # a view that stays has nothing else to draw
            self.update(playhead.place(view, moment))

    def cancel_drag(self) -> bool:
        """Drop what the hand holds; whether it held anything."""
        busy = self._gestures.busy
        self._gestures.let_go()
        self.update()
        return busy

    def seek(self, seconds: float) -> None:
        """Show the playhead there at once, and say so."""
        self.set_position(seconds)
        self.sought.emit(seconds)

    def scrub(self, on: bool) -> None:
        """Say that the pointer carries the playhead, or no longer."""
        self.scrubbing.emit(on)

    def zoom(self, steps: float, at: float | None = None) -> None:
        """Zoom in by steps of √2; what is at pixel `at`, or the playhead, stays where it is."""
        axis, wide = self.view().axis, float(self.width()) - self.view().layout.gutter
        at = axis.x_at(self._position) if at is None else at
        scale = max(rung(axis.scale, steps), wide / max(self._session.duration, 1e-3))
        start = axis.seconds_at(at) - (at - axis.origin) / scale
        self._session.show(start, wide / scale)
        self._zoomed = (self._session.span, copysign(1.0, steps), at)

    def coming(self, view: View) -> View | None:
        """Another step of the zoom that led to this view: whoever zooms mostly zooms on."""
        span, step, at = self._zoomed
        if span != self._session.span:
            return None
        axis, scale = view.axis, rung(view.axis.scale, step)
        left = axis.seconds_at(at) - (at - axis.origin) / scale
        ahead = TimeAxis(max(left, 0.0), scale, axis.origin)
        return replace(view, axis=ahead.on_pixels(view.ratio))

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
        held = self._session.selection.cues
        picked = hit.selects if hit is not None else Selection()
        if not (picked.cues and picked.cues <= held):
            self._session.select(picked)  # a menu on one of several picked is for all of them
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
            self._session.show(span.start, span.seconds * wide / before)

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

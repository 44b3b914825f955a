"""Every gesture of the mouse on the timeline, in one place: pick, drag, scrub, pan, zoom.

A drag is one edit, made at release; until then the canvas shows what the edit would leave behind.
"""

from math import log2
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.edits import Edit
from edmstudio.domain.refused import Refused
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import Hit, View
from edmstudio.gui.session import Selection, Session

DRAG_FROM = 3.0  # logical pixels; less is a click
NOTCH = 120  # a wheel's step
EDGE, CREEP = 20.0, 0.02  # pixels from the edge; share of the view for one move there
PAN_SHARE = 0.12  # of the view, for one notch
FREE = Qt.KeyboardModifier.AltModifier
MANY = Qt.KeyboardModifier.ControlModifier
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


class Timeline(Protocol):
    """What gestures need of the canvas."""

    def view(self) -> View: ...
    def hit_at(self, point: QPointF, held: Qt.KeyboardModifier) -> Hit | None: ...
    def seek(self, seconds: float) -> None: ...
    def scrub(self, on: bool) -> None: ...
    def zoom(self, steps: float, at: float) -> None: ...
    def update(self) -> None: ...


class Gestures:
    """At most one gesture at a time."""

    def __init__(self, canvas: Timeline, session: Session) -> None:
        self._canvas, self._session = canvas, session
        self._moved = self._scrubs = False
        self.let_go()

    def let_go(self) -> None:
        """Drop what is held; nothing is committed."""
        if self._scrubs and self._moved:
            self._canvas.scrub(False)
        self._hit: Hit | None = None
        self._edit: Edit | None = None
        self._pressed: QPointF | None = None
        self._button = Qt.MouseButton.NoButton
        self._moved = self._scrubs = False
        self._grabbed = 0.0
        self.at: float | None = None

    @property
    def busy(self) -> bool:
        """Whether a button is down on the canvas."""
        return self._pressed is not None

    def shown(self) -> Annotations:
        """What holds, or what the drag would leave behind where that makes sense."""
        held = self._session.annotations
        if self._edit is None:
            return held
        try:
            return self._edit.apply(held)
        except Refused:
            return held

    def press(self, event: QMouseEvent) -> None:
        """Take hold of the nearest thing, of the ruler, or of the whole view."""
        if self.busy or event.button() not in (LEFT, MIDDLE):
            return
        view, point = self._canvas.view(), event.position()
        self._pressed, self._button = point, event.button()
        self._grabbed = view.axis.seconds_at(point.x())
        if event.button() == LEFT:
            self._hit = self._canvas.hit_at(point, event.modifiers())
            self._scrubs = self._hit is None and view.layout.lane_at(point.y()) is Lane.RULER
            if self._scrubs:
                self._canvas.seek(self._placed(point, event.modifiers()))

    def move(self, event: QMouseEvent) -> None:
        """Show what a release here would do."""
        if self._pressed is None:
            return
        point = event.position()
        if not self._moved and abs(point.x() - self._pressed.x()) < DRAG_FROM:
            return
        if self._scrubs and not self._moved:
            self._canvas.scrub(True)
        self._moved = True
        if self._scrubs:
            self._canvas.seek(self._placed(point, event.modifiers() | FREE))
        elif self._hit is not None:
            self._carry(self._hit, point, event.modifiers())
        else:
            self._pan_to(point)

    def release(self, event: QMouseEvent) -> None:
        """Commit the drag as one edit, or take it as a click."""
        if self._pressed is None or event.button() != self._button:
            return
        edit, hit, clicked = self._edit, self._hit, not self._moved and not self._scrubs
        left = self._button == LEFT
        if self._scrubs and self._moved:
            self._canvas.seek(self._placed(event.position(), event.modifiers()))
        self.let_go()
        self._canvas.update()
        if edit is not None:
            self._session.perform(edit)
        if left and hit is not None:
            self._select(hit.selects, add=clicked and bool(event.modifiers() & MANY))
        if left and clicked:
            self._click(hit, event)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; with Shift, or sideways, pan."""
        turn = event.angleDelta()
        sideways = turn.x() if abs(turn.x()) > abs(turn.y()) else 0
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            sideways = turn.y() or turn.x()
        if sideways:
            span = self._session.span
            by = -sideways / NOTCH * PAN_SHARE * span.seconds
            self._session.scroll_to(span.start + by)
        elif turn.y():
            self._canvas.zoom(turn.y() / NOTCH, event.position().x())
        event.accept()

    def _carry(self, hit: Hit, point: QPointF, held: Qt.KeyboardModifier) -> None:
        if hit.edit_at is None:
            return
        self._creep(point)
        view = self._canvas.view()
        seconds = view.axis.seconds_at(point.x() + hit.offset)
        grid = self._session.annotations.grid
        if grid is not None and self._session.quantise and not held & FREE:
            seconds = hit.snap.at(grid, seconds)
        self.at = min(max(seconds, 0.0), view.duration)
        self._edit = hit.edit_at(self.at)
        self._canvas.update()

    def _creep(self, point: QPointF) -> None:
        """At the edge of the lanes the view goes along with what is carried."""
        view, span = self._canvas.view(), self._session.span
        left, right = view.layout.gutter + EDGE, view.layout.width - EDGE
        by = (point.x() > right) - (point.x() < left)
        if by:
            self._session.scroll_to(span.start + by * CREEP * span.seconds)

    def _pan_to(self, point: QPointF) -> None:
        by = self._grabbed - self._canvas.view().axis.seconds_at(point.x())
        self._session.scroll_to(self._session.span.start + by)

    def _placed(self, point: QPointF, held: Qt.KeyboardModifier) -> float:
        """The moment at a pixel inside the track, on a beat unless Alt is held."""
        seconds = self._canvas.view().axis.seconds_at(point.x())
        seconds = min(max(seconds, 0.0), self._session.duration)
        return seconds if held & FREE else self._session.snapped(seconds)

    def _click(self, hit: Hit | None, event: QMouseEvent) -> None:
        if hit is None:
            self._session.select(Selection())
            self._canvas.seek(self._placed(event.position(), event.modifiers()))
        elif hit.seconds is not None and not event.modifiers() & MANY:
            self._canvas.seek(hit.seconds)

    def _select(self, picked: Selection, *, add: bool) -> None:
        held = self._session.selection.cues
        if add and picked.cues:
            picked = Selection(cues=held ^ picked.cues)
        elif picked.cues and picked.cues <= held and len(held) > 1:
            return  # several were moved together and stay picked
        self._session.select(picked)


def rung(scale: float, steps: float) -> float:
    """Another scale (pixels a second), whole steps of √2 further on the ladder of tile scales."""
    here = 2 * log2(scale)
    return float(2 ** (round(here + steps) / 2))

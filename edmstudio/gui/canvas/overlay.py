"""What an overlay is: one painter for all facts of one kind, and their hit-testing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from math import floor
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.edits import Edit
from edmstudio.domain.grid import TempoMap
from edmstudio.gui.canvas.bars import Bars, bars_between
from edmstudio.gui.canvas.layout import Layout
from edmstudio.gui.canvas.time_axis import TimeAxis
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.session import Selection

NUMBER = 64  # logical pixels; as far as the longest bar number reaches
HALF = 0.5 + 1e-6  # of a device pixel, and more than sums of doubles go wrong
REACH = 6.0  # logical pixels; as far as a hand can miss


class Snap(Enum):
    """What a dragged thing clings to while quantise is on."""

    FREE = "free"
    BEAT = "beat"
    BAR = "bar"

    def at(self, grid: TempoMap, seconds: float) -> float:
        """The nearest place of its kind, in seconds."""
        if self is Snap.BEAT:
            return grid.snap(seconds)
        return grid.snap_to_bar(seconds) if self is Snap.BAR else seconds


@dataclass(frozen=True)
class View:
    """All that an overlay may draw from.

    Attributes
    ----------
    annotations : Annotations
        What holds, or during a drag what its edit would leave behind.
    model : Annotations or None
        What the model heard.
    axis : TimeAxis
    layout : Layout
    theme : Theme
    duration : float
        Seconds of the track.
    selection : Selection
    position : float
        Seconds of the playhead.
    ratio : float
        Device pixels per logical pixel.
    """

    annotations: Annotations
    model: Annotations | None
    axis: TimeAxis
    layout: Layout
    theme: Theme
    duration: float
    selection: Selection = field(default_factory=Selection)
    position: float = 0.0
    ratio: float = 1.0

    @property
    def start(self) -> float:
        """Seconds at the left edge of the lanes."""
        return self.axis.left

    @property
    def stop(self) -> float:
        """Seconds at the right edge of the lanes."""
        return self.axis.seconds_at(self.layout.width)

    @property
    def hair(self) -> float:
        """The width of a hairline of whole device pixels, in logical pixels."""
        return floor(self.ratio) / self.ratio

    def crisp_x(self, seconds: float) -> float:
        """The device pixel of a moment, in logical pixels: the same in every piece of a view."""
        return floor(self.axis.x_at(seconds) * self.ratio + HALF) / self.ratio

    @cached_property
    def bars(self) -> Bars | None:
        """The bars in view, and those whose number reaches into it; None without a grid."""
        grid = self.annotations.grid
        if grid is None:
            return None
        anchor, reach = grid.anchor_at(self.start), self.theme.px(NUMBER) / self.axis.scale
        before = max(anchor.period * anchor.meter, reach)
        return bars_between(grid, self.start - before, self.stop)


@dataclass(frozen=True, slots=True)
class Hit:
    """A fact near the pointer.

    Attributes
    ----------
    offset : float
        Pixels from the pointer to it, kept while it is dragged.
    distance : float
        Pixels by which the pointer misses it; the nearest is taken.
    edit_at : callable or None
        The edit that takes it to a moment in seconds; None for what can only be picked.
    seconds : float or None
        Where a click on it seeks; None where it only picks.
    selects : Selection
        What a click on it picks.
    snap : Snap
    cursor : Qt.CursorShape
    tip : str
        One line about it, for the tool tip.
    """

    offset: float
    distance: float
    edit_at: Callable[[float], Edit] | None = None
    seconds: float | None = None
    selects: Selection = field(default_factory=Selection)
    snap: Snap = Snap.BEAT
    cursor: Qt.CursorShape = Qt.CursorShape.SizeHorCursor
    tip: str = ""


class Overlay(Protocol):
    """Remembers nothing; draws and finds in what it is given."""

    def paint(self, painter: QPainter, view: View) -> None: ...
    def hit(self, point: QPointF, held: Qt.KeyboardModifier, view: View) -> Hit | None: ...

"""The beat grid as something to take hold of: to slip as a whole, to stretch beat by beat."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from edmstudio.domain.grid import TempoMap
from edmstudio.domain.grid_edits import ShiftGrid
from edmstudio.domain.tempo_edits import StretchBeat
from edmstudio.gui.canvas.bars import phrase_for
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import REACH, Hit, Snap, View
from edmstudio.gui.session import Selection
from edmstudio.gui.words import tr

SLIP = Qt.KeyboardModifier.ControlModifier
SLIPPERY = (Lane.RULER, Lane.WAVEFORM, Lane.SPECTROGRAM)


class GridOverlay:
    """Shows where tempi are pinned and which beat is picked; the lines are kept with the sound."""

    def paint(self, painter: QPainter, view: View) -> None:
        """Anchors in view, and the picked beat through everything that shows sound."""
        grid = view.annotations.grid
        if grid is None:
            return
        _draw_anchors(painter, view, grid)
        if view.selection.beat is not None:
            picture, x = view.layout.picture, view.axis.x_at(grid.seconds_at(view.selection.beat))
            box = QRectF(x - 1, picture.top(), 2, picture.height())
            painter.fillRect(box, view.theme.colour("accent"))

    def hit(self, point: QPointF, held: Qt.KeyboardModifier, view: View) -> Hit | None:
        """With Ctrl the whole grid slips; a beat in the ruler's row of bars is stretched.

        The row of times above it stays free for scrubbing.
        """
        grid = view.annotations.grid
        lane = view.layout.lane_at(point.y())
        if grid is None or point.x() < view.layout.gutter:
            return None
        beat = round(grid.beat_at(view.axis.seconds_at(point.x())))
        seconds = grid.seconds_at(beat)
        offset = view.axis.x_at(seconds) - point.x()
        if held & SLIP and lane in SLIPPERY:
            return Hit(
                offset, REACH, partial(_slip, seconds), snap=Snap.FREE, tip=tr("Slip the grid")
            )
        in_bars = lane is Lane.RULER and point.y() >= view.layout.box(Lane.RULER).center().y()
        if not in_bars or not _stretchable(grid, beat, view):
            return None
        return Hit(
            offset,
            abs(offset),
            partial(StretchBeat, beat),
            seconds=seconds,
            selects=Selection(beat=beat),
            snap=Snap.FREE,
            cursor=Qt.CursorShape.SplitHCursor,
            tip=tr("Drag to stretch the tempo up to this beat"),
        )


def _slip(held: float, seconds: float) -> ShiftGrid:
    return ShiftGrid(seconds - held)


def _stretchable(grid: TempoMap, beat: int, view: View) -> bool:
    """Only a beat that is drawn, behind an anchor, can be taken by hand."""
    if beat <= grid.anchor_of_beat(beat - 1).beat:
        return False
    anchor = grid.anchor_of_beat(beat)
    wide = anchor.period * view.axis.scale
    if wide >= 2 * REACH:
        return True
    group = phrase_for(wide * anchor.meter, 2 * REACH)
    on_bar = (beat - anchor.shift) % anchor.meter == 0
    return on_bar and grid.bar_at(beat) % group == 0


def _draw_anchors(painter: QPainter, view: View, grid: TempoMap) -> None:
    """A diamond on the ruler's edge where a tempo is pinned."""
    size, y = view.theme.px(4), view.layout.box(Lane.RULER).bottom()
    painter.setPen(QPen(view.theme.colour("shade", 0.8), 1))
    painter.setBrush(view.theme.colour("accent"))
    for anchor in grid.anchors:
        if view.start <= anchor.seconds <= view.stop:
            x = view.axis.x_at(anchor.seconds)
            corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))

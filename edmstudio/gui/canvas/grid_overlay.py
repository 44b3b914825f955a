"""The beat grid over the lanes: bar lines, beats and phrases, as many as the eye can part."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from edmstudio.domain.grid import TempoMap
from edmstudio.domain.grid_edits import ShiftGrid
from edmstudio.domain.tempo_edits import StretchBeat
from edmstudio.gui.canvas.bars import PHRASES, phrase_for
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import REACH, Hit, Snap, View
from edmstudio.gui.session import Selection
from edmstudio.gui.words import tr

BAR_ROOM, BEAT_ROOM = 18.0, 9.0  # logical pixels between lines
FULL_ROOM = 90.0  # from here on a line has its full strength
FAINT = 0.2  # strength up to which a line keeps to the waveform
CLEAR = 0.4  # strength from which a beat goes all the way down; below it is a tick
TICK = 6
SLIP = Qt.KeyboardModifier.ControlModifier
SLIPPERY = (Lane.RULER, Lane.WAVEFORM, Lane.SPECTROGRAM)


class GridOverlay:
    """Draws what is in view, found by number and never by walking the track."""

    def paint(self, painter: QPainter, view: View) -> None:
        """Bars over everything that shows sound; beats as ticks, and faintly across."""
        grid = view.annotations.grid
        bars = view.bars
        if grid is None or bars is None:
            return
        wide = bars.spacing * view.axis.scale
        if wide / 4 >= BEAT_ROOM:
            _draw_beats(painter, view, _crisp(view, bars.beats), wide / 4)
        drawn = bars.every(1) & False
        for group in (group for group in reversed(PHRASES) if group * wide >= BAR_ROOM):
            lines = bars.every(group) & ~drawn
            drawn |= lines
            if lines.any():
                places = _crisp(view, bars.seconds[lines])
                _draw_bars(painter, view, places, _strength(group * wide, BAR_ROOM))
        _draw_anchors(painter, view, grid)
        if view.selection.beat is not None:
            _draw_selected(painter, view, grid.seconds_at(view.selection.beat))

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


def _strength(room: float, least: float) -> float:
    """0 where lines are as near as may be, 1 where they stand free."""
    return min(max((room - least) / (FULL_ROOM - least), 0.0), 1.0)


def _draw_beats(painter: QPainter, view: View, places: Sequence[float], wide: float) -> None:
    strength = _strength(wide, BEAT_ROOM)
    wave, tick = view.layout.box(Lane.WAVEFORM), view.theme.px(TICK)
    if strength > CLEAR:
        box = view.layout.picture
        _draw_lines(painter, _toned(view, "beat", 0.34 * strength), places, box)
    colour = _toned(view, "beat", 0.5 + 0.4 * strength)
    _draw_lines(painter, colour, places, QRectF(0, wave.top(), 0, tick))
    _draw_lines(painter, colour, places, QRectF(0, wave.bottom() - tick, 0, tick))


def _draw_bars(painter: QPainter, view: View, places: Sequence[float], strength: float) -> None:
    """Through the spectrogram only where there is air between them."""
    box = view.layout.picture if strength > FAINT else view.layout.box(Lane.WAVEFORM)
    colour = _toned(view, "bar", 0.16 + 0.36 * strength)
    _draw_lines(painter, colour, places, box)


def _draw_lines(painter: QPainter, colour: QColor, places: Sequence[float], box: QRectF) -> None:
    """Upright hairlines: opaque rectangles, because translucent lines cost four times as much."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    top, high = box.top(), box.height()
    painter.drawRects([QRectF(x, top, 1.0, high) for x in places])


def _toned(view: View, token: str, share: float) -> QColor:
    """A colour, so much of it on the page."""
    over, page = view.theme.colour(token), view.theme.colour("background")
    red = page.red() + (over.red() - page.red()) * share
    green = page.green() + (over.green() - page.green()) * share
    blue = page.blue() + (over.blue() - page.blue()) * share
    return QColor(round(red), round(green), round(blue))


def _crisp(view: View, seconds: NDArray[np.float64]) -> list[float]:
    """The device pixels of moments, in logical pixels."""
    axis = view.axis
    places = axis.origin + (seconds - axis.left) * axis.scale
    return list((np.round(places * view.ratio) / view.ratio).tolist())


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


def _draw_selected(painter: QPainter, view: View, seconds: float) -> None:
    picture, colour = view.layout.picture, QColor(view.theme.colour("accent"))
    box = QRectF(view.axis.x_at(seconds) - 1, picture.top(), 2, picture.height())
    painter.fillRect(box, colour)

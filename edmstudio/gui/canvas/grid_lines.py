"""The lines of the beat grid over the sound: as many as the eye can part."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from edmstudio.gui.canvas.bars import PHRASES
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import HALF, View

BAR_ROOM, BEAT_ROOM = 18.0, 9.0  # logical pixels between lines
FULL_ROOM = 90.0  # from here on a line has its full strength
FAINT = 0.2  # strength up to which a line keeps to the waveform
CLEAR = 0.4  # strength from which a beat goes all the way down; below it is a tick
TICK = 6


def draw_grid(painter: QPainter, view: View) -> None:
    """Bars over everything that shows sound; beats as ticks, and faintly across."""
    bars = view.bars
    if bars is None:
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


def _strength(room: float, least: float) -> float:
    """0 where lines are as near as may be, 1 where they stand free."""
    return min(max((room - least) / (FULL_ROOM - least), 0.0), 1.0)


def _draw_beats(painter: QPainter, view: View, places: Sequence[float], wide: float) -> None:
    strength = _strength(wide, BEAT_ROOM)
    wave, tick = view.layout.box(Lane.WAVEFORM), view.theme.px(TICK)
    if strength > CLEAR:
        box = view.layout.picture
        _draw_lines(painter, view, _toned(view, "beat", 0.34 * strength), places, box)
    colour = _toned(view, "beat", 0.5 + 0.4 * strength)
    _draw_lines(painter, view, colour, places, QRectF(0, wave.top(), 0, tick))
    _draw_lines(painter, view, colour, places, QRectF(0, wave.bottom() - tick, 0, tick))


def _draw_bars(painter: QPainter, view: View, places: Sequence[float], strength: float) -> None:
    """Through the spectrogram only where there is air between them."""
    box = view.layout.picture if strength > FAINT else view.layout.box(Lane.WAVEFORM)
    colour = _toned(view, "bar", 0.16 + 0.36 * strength)
    _draw_lines(painter, view, colour, places, box)


def _draw_lines(
    painter: QPainter, view: View, colour: QColor, places: Sequence[float], box: QRectF
) -> None:
    """Upright hairlines: opaque, because translucent ones cost four times as much.

    Filling one after the other takes 0.6 of the time of `drawRects`.
    """
    top, high, wide = box.top(), box.height(), view.hair
    for x in places:
        painter.fillRect(QRectF(x, top, wide, high), colour)


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
    return list((np.floor(places * view.ratio + HALF) / view.ratio).tolist())

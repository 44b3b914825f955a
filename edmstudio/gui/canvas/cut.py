"""A view cut into strips of 512 device pixels, counted from the start of the track."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from PySide6.QtCore import QRectF

from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.canvas.tile_worker import TILE, TileKey
from edmstudio.gui.canvas.time_axis import TimeAxis

BEYOND = 1  # strips made ahead at both ends


@dataclass(frozen=True)
class Piece:
    """Some strips of a view, side by side.

    Attributes
    ----------
    whole : View
        What it is a piece of.
    first, last : int
        Numbers of its strips, counted from the start of the track; tiles have the same numbers.
    """

    whole: View
    first: int
    last: int

    @cached_property
    def x(self) -> int:
        """Device pixels from the widget's edge to its left edge."""
        axis, ratio = self.whole.axis, self.whole.ratio
        left = round(axis.left * axis.scale * ratio)
        return round(axis.origin * ratio) + self.first * TILE - left

    @property
    def width(self) -> int:
        """Device pixels."""
        return (self.last + 1 - self.first) * TILE

    def meets(self, seen: QRectF) -> bool:
        """Whether something of it lies in a rectangle of the widget (logical pixels)."""
        ratio = self.whole.ratio
        return self.x < seen.right() * ratio and self.x + self.width > seen.left() * ratio

    @cached_property
    def view(self) -> View:
        """The same as the whole, but of this piece alone, its left edge at 0."""
        whole, ratio = self.whole, self.whole.ratio
        axis = TimeAxis(self.first * TILE / (whole.axis.scale * ratio), whole.axis.scale)
        return replace(whole, axis=axis, layout=whole.layout.narrowed(self.width / ratio))

    def tiles(self, lane: Lane) -> Iterator[TileKey]:
        """The tiles of a lane in it."""
        scale = self.whole.axis.scale * self.whole.ratio
        return (TileKey(lane, scale, index) for index in range(self.first, self.last + 1))


class Cut:
    """A view cut into strips; bands that paint the same piece share what it works out.

    Attributes
    ----------
    view : View
    strips : list of Piece
        Those in view, from the left.
    ahead : list of Piece
        Those next to it at both ends.
    room : int
        The most strips that a cut of a view of this width has, those ahead included.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self._pieces: dict[tuple[int, int], Piece] = {}
        left = round(view.axis.left * view.axis.scale * view.ratio)
        wide = max(round((view.layout.width - view.axis.origin) * view.ratio), 1)
        first, stop = left // TILE, (left + wide - 1) // TILE + 1
        self.strips = self._single(range(first, stop))
        before, after = range(max(first - BEYOND, 0), first), range(stop, stop + BEYOND)
        self.ahead = [*self._single(before), *self._single(after)]
        self.room = ceil(wide / TILE) + 1 + 2 * BEYOND

    def piece(self, first: int, last: int) -> Piece:
        """Some strips as one piece."""
        if (found := self._pieces.get((first, last))) is None:
            found = self._pieces[first, last] = Piece(self.view, first, last)
        return found

    def _single(self, numbers: Iterable[int]) -> list[Piece]:
        return [self.piece(number, number) for number in numbers]

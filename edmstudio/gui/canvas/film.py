"""What moves with the time axis, kept as strips of 512 device pixels: a frame copies them.

Lines, texts and textures are painted when a strip comes into view or when something in it changes,
not sixty times a second. Strips fall on device pixels, so that copying one is moving memory. What
is not kept yet is painted in one piece; a frame makes one strip at most, so that none pays for all
of them, and once all in view are there it makes those next to them, ahead of a view that moves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from edmstudio.gui.canvas.layout import Lane, Layout
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.canvas.pixels import on_device
from edmstudio.gui.canvas.tile_worker import TILE, TileKey
from edmstudio.gui.canvas.time_axis import TimeAxis

PATIENCE = 8  # frames; while a hand zooms, strips would be thrown away at once
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

    @property
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
    """A view cut into strips; bands that paint the same piece share what it works out."""

    def __init__(self, view: View, beyond: int = 0) -> None:
        """`beyond` is how many strips more there are at both ends."""
        self.view = view
        self._pieces: dict[tuple[int, int], Piece] = {}
        left = round(view.axis.left * view.axis.scale * view.ratio)
        wide = max(round((view.layout.width - view.axis.origin) * view.ratio), 1)
        first, stop = max(left // TILE - beyond, 0), (left + wide - 1) // TILE + 1 + beyond
        self.strips = [self.piece(index, index) for index in range(first, stop)]

    def piece(self, first: int, last: int) -> Piece:
        """Some strips as one piece."""
        return self._pieces.setdefault((first, last), Piece(self.view, first, last))


class Band(Protocol):
    """Some rows of the timeline that are painted together."""

    def rows(self, layout: Layout) -> QRectF:
        """Where they lie; empty while they are not shown."""
        ...

    def made_of(self, piece: Piece) -> tuple[object, ...] | None:
        """All that it shows, beside the look of the whole: painted anew when it differs.

        None while it is not worth keeping, because more is about to come.
        """
        ...

    def paint(self, painter: QPainter, piece: Piece) -> None:
        """Cover all of a piece; the painter measures in the logical pixels of `piece.view`."""
        ...


_Key = tuple[Band, int]


class _Place(NamedTuple):
    band: Band
    piece: Piece


class _Strip(NamedTuple):
    made_of: tuple[object, ...]
    image: QImage


class Film:
    """Holds the strips of the last frame, and nothing else."""

    def __init__(self, bands: Sequence[Band]) -> None:
        self._bands = tuple(bands)
        self._held: dict[_Key, _Strip] = {}
        self._look: tuple[object, ...] = ()
        self._steady = 0  # frames of this look

    def draw(self, painter: QPainter, view: View, seen: QRectF) -> None:
        """Draw all bands of a view, as far as they are to be seen (logical pixels)."""
        look = (view.axis.scale, view.layout, view.theme, view.ratio)
        self._steady = self._steady + 1 if self._look == look else 0
        held, self._held = self._held if self._steady else {}, {}
        self._look = look
        cut, wider = Cut(view), Cut(view, BEYOND)
        bands = [band for band in self._bands if not band.rows(view.layout).isEmpty()]
        wanted = [_Place(band, piece) for band in bands for piece in cut.strips]
        ahead = [_Place(band, piece) for band in bands for piece in wider.strips]
        self._keep([*wanted, *ahead], held, fresh=int(self._steady >= PATIENCE))
        with on_device(painter, view.ratio):
            for band in bands:
                self._draw(painter, band, cut, seen)

    def rows(self, layout: Layout) -> list[QRectF]:
        """All rows that the film covers, from the top down."""
        shown = (band.rows(layout) for band in self._bands)
        return sorted((rows for rows in shown if not rows.isEmpty()), key=QRectF.top)

    def _keep(self, wanted: Iterable[_Place], held: Mapping[_Key, _Strip], *, fresh: int) -> None:
        """Keep what still holds, and make so many strips anew, the most urgent first."""
        for band, piece in wanted:
            key = (band, piece.first)
            if key in self._held:
                continue
            strip, made_of = held.get(key), band.made_of(piece)
            if strip is not None and strip.made_of == made_of:
                self._held[key] = strip
            elif made_of is not None and fresh:
                self._held[key] = _Strip(made_of, _picture(band, piece))
                fresh -= 1

    def _draw(self, painter: QPainter, band: Band, cut: Cut, seen: QRectF) -> None:
        top = round(band.rows(cut.view.layout).top() * cut.view.ratio)
        lacking = [piece for piece in cut.strips if (band, piece.first) not in self._held]
        if lacking:
            _paint(painter, band, cut.piece(lacking[0].first, lacking[-1].last))
        for piece in cut.strips:
            strip = self._held.get((band, piece.first))
            if strip is not None and piece.meets(seen):
                painter.drawImage(QPointF(piece.x, top), strip.image)


def _picture(band: Band, piece: Piece) -> QImage:
    rows, ratio = band.rows(piece.whole.layout), piece.whole.ratio
    image = QImage(piece.width, round(rows.height() * ratio), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.scale(ratio, ratio)
        painter.translate(0.0, -rows.top())
        band.paint(painter, piece)
    return image


def _paint(painter: QPainter, band: Band, piece: Piece) -> None:
    """Straight onto the widget."""
    painter.save()
    painter.translate(piece.x, 0.0)
    painter.scale(piece.whole.ratio, piece.whole.ratio)
    painter.setClipRect(band.rows(piece.view.layout), Qt.ClipOperation.IntersectClip)
    band.paint(painter, piece)
    painter.restore()

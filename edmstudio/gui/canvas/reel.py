"""The strips of one band, in pictures that are used round and round.

Places are taken in turn, so that a view that moves on paints over what it has left, and nothing is
allocated while it moves. Each has a picture of its own, which is read faster than a part of a wide
one; only the strips of a light band, painted all at once, share one.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from edmstudio.gui.canvas.cut import Cut, Piece
from edmstudio.gui.canvas.layout import Layout
from edmstudio.gui.canvas.tile_worker import TILE

MadeOf = tuple[object, ...]


class Band(Protocol):
    """Some rows of the timeline that are painted together."""

    light: bool
    """Whether all of it that is in view is painted in no time: it is kept from the first frame."""

    def rows(self, layout: Layout) -> QRectF:
        """Where they lie; empty while they are not shown."""
        ...

    def made_of(self, piece: Piece) -> MadeOf | None:
        """All that it shows, beside the look of the whole: painted anew when it differs.

        None while it is not worth keeping, because more is about to come.
        """
        ...

    def paint(self, painter: QPainter, piece: Piece) -> None:
        """Cover all of a piece; the painter measures in the logical pixels of `piece.view`."""
        ...


class Reel:
    """Holds what of a band was painted at one look.

    Attributes
    ----------
    band : Band
    rows : QRectF
        Where it lies at this look (logical pixels); empty while it is not shown.
    """

    def __init__(self, band: Band) -> None:
        self.band, self.rows = band, QRectF()
        self._top = 0  # device pixels
        self._size = QSize()
        self._pictures: list[QImage] = []
        self._places = self._shared = 1  # and how many of them a picture has
        self._origin = 0  # the strip in the first place
        self._held: dict[int, MadeOf] = {}

    def clear(self, cut: Cut) -> None:
        """Forget all, and have room for cuts of this look."""
        self.rows, ratio = self.band.rows(cut.view.layout), cut.view.ratio
        self._top = round(self.rows.top() * ratio)
        self._held, self._places, self._origin = {}, cut.room, cut.strips[0].first
        self._shared = cut.room if self.band.light else 1
        size = QSize(self._shared * TILE, round(self.rows.height() * ratio))
        count = cut.room // self._shared
        if (self._size, len(self._pictures)) != (size, count):
            self._size = size
            self._pictures = [QImage(size, QImage.Format.Format_RGB32) for _ in range(count)]

    def forget(self, cut: Cut) -> None:
        """Keep what is still in a cut and shows the same."""
        strips = [strip for strip in (*cut.strips, *cut.ahead) if strip.first in self._held]
        made_of = {strip.first: self.band.made_of(strip) for strip in strips}
        self._held = {at: made for at, made in made_of.items() if made == self._held[at]}

    def lacking(self, strips: Iterable[Piece]) -> list[Piece]:
        """The strips that are not kept."""
        return [strip for strip in strips if strip.first not in self._held]

    def keep(self, cut: Cut, strips: Sequence[Piece]) -> bool:
        """Paint neighbouring strips and keep them; whether that was worth it."""
        made_of = {strip.first: self.band.made_of(strip) for strip in strips}
        made = {at: made for at, made in made_of.items() if made is not None}
        if not strips or len(made) < len(strips):
            return False
        for run in self._runs(strips):
            self._paint(cut.piece(run[0].first, run[-1].last))
        taken = {self._slot(at) for at in made}
        left = {at: held for at, held in self._held.items() if self._slot(at) not in taken}
        self._held = left | made
        return True

    def draw(self, painter: QPainter, cut: Cut, strips: Sequence[Piece]) -> None:
        """Copy what is kept, and paint the rest in one piece; the painter counts device pixels."""
        if lacking := self.lacking(strips):
            self._paint_on(painter, cut.piece(lacking[0].first, lacking[-1].last))
        for run in self._runs([strip for strip in strips if strip.first in self._held]):
            picture, x = self._place(run[0])
            place = QPoint(run[0].x, self._top)
            painter.drawImage(place, picture, QRect(x, 0, len(run) * TILE, self._size.height()))

    def _runs(self, strips: Iterable[Piece]) -> Iterator[list[Piece]]:
        """Strips that lie side by side in one picture."""
        run: list[Piece] = []
        for strip in strips:
            begins = self._slot(strip.first) % self._shared == 0
            if run and (begins or strip.first != run[-1].first + 1):
                yield run
                run = []
            run.append(strip)
        if run:
            yield run

    def _slot(self, number: int) -> int:
        """The place of a strip."""
        return (number - self._origin) % self._places

    def _place(self, piece: Piece) -> tuple[QImage, int]:
        """The picture of a run, and where in it that begins (device pixels)."""
        picture, strip = divmod(self._slot(piece.first), self._shared)
        return self._pictures[picture], strip * TILE

    def _paint(self, piece: Piece) -> None:
        """Into its picture."""
        picture, x = self._place(piece)
        with QPainter(picture) as painter:
            painter.translate(x, -self._top)
            self._cover(painter, piece)

    def _paint_on(self, painter: QPainter, piece: Piece) -> None:
        """Straight onto the widget."""
        painter.save()
        painter.translate(piece.x, 0.0)
        self._cover(painter, piece)
        painter.restore()

    def _cover(self, painter: QPainter, piece: Piece) -> None:
        """All of a piece, and nothing beside it."""
        painter.scale(piece.whole.ratio, piece.whole.ratio)
        painter.setClipRect(self.band.rows(piece.view.layout), Qt.ClipOperation.IntersectClip)
        self.band.paint(painter, piece)

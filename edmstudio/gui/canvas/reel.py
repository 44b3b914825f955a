"""The strips of one band, in pictures that are used round and round.

Strip n lies in place n modulo the number of places, so that a view that moves on paints over what
it has left, and nothing is allocated while it moves. Each has a picture of its own, which is read
faster than a part of a wide one; only the strips of a light band, painted all at once, share one.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
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
    """Holds what of a band was painted at one look."""

    def __init__(self, band: Band) -> None:
        self.band = band
        self._pictures: list[QImage] = []
        self._places = self._shared = 1  # and how many of them a picture has
        self._held: dict[int, MadeOf] = {}

    def clear(self, cut: Cut) -> None:
        """Forget all, and have room for cuts of this look."""
        self._held, self._places = {}, cut.room
        self._shared = cut.room if self.band.light else 1
        rows = self.band.rows(cut.view.layout)
        size = QSize(self._shared * TILE, round(rows.height() * cut.view.ratio))
        count = self._places // self._shared
        if [picture.size() for picture in self._pictures] != [size] * count:
            self._pictures = [QImage(size, QImage.Format.Format_RGB32) for _ in range(count)]

    def held(self) -> set[int]:
        """The numbers of the strips that are kept."""
        return set(self._held)

    def forget(self, cut: Cut) -> None:
        """Keep what is still in a cut and shows the same."""
        strips = [strip for strip in (*cut.strips, *cut.ahead) if strip.first in self._held]
        made_of = {strip.first: self.band.made_of(strip) for strip in strips}
        self._held = {
            at: held for at, held in self._held.items() if at in made_of and held == made_of[at]
        }

    def lacking(self, strips: Iterable[Piece]) -> list[Piece]:
        """The strips that are not kept."""
        return [strip for strip in strips if strip.first not in self._held]

    def keep(self, cut: Cut, strips: Sequence[Piece]) -> bool:
        """Paint neighbouring strips and keep them; whether that was worth it."""
        found = {strip.first: self.band.made_of(strip) for strip in strips}
        made = {at: made_of for at, made_of in found.items() if made_of is not None}
        if not strips or len(made) < len(strips):
            return False
        for run in self._runs(strips):
            self._paint(cut.piece(run[0].first, run[-1].last))
        self._held |= made
        return True

    def draw(self, painter: QPainter, cut: Cut, seen: QRectF) -> None:
        """Copy what is kept, and paint the rest in one piece; the painter counts device pixels."""
        layout, ratio = cut.view.layout, cut.view.ratio
        top = round(self.band.rows(layout).top() * ratio)
        strips = [strip for strip in cut.strips if strip.meets(seen)]
        if lacking := self.lacking(strips):
            self._paint_on(painter, cut.piece(lacking[0].first, lacking[-1].last))
        for run in self._runs([strip for strip in strips if strip.first in self._held]):
            piece = cut.piece(run[0].first, run[-1].last)
            picture, x = self._place(piece)
            source = QRectF(x, 0, piece.width, picture.height())
            painter.drawImage(QPointF(piece.x, top), picture, source)

    def _runs(self, strips: Iterable[Piece]) -> Iterator[list[Piece]]:
        """Strips that lie side by side in the picture."""
        run: list[Piece] = []
        for strip in strips:
            if run and (strip.first != run[-1].first + 1 or strip.first % self._shared == 0):
                yield run
                run = []
            run.append(strip)
        if run:
            yield run

    def _place(self, piece: Piece) -> tuple[QImage, int]:
        """The picture of a run, and where in it that begins (device pixels)."""
        picture, strip = divmod(piece.first % self._places, self._shared)
        return self._pictures[picture], strip * TILE

    def _paint(self, piece: Piece) -> None:
        """Into its picture."""
        ratio, rows = piece.whole.ratio, self.band.rows(piece.whole.layout)
        picture, x = self._place(piece)
        with QPainter(picture) as painter:
            painter.translate(x, 0.0)
            painter.scale(ratio, ratio)
            painter.translate(0.0, -rows.top())
            self._cover(painter, piece)

    def _paint_on(self, painter: QPainter, piece: Piece) -> None:
        """Straight onto the widget."""
        painter.save()
        painter.translate(piece.x, 0.0)
        painter.scale(piece.whole.ratio, piece.whole.ratio)
        self._cover(painter, piece)
        painter.restore()

    def _cover(self, painter: QPainter, piece: Piece) -> None:
        """All of a piece, and nothing beside it."""
        painter.setClipRect(self.band.rows(piece.view.layout), Qt.ClipOperation.IntersectClip)
        self.band.paint(painter, piece)

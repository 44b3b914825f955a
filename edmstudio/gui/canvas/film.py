"""What moves with the time axis, kept as strips of 512 device pixels: a frame copies them.

Lines, texts and textures are painted when a strip comes into view or when something in it changes,
not sixty times a second. Strips fall on device pixels, so that copying one is moving memory. Light
bands are kept at once. Of the others, what is not kept yet is painted in one piece; a frame makes
one strip at most, so that none pays for all of them, and once all in view are there it makes those
next to them, ahead of a view that moves.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from edmstudio.gui.canvas.cut import Cut
from edmstudio.gui.canvas.pixels import on_device
from edmstudio.gui.canvas.reel import Band, Reel

PATIENCE = 8  # frames; while a hand zooms, strips would be thrown away at once


class Film:
    """The bands of a timeline, each on a reel."""

    def __init__(self, bands: Sequence[Band], revision: Callable[[], object] = object) -> None:
        """`revision` tells by an equal value that nothing came or went but what is in the view."""
        self._reels = [Reel(band) for band in bands]
        self._revision = revision
        self._look: tuple[object, ...] = ()
        self._shows: tuple[object, ...] = ()
        self._steady = 0  # frames of this look

    def draw(self, painter: QPainter, cut: Cut, seen: QRectF) -> None:
        """Draw all bands of a view, as far as they are to be seen (logical pixels)."""
        self._roll(cut)
        reels = [reel for reel in self._reels if not reel.rows.isEmpty()]
        self._keep(reels, cut)
        strips = [strip for strip in cut.strips if strip.meets(seen)]
        with on_device(painter, cut.view.ratio):
            for reel in reels:
                if reel.rows.intersects(seen):
                    reel.draw(painter, cut, strips)

    def rows(self) -> list[QRectF]:
        """All rows that the last frame covered, from the top down (logical pixels)."""
        shown = (reel.rows for reel in self._reels if not reel.rows.isEmpty())
        return sorted(shown, key=QRectF.top)

    def _roll(self, cut: Cut) -> None:
        """Forget what does not hold any more."""
        view, before = cut.view, self._shows
        look = (view.axis.scale, view.layout, view.theme, view.ratio)
        self._shows = (view.annotations, view.model, view.duration, self._revision())
        self._steady = self._steady + 1 if self._look == look else 0
        self._look = look
        if not self._steady:
            for reel in self._reels:
                reel.clear(cut)
        elif before != self._shows:
            for reel in self._reels:
                reel.forget(cut)

    def _keep(self, reels: Sequence[Reel], cut: Cut) -> None:
        """Light bands at once; of the others one strip, the most urgent first."""
        for reel in reels:
            if reel.band.light:
                reel.keep(cut, reel.lacking(cut.strips))
        if self._steady >= PATIENCE:
            wanted = [(reel, strip) for reel in reels for strip in reel.lacking(cut.strips)]
            wanted += [(reel, strip) for reel in reels for strip in reel.lacking(cut.ahead)]
            any(reel.keep(cut, [strip]) for reel, strip in wanted)

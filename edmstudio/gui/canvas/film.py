"""What moves with the time axis, kept as strips of 512 device pixels: a frame copies them.

Lines, texts and textures are painted when a strip comes into view or when something in it changes,
not sixty times a second. Strips fall on device pixels, so that copying one is moving memory. Light
bands are kept at once. Of the others, what is not kept yet is painted in one piece; a frame makes
one strip at most, so that none pays for all of them, and once all in view are there it makes those
next to them, ahead of a view that moves.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from edmstudio.gui.canvas.cut import Cut
from edmstudio.gui.canvas.layout import Layout
from edmstudio.gui.canvas.overlay import View
from edmstudio.gui.canvas.pixels import on_device
from edmstudio.gui.canvas.reel import Band, Reel

PATIENCE = 8  # frames; while a hand zooms, strips would be thrown away at once
BEYOND = 1  # strips made ahead at both ends


class Film:
    """The bands of a timeline, each on a reel."""

    def __init__(self, bands: Sequence[Band]) -> None:
        self._reels = [Reel(band) for band in bands]
        self._look: tuple[object, ...] = ()
        self._steady = 0  # frames of this look

    def draw(self, painter: QPainter, view: View, seen: QRectF) -> None:
        """Draw all bands of a view, as far as they are to be seen (logical pixels)."""
        cut = Cut(view, BEYOND)
        reels = [reel for reel in self._reels if not reel.band.rows(view.layout).isEmpty()]
        self._roll(reels, cut)
        self._keep(reels, cut)
        with on_device(painter, view.ratio):
            for reel in reels:
                reel.draw(painter, cut, seen)

    def rows(self, layout: Layout) -> list[QRectF]:
        """All rows that the film covers, from the top down."""
        shown = (reel.band.rows(layout) for reel in self._reels)
        return sorted((rows for rows in shown if not rows.isEmpty()), key=QRectF.top)

    def _roll(self, reels: Sequence[Reel], cut: Cut) -> None:
        """Forget what does not hold any more."""
        view = cut.view
        look = (view.axis.scale, view.layout, view.theme, view.ratio)
        self._steady = self._steady + 1 if self._look == look else 0
        self._look = look
        for reel in reels:
            if self._steady:
                reel.forget(cut)
            else:
                reel.clear(cut)

    def _keep(self, reels: Sequence[Reel], cut: Cut) -> None:
        """Light bands at once; of the others one strip, the most urgent first."""
        for reel in reels:
            if reel.band.light:
                reel.keep(cut, reel.lacking(cut.strips))
        if self._steady >= PATIENCE:
            wanted = [(r, strip) for r in reels for strip in r.lacking(cut.strips)]
            wanted += [(r, strip) for r in reels for strip in r.lacking(cut.ahead)]
            any(reel.keep(cut, [strip]) for reel, strip in wanted)

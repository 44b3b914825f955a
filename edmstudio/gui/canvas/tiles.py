"""Pictures of lanes, cut into tiles by scale and place: drawn ahead in a worker, kept in bounds.

While the tiles of a new scale are being made those of an older scale are shown stretched, so that
zooming never shows a hole. Tiles are made in device pixels.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.pixels import copy
from edmstudio.gui.canvas.tile_worker import TILE, LaneLook, TileKey, TilePainter, TileWorker

KEPT_BYTES = 48 * 2**20  # three screens of 1920 x 1080, and one of four times as many pixels
OLDER_SCALES = 4


class Tiles(QObject):
    """The tiles of one canvas."""

    made = Signal(object)  # TileKey: it is ready
    _painted = Signal(object, object, object)  # TileKey, LaneLook, QImage or Exception

    def __init__(self, parent: QObject | None = None, kept_bytes: int = KEPT_BYTES) -> None:
        super().__init__(parent)
        self.kept_bytes = kept_bytes
        self.revision = 0  # another number whenever a tile came or went
        self._images: OrderedDict[TileKey, QImage] = OrderedDict()
        self._bytes = 0
        self._lanes: dict[Lane, LaneLook] = {}
        self._scales: list[float] = []
        self._painted.connect(self._take)
        self._worker = TileWorker(self._painted.emit)
        self.destroyed.connect(self._worker.close)

    @property
    def kept(self) -> int:
        """Bytes of all tiles held."""
        return self._bytes

    def set_lane(self, lane: Lane, painter: TilePainter | None, height: int) -> None:
        """Say who paints a lane, and how high (device pixels); drops its old tiles."""
        self.revision += 1
        for key in [key for key in self._images if key.lane is lane]:
            self._bytes -= self._images.pop(key).sizeInBytes()
        self._lanes.pop(lane, None)
        if painter is not None and height > 0:
            self._lanes[lane] = LaneLook(painter, height)

    def refine(self, lane: Lane, painter: TilePainter, scale: float) -> None:
        """Another painter, who differs from the one before from this scale on: those tiles go."""
        self.revision += 1
        for key in [key for key in self._images if key.lane is lane and key.scale > scale]:
            self._bytes -= self._images.pop(key).sizeInBytes()
        if (held := self._lanes.get(lane)) is not None:
            self._lanes[lane] = LaneLook(painter, held.height)

    def lacks(self, key: TileKey) -> bool:
        """Whether a tile is still to be made."""
        return key.lane in self._lanes and key not in self._images

    def image(self, key: TileKey) -> QImage | None:
        """A tile, None where there is none; what is asked for is kept longest."""
        if (image := self._images.get(key)) is not None:
            self._images.move_to_end(key)
        return image

    def draw(self, painter: QPainter, keys: Sequence[TileKey], box: QRectF, ground: QColor) -> None:
        """Draw tiles side by side into a box; for those that are missing, what older ones have."""
        missing = [key for key in keys if key not in self._images]
        if missing:
            self._draw_older(painter, (keys[0].start, keys[-1].stop), box, missing, ground)
        step = box.width() / len(keys)
        for place, key in enumerate(keys):
            if image := self._images.get(key):
                copy(painter, QPointF(box.left() + place * step, box.top()), image)

    def want(self, visible: Sequence[TileKey], ahead: Iterable[TileKey]) -> bool:
        """Ask for tiles, the most urgent first; whether all that are visible are there already.

        What was asked before and not begun is dropped.
        """
        if visible:
            self._remember(visible[0].scale)
        missing = [key for key in visible if self.lacks(key)]
        wanted = [*missing, *filter(self.lacks, ahead)]
        self._worker.ask([(key, self._lanes[key.lane]) for key in wanted])
        return not missing

    def make_now(self, keys: Iterable[TileKey]) -> None:
        """Paint tiles on the spot: for a screenshot, which cannot wait."""
        for key in filter(self.lacks, keys):
            self._keep(key, self._lanes[key.lane].paint(key))

    def resting(self) -> AbstractContextManager[None]:
        """Begin no tile while a frame is painted."""
        return self._worker.resting()

    def close(self) -> None:
        """Stop the worker and wait for it."""
        self._worker.close()

    def _take(self, key: TileKey, look: LaneLook, result: QImage | Exception) -> None:
        if self._lanes.get(key.lane) is not look or key in self._images:
            return  # made for a look that has changed since
        if isinstance(result, Exception):
            self._keep(key, QImage(1, 1, QImage.Format.Format_RGB32))  # told once, not every frame
            raise result
        self._keep(key, result)

    def _keep(self, key: TileKey, image: QImage) -> None:
        self.revision += 1
        self._images[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self.kept_bytes and len(self._images) > 1:
            self._bytes -= self._images.popitem(last=False)[1].sizeInBytes()
        self.made.emit(key)

    def _remember(self, scale: float) -> None:
        """Older scales stay known only while something is kept of them, however fast one zooms."""
        if not self._scales or self._scales[0] != scale:
            kept = {key.scale for key in self._images} - {scale}
            older = [held for held in self._scales if held in kept]
            self._scales = [scale, *older][: OLDER_SCALES + 1]

    def _draw_older(
        self,
        painter: QPainter,
        span: tuple[float, float],
        box: QRectF,
        missing: Sequence[TileKey],
        ground: QColor,
    ) -> None:
        """Fill the gap with the last scale that covers it, or with what there is of one.

        The box shows the track from `span[0]` to `span[1]` seconds.
        """
        start, stop = missing[0].start, missing[-1].stop
        found = self._older(missing[0].lane, start, stop)
        by = box.width() / (span[1] - span[0])

        def place(start: float, stop: float) -> QRectF:
            left = box.left() + (start - span[0]) * by
            return QRectF(left, box.top(), (stop - start) * by, box.height())

        for hole in _holes(found, start, stop):
            painter.fillRect(place(hole.start, hole.stop), ground)
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setClipRect(place(start, stop), Qt.ClipOperation.IntersectClip)
        for key in found:
            painter.drawImage(place(key.start, key.stop), self._images[key])
        painter.restore()

    def _older(self, lane: Lane, start: float, stop: float) -> list[TileKey]:
        """The tiles of the last scale that covers a span, or of that which covers most of it."""
        found: list[TileKey] = []
        for scale in self._scales[1:]:
            keys = list(_covering(lane, scale, start, stop))
            held = [key for key in keys if key in self._images]
            found = held if len(held) > len(found) else found
            if len(held) == len(keys):
                break
        return found


class _Span(NamedTuple):
    """Seconds."""

    start: float
    stop: float


def _holes(keys: Iterable[TileKey], start: float, stop: float) -> list[_Span]:
    """What tiles of one scale, in order, leave open of a span."""
    found, end = [], start
    for key in keys:
        if key.start > end:
            found.append(_Span(end, key.start))
        end = key.stop
    return [*found, _Span(end, stop)] if end < stop else found


def _covering(lane: Lane, scale: float, start: float, stop: float) -> Iterator[TileKey]:
    first, last = int(start * scale / TILE + 1e-9), int(stop * scale / TILE - 1e-9)
    return (TileKey(lane, scale, index) for index in range(first, last + 1))

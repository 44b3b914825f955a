"""Pictures of lanes, cut into tiles by scale and place: drawn ahead in a worker, kept in bounds.

Painting a frame only copies tiles. While those of a new scale are being made the ones of an older
scale are shown stretched, so that zooming never shows a hole. Tiles are made in device pixels.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.tile_worker import TILE, LaneLook, TileKey, TilePainter, TileWorker
from edmstudio.gui.canvas.time_axis import TimeAxis

KEPT_BYTES = 64 * 2**20
OLDER_SCALES = 4


class Tiles(QObject):
    """The tiles of one canvas."""

    made = Signal(object)  # Lane: one of its tiles is ready
    _painted = Signal(object, object, object)  # TileKey, LaneLook, QImage or Exception

    def __init__(self, parent: QObject | None = None, kept_bytes: int = KEPT_BYTES) -> None:
        super().__init__(parent)
        self._kept_bytes = kept_bytes
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

    def set_lane(
        self, lane: Lane, painter: TilePainter | None, height: float, ratio: float
    ) -> None:
        """Say who paints a lane, how high (logical pixels) and how fine; drops its old tiles."""
        for key in [key for key in self._images if key.lane is lane]:
            self._bytes -= self._images.pop(key).sizeInBytes()
        self._lanes.pop(lane, None)
        if painter is not None and height > 0:
            self._lanes[lane] = LaneLook(painter, round(TILE * ratio), round(height * ratio))

    def refine(self, lane: Lane, painter: TilePainter, scale: float) -> None:
        """Another painter, who differs from the one before from this scale on: those tiles go."""
        for key in [key for key in self._images if key.lane is lane and key.scale > scale]:
            self._bytes -= self._images.pop(key).sizeInBytes()
        if (held := self._lanes.get(lane)) is not None:
            self._lanes[lane] = LaneLook(painter, held.width, held.height)

    def draw(
        self, painter: QPainter, lane: Lane, box: QRectF, axis: TimeAxis, ground: QColor
    ) -> list[TileKey]:
        """Copy the lane's tiles into its box; returns those that are still missing."""
        self._remember(axis.scale)
        keys = self.covering(lane, axis, box.right())
        missing = [key for key in keys if key not in self._images]
        if missing or not keys:
            painter.fillRect(box, ground)
        if missing:
            self._draw_older(painter, box, axis, missing)
        for key in keys:
            if image := self._images.get(key):
                self._images.move_to_end(key)
                x = axis.origin + key.index * TILE - axis.left * axis.scale
                painter.drawImage(QRectF(x, box.top(), TILE, box.height()), image)
        return missing

    def covering(self, lane: Lane, axis: TimeAxis, right: float) -> list[TileKey]:
        """The tiles of a lane from the left edge to pixel `right`."""
        if lane not in self._lanes:
            return []
        return list(_covering(lane, axis.scale, axis.left, axis.seconds_at(right)))

    def ahead(self, lanes: Iterable[Lane], axis: TimeAxis, right: float) -> list[TileKey]:
        """The tiles just outside the view, both ways."""
        step, stop = TILE / axis.scale, axis.seconds_at(right)
        keys: list[TileKey] = []
        for lane in (lane for lane in lanes if lane in self._lanes):
            keys += _covering(lane, axis.scale, stop, stop + step)
            keys += _covering(lane, axis.scale, axis.left - step, axis.left)
        return [key for key in keys if key.index >= 0]

    def want(self, visible: Iterable[TileKey], ahead: Iterable[TileKey]) -> None:
        """Ask for tiles, the most urgent first; what was asked before and not begun is dropped."""
        wanted = [key for key in (*visible, *ahead) if key not in self._images]
        self._worker.ask([(key, self._lanes[key.lane]) for key in wanted])

    def make_now(self, keys: Iterable[TileKey]) -> None:
        """Paint tiles on the spot: for a screenshot, which cannot wait."""
        for key in keys:
            if key not in self._images:
                look = self._lanes[key.lane]
                self._keep(key, look.paint(key))

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
        self._images[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._kept_bytes and len(self._images) > 1:
            self._bytes -= self._images.popitem(last=False)[1].sizeInBytes()
        self.made.emit(key.lane)

    def _remember(self, scale: float) -> None:
        if not self._scales or self._scales[0] != scale:
            older = [held for held in self._scales if held != scale]
            self._scales = [scale, *older][: OLDER_SCALES + 1]

    def _draw_older(
        self, painter: QPainter, box: QRectF, axis: TimeAxis, missing: Sequence[TileKey]
    ) -> None:
        """Fill the gap with the last scale that covers it, or with what there is of one."""
        lane, start, stop = missing[0].lane, missing[0].start, missing[-1].stop
        seen = max(start, axis.left), min(stop, axis.seconds_at(box.right()))
        found: list[TileKey] = []
        for scale in self._scales[1:]:
            keys = list(_covering(lane, scale, *seen))
            held = [key for key in keys if key in self._images]
            found = held if len(held) > len(found) else found
            if len(held) == len(keys):
                break
        painter.save()
        left, right = axis.x_at(start), axis.x_at(stop)
        painter.setClipRect(QRectF(left, box.top(), right - left, box.height()) & box)
        for key in found:
            left, right = axis.x_at(key.start), axis.x_at(key.stop)
            place = QRectF(left, box.top(), right - left, box.height())
            painter.drawImage(place, self._images[key])
        painter.restore()


def _covering(lane: Lane, scale: float, start: float, stop: float) -> Iterator[TileKey]:
    first, last = int(start * scale / TILE + 1e-9), int(stop * scale / TILE - 1e-9)
    return (TileKey(lane, scale, index) for index in range(first, last + 1))

"""Pictures of lanes, cut into tiles by scale and place: drawn ahead in a worker, kept in bounds.

Painting a frame only copies tiles. While those of a new scale are being made the ones of an older
scale are shown stretched, so that zooming never shows a hole. Tiles are made in device pixels.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor
from threading import Lock
from typing import Protocol

from PySide6.QtCore import QObject, QRectF, QThreadPool, Signal
from PySide6.QtGui import QImage, QPainter

from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.time_axis import TimeAxis

TILE = 512  # logical pixels
KEPT_BYTES = 64 * 2**20
OLDER_SCALES = 4


class TilePainter(Protocol):
    """Makes the picture of a span of a lane; runs in a worker, so it touches nothing shared."""

    def paint(self, start: float, stop: float, width: int, height: int) -> QImage:
        """The span from `start` to `stop` seconds in `width` x `height` device pixels."""
        ...


@dataclass(frozen=True, slots=True)
class TileKey:
    """One tile: the `index`-th of a lane at a scale (logical pixels per second)."""

    lane: Lane
    scale: float
    index: int

    @property
    def start(self) -> float:
        """Seconds at its left edge."""
        return self.index * TILE / self.scale

    @property
    def stop(self) -> float:
        """Seconds at its right edge."""
        return (self.index + 1) * TILE / self.scale


@dataclass(frozen=True, slots=True)
class _Lane:
    painter: TilePainter
    height: int
    width: int


class Tiles(QObject):
    """The tiles of one canvas."""

    made = Signal(object)  # Lane: one of its tiles is ready
    _painted = Signal(object, object, object)  # TileKey, _Lane, QImage: from the worker
    _failed = Signal(object, object, object)  # TileKey, _Lane, Exception

    def __init__(self, parent: QObject | None = None, kept_bytes: int = KEPT_BYTES) -> None:
        super().__init__(parent)
        self._kept_bytes = kept_bytes
        self._images: OrderedDict[TileKey, QImage] = OrderedDict()
        self._bytes = 0
        self._lanes: dict[Lane, _Lane] = {}
        self._scales: list[float] = []
        self._wanted: list[tuple[TileKey, _Lane]] = []
        self._lock = Lock()
        self._working = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._painted.connect(self._keep)
        self._failed.connect(self._raise)

    @property
    def kept(self) -> int:
        """Bytes of all tiles held."""
        return self._bytes

    def set_lane(
        self, lane: Lane, painter: TilePainter | None, height: float, ratio: float
    ) -> None:
        """Say who paints a lane, how high (logical pixels) and how fine; drops its old tiles."""
        self.drop(lane)
        self._lanes.pop(lane, None)
        if painter is not None and height > 0:
            self._lanes[lane] = _Lane(painter, round(height * ratio), round(TILE * ratio))

    def drop(self, lane: Lane) -> None:
        """Forget the tiles of a lane."""
        for key in [key for key in self._images if key.lane is lane]:
            self._bytes -= self._images.pop(key).sizeInBytes()

    def draw(self, painter: QPainter, lane: Lane, box: QRectF, axis: TimeAxis) -> list[TileKey]:
        """Copy the lane's tiles into its box; returns those that are still missing."""
        if lane not in self._lanes:
            return []
        self._remember(axis.scale)
        keys = list(_covering(lane, axis.scale, axis.left, axis.seconds_at(box.right())))
        missing = [key for key in keys if key not in self._images]
        if missing:
            self._draw_older(painter, lane, box, axis)
        for key in keys:
            if image := self._images.get(key):
                self._images.move_to_end(key)
                x = axis.origin + key.index * TILE - axis.left * axis.scale
                painter.drawImage(QRectF(x, box.top(), TILE, box.height()), image)
        return missing

    def want(self, visible: Iterable[TileKey], ahead: Iterable[TileKey]) -> None:
        """Ask for tiles, the most urgent first; what was asked before and not begun is dropped."""
        wanted = [key for key in (*visible, *ahead) if key not in self._images]
        with self._lock:
            self._wanted = [(key, self._lanes[key.lane]) for key in reversed(wanted)]
            begin = bool(self._wanted) and not self._working
            self._working = self._working or begin
        if begin:
            self._pool.start(self._work)

    def ahead(self, lanes: Iterable[Lane], axis: TimeAxis, right: float) -> list[TileKey]:
        """The tiles just outside the view, both ways."""
        step = TILE / axis.scale
        keys: list[TileKey] = []
        for lane in (lane for lane in lanes if lane in self._lanes):
            keys += _covering(
                lane, axis.scale, axis.seconds_at(right), axis.seconds_at(right) + step
            )
            keys += _covering(lane, axis.scale, axis.left - step, axis.left)
        return [key for key in keys if key.index >= 0]

    def covering(self, lane: Lane, axis: TimeAxis, right: float) -> list[TileKey]:
        """The tiles of a lane that the view needs."""
        if lane not in self._lanes:
            return []
        return list(_covering(lane, axis.scale, axis.left, axis.seconds_at(right)))

    def make_now(self, keys: Iterable[TileKey]) -> None:
        """Paint tiles on the spot: for a screenshot, which cannot wait."""
        for key in keys:
            if key not in self._images:
                self._keep(key, self._lanes[key.lane], _paint(key, self._lanes[key.lane]))

    def close(self) -> None:
        """Stop the worker and wait for it."""
        with self._lock:
            self._wanted = []
        self._pool.waitForDone()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._working = False
                    return
                key, lane = self._wanted.pop()
            try:
                image = _paint(key, lane)
            except Exception as error:  # noqa: BLE001 - the thread's edge, nothing above catches
                self._failed.emit(key, lane, error)
            else:
                self._painted.emit(key, lane, image)

    def _raise(self, key: TileKey, lane: _Lane, error: Exception) -> None:
        """A bug, told on the window's thread; an empty tile, so that it is told once."""
        self._keep(key, lane, QImage(1, 1, QImage.Format.Format_RGB32))
        raise error

    def _keep(self, key: TileKey, lane: _Lane, image: QImage) -> None:
        if self._lanes.get(key.lane) is not lane or key in self._images:
            return  # made for a look that has changed since
        self._images[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._kept_bytes and len(self._images) > 1:
            self._bytes -= self._images.popitem(last=False)[1].sizeInBytes()
        self.made.emit(key.lane)

    def _remember(self, scale: float) -> None:
        if not self._scales or self._scales[0] != scale:
            older = [held for held in self._scales if held != scale]
            self._scales = [scale, *older][: OLDER_SCALES + 1]

    def _draw_older(self, painter: QPainter, lane: Lane, box: QRectF, axis: TimeAxis) -> None:
        for scale in reversed(self._scales[1:]):
            stretch = axis.scale / scale
            for key in _covering(lane, scale, axis.left, axis.seconds_at(box.right())):
                if image := self._images.get(key):
                    x = axis.x_at(key.start)
                    painter.drawImage(QRectF(x, box.top(), TILE * stretch, box.height()), image)


def _covering(lane: Lane, scale: float, start: float, stop: float) -> Iterator[TileKey]:
    first, last = floor(start * scale / TILE + 1e-9), floor(stop * scale / TILE - 1e-9)
    return (TileKey(lane, scale, index) for index in range(first, last + 1))


def _paint(key: TileKey, lane: _Lane) -> QImage:
    return lane.painter.paint(key.start, key.stop, lane.width, lane.height)

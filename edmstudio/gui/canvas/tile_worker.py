"""One thread that paints tiles, the most urgent first, while the window goes on."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Protocol

from PySide6.QtGui import QImage

from edmstudio.gui.canvas.layout import Lane

TILE = 512  # device pixels


class TilePainter(Protocol):
    """Makes the picture of a span of a lane; runs in a worker, so it touches nothing shared."""

    def paint(self, start: float, stop: float, width: int, height: int) -> QImage:
        """The span from `start` to `stop` seconds in `width` x `height` device pixels."""
        ...


@dataclass(frozen=True, slots=True)
class TileKey:
    """One tile: the `index`-th of a lane at a scale (device pixels per second)."""

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


@dataclass(frozen=True, slots=True, eq=False)
class LaneLook:
    """Who paints a lane, and the height of its tiles in device pixels."""

    painter: TilePainter
    height: int

    def paint(self, key: TileKey) -> QImage:
        """The picture of one tile."""
        return self.painter.paint(key.start, key.stop, TILE, self.height)


class TileWorker:
    """Paints what was asked for last; `tell` hears of each tile, or of what went wrong."""

    def __init__(self, tell: Callable[[TileKey, LaneLook, QImage | Exception], None]) -> None:
        self._tell = tell
        self._wanted: list[tuple[TileKey, LaneLook]] = []
        self._lock = Lock()
        self._working = False
        self._may = Event()  # begin another tile
        self._may.set()
        self._thread: Thread | None = None

    def ask(self, wanted: Sequence[tuple[TileKey, LaneLook]]) -> None:
        """Paint these, the first one first, in place of what was asked before."""
        with self._lock:
            self._wanted = list(reversed(wanted))
            begin = bool(self._wanted) and not self._working
            self._working = self._working or begin
        if begin:
            self._thread = Thread(target=self._work, name="tiles", daemon=True)
            self._thread.start()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Begin no tile meanwhile: who paints a frame is not to wait for the interpreter."""
        self._may.clear()
        try:
            yield
        finally:
            self._may.set()

    def close(self) -> None:
        """Forget what was asked, and wait for what has begun."""
        with self._lock:
            self._wanted = []
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while job := self._next():
            key, look = job
            try:
                result: QImage | Exception = look.paint(key)
            except Exception as error:  # noqa: BLE001 - the thread's edge, nothing above catches
                result = error
            try:
                self._tell(key, look, result)
            except (RuntimeError, TypeError):
                return  # the canvas went meanwhile, and with it the signal or only its signature

    def _next(self) -> tuple[TileKey, LaneLook] | None:
        self._may.wait()
        with self._lock:
            if self._wanted:
                return self._wanted.pop()
            self._working = False
            return None

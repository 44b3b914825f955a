"""One thread that paints tiles, the most urgent first, while the window goes on."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, Thread
from typing import NamedTuple, Protocol

from PySide6.QtGui import QImage

from edmstudio.gui.canvas.layout import Lane

TILE = 512  # device pixels
LINGER = 2.0  # seconds without work; to start a thread while a hand zooms costs a part of a frame


class TilePainter(Protocol):
    """Makes the picture of a span of a lane; runs in a worker, so it touches nothing shared."""

    def paint(self, start: float, stop: float, width: int, height: int) -> QImage:
        """The span from `start` to `stop` seconds in `width` x `height` device pixels."""
        ...


class TileKey(NamedTuple):
    """One tile of a lane at a scale (device pixels per second), counted from the track's start.

    A tuple, because a frame makes hundreds.
    """

    lane: Lane
    scale: float
    number: int

    @property
    def start(self) -> float:
        """Seconds at its left edge."""
        return self.number * TILE / self.scale

    @property
    def stop(self) -> float:
        """Seconds at its right edge."""
        return (self.number + 1) * TILE / self.scale


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
        self._news = Condition()
        self._resting = self._closing = False
        self._thread: Thread | None = None

    def ask(self, wanted: Sequence[tuple[TileKey, LaneLook]]) -> None:
        """Paint these, the first one first, in place of what was asked before."""
        with self._news:
            self._wanted = list(reversed(wanted))
            self._rouse()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Begin no tile meanwhile: who paints a frame is not to wait for the interpreter."""
        self._resting = True
        try:
            yield
        finally:
            with self._news:
                self._resting = False
                self._rouse()

    def close(self) -> None:
        """Forget what was asked, and wait for what has begun."""
        with self._news:
            self._wanted, self._closing, thread = [], True, self._thread
            self._news.notify()
        if thread is not None:
            thread.join()
        self._closing = False

    def _rouse(self) -> None:
        if self._resting or not self._wanted:
            return
        if self._thread is None:
            self._thread = Thread(target=self._work, name="tiles", daemon=True)
            self._thread.start()
        else:
            self._news.notify()

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
        """Waits for it; None when there was nothing to do for a while, and the thread may end."""
        with self._news:
            while not self._wanted or self._resting:
                if self._closing or not self._news.wait(LINGER):
                    self._thread = None
                    return None
            return self._wanted.pop()

"""A bar on the terminal for how far long work is; silent where nobody looks."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from edmstudio.jobs.job import Progress

WIDTH = 28
PAUSE = 0.1  # seconds between two drawings


class Bar:
    """Draws progress in one line of a terminal, which `clear` wipes before anything is printed."""

    def __init__(self, what: str, stream: TextIO, now: Callable[[], float] = monotonic) -> None:
        self._what = what
        self._stream = stream
        self._now = now
        self._began = now()
        self._drawn: float | None = None

    def __call__(self, progress: "Progress") -> None:
        """Draw, unless the last drawing is too fresh to be worth another."""
        if not self._stream.isatty() or not progress.total:
            return
        now = self._now()
        if self._drawn is None or now - self._drawn >= PAUSE:
            self._drawn = now
            self._stream.write(f"\r\x1b[K{self.line(progress)}")
            self._stream.flush()

    def line(self, progress: "Progress") -> str:
        """Such as "Analysing ███░░░ 3/12 · 1:20 left"."""
        full = round(WIDTH * progress.done / progress.total)
        bar = "█" * full + "░" * (WIDTH - full)
        line = f"{self._what} {bar} {progress.done}/{progress.total}"
        if 0 < progress.done < progress.total:
            spent = self._now() - self._began
            left = round(spent / progress.done * (progress.total - progress.done))
            line += f" · {left // 60}:{left % 60:02} left"
        return line

    def clear(self) -> None:
        """Give the line back."""
        if self._drawn is not None:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = None

"""The playhead inside the callback: it runs, wraps at loops, and leaves marks of where it was.

The marks are what makes the shown playhead true: whoever knows which frame of the output is
heard now finds in them which frame of the track that is, through every loop and seek.
"""

from enum import Enum, auto
from math import ceil
from typing import NamedTuple

from edmstudio.audio.orders import Seam

KEPT = 1024  # marks; far more than fit into any latency


class Mark(NamedTuple):
    """From this frame of the output on, until the next mark, the track goes by like this.

    Attributes
    ----------
    frame : int
        Frame of the output.
    at : float
        Frame of the track that is heard there.
    step : float
        Frames of the track for one of the output; 0 where it stands.
    seek : int
        The last seek that had been done.
    """

    frame: int
    at: float
    step: float
    seek: int

    def place(self, frame: float) -> float:
        """Frame of the track heard at a frame of the output."""
        return self.at + (frame - self.frame) * self.step


START = Mark(0, 0.0, 0.0, 0)


class Marks:
    """A ring of marks with one writer, the callback, and readers that never wait for it."""

    def __init__(self) -> None:
        self._ring = [START] * KEPT
        self._count = 1

    @property
    def last(self) -> Mark:
        """The newest."""
        return self._ring[(self._count - 1) % KEPT]

    def add(self, mark: Mark) -> None:
        """For the writer alone."""
        self._ring[self._count % KEPT] = mark
        self._count += 1

    def at(self, frame: float) -> Mark:
        """The mark that holds at a frame of the output; the oldest one before all of them."""
        count = self._count
        mark = START
        for number in range(count - 1, max(count - KEPT, -1), -1):
            mark = self._ring[number % KEPT]
            if mark.frame <= frame:
                return mark
        return mark


class Way(NamedTuple):
    """A straight piece of the way: `length` output frames from `offset`, the track from `at`."""

    offset: int
    length: int
    at: float


class Ran(Enum):
    """What happened while the playhead ran."""

    ON = auto()
    OVER_SEAM = auto()
    TO_END = auto()


class Head:
    """Where the playhead is, in frames of the track."""

    def __init__(self) -> None:
        self.at = 0.0
        self.frame = 0  # of the output
        self.seek = 0
        self.marks = Marks()
        self.way: list[Way] = []  # of the last `run`

    def put(self, at: float, step: float = 0.0) -> None:
        """It goes on elsewhere; standing, if not told otherwise."""
        self.at = at
        self.marks.add(Mark(self.frame, at, step, self.seek))

    def wait(self, count: int) -> None:
        """Frames of the output go by while it stands."""
        self._mark(0.0)
        self.way.clear()
        self.frame += count

    def run(self, count: int, step: float, *, seam: Seam | None, end: int) -> Ran:
        """It runs for some frames of the output, over one seam at most, and stops at the end."""
        self._mark(step)
        self.way.clear()
        if seam is not None and self.at < seam.at:
            left = count - self._go(0, count, step, seam.at)
            if self.at < seam.at:
                return Ran.ON
            self.put(seam.to + (self.at - seam.at), step)
            self._go(count - left, left, step, end)
            return Ran.OVER_SEAM
        left = count - self._go(0, count, step, end)
        if self.at < end:
            return Ran.ON
        self.put(float(end))
        self.frame += left
        return Ran.TO_END

    def _go(self, offset: int, count: int, step: float, border: int) -> int:
        """Straight on, at most to the first frame at or behind a border; how many frames."""
        part = min(max(ceil((border - self.at) / step), 0), count)
        self.way.append(Way(offset, part, self.at))
        self.at += part * step
        self.frame += part
        return part

    def _mark(self, step: float) -> None:
        last = self.marks.last
        if last.step != step or last.seek != self.seek:
            self.marks.add(Mark(self.frame, self.at, step, self.seek))

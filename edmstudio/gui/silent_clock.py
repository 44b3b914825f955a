"""A player without sound: an exact clock with loops and speed, for machines without a device."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Loop:
    """A span that plays again and again, in seconds."""

    start: float
    end: float


class Player(Protocol):
    """What the transport needs of whatever plays; all times in seconds of the track."""

    @property
    def playing(self) -> bool: ...
    def load(self, samples: NDArray[np.float32], rate: int) -> None: ...
    def play(self) -> None: ...
    def pause(self) -> None: ...
    def seek(self, seconds: float) -> None: ...
    def position(self) -> float: ...
    def set_speed(self, speed: float) -> None: ...
    def set_loop(self, loop: Loop | None) -> None: ...
    def click(self, beats: NDArray[np.float64], downbeats: NDArray[np.float64]) -> None: ...


class SilentClock:
    """Goes forward with a monotonic clock; tests give it a clock of their own."""

    def __init__(self, now: Callable[[], float] = perf_counter) -> None:
        self._now = now
        self._end = 0.0
        self._seconds = 0.0
        self._since: float | None = None
        self._speed = 1.0
        self._loop: Loop | None = None

    @property
    def playing(self) -> bool:
        """Whether time passes; at the end of the track it stops."""
        self._settle()
        return self._since is not None

    def lasts(self, seconds: float) -> None:
        """A track of this length, at its start."""
        self.pause()
        self._end, self._seconds, self._loop = seconds, 0.0, None

    def load(self, samples: NDArray[np.float32], rate: int) -> None:
        """The length of the sound; where the clock stands stays."""
        self._end = len(samples) / rate

    def play(self) -> None:
        """Go on from here; from the start where the track has ended."""
        if self._seconds >= self._end:
            self._seconds = 0.0
        self._since = self._now()

    def pause(self) -> None:
        """Stand still."""
        self._settle()
        self._since = None

    def seek(self, seconds: float) -> None:
        """Go to a moment, playing or not."""
        self._settle()
        self._seconds = min(max(seconds, 0.0), self._end)

    def position(self) -> float:
        """Where the clock stands."""
        self._settle()
        return self._seconds

    def set_speed(self, speed: float) -> None:
        """Seconds of the track in a second."""
        self._settle()
        self._speed = speed

    def set_loop(self, loop: Loop | None) -> None:
        """Jump back at the end of a span, or no longer."""
        self._settle()
        self._loop = loop

    def click(self, beats: NDArray[np.float64], downbeats: NDArray[np.float64]) -> None:
        """A clock makes no sound."""

    def _settle(self) -> None:
        if self._since is None:
            return
        now = self._now()
        before, self._seconds = self._seconds, self._seconds + (now - self._since) * self._speed
        self._since = now
        loop = self._loop
        if loop is not None and before <= loop.end <= self._seconds:
            self._seconds = loop.start + (self._seconds - loop.end) % (loop.end - loop.start)
        if self._seconds >= self._end:
            self._seconds, self._since = self._end, None

"""Long work, the same for the window and the command line.

A job is any function that takes a `Watch` first. It reports, it asks whether to
stop, it returns a value or raises; it knows nothing of threads or windows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event


class Cancelled(Exception):
    """The person asked the job to stop; not a failure."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` steps; a total of 0 means nobody knows yet."""

    done: int
    total: int
    note: str = ""


@dataclass(slots=True)
class Watch:
    """A job's line to whoever is waiting for it."""

    on_progress: Callable[[Progress], None] = lambda progress: None
    _stop: Event = field(default_factory=Event)

    def cancel(self) -> None:
        """Ask the job to stop at its next step; it may still be running when this returns."""
        self._stop.set()

    def step(self, done: int, total: int = 0, note: str = "") -> None:
        """Report progress, then raise `Cancelled` if the person has had enough."""
        self.on_progress(Progress(done, total, note))
        if self._stop.is_set():
            raise Cancelled

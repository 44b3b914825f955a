"""What the sound card's callback runs: no locks, no waiting, no arrays but those it began with.

The person's thread assigns a new `orders`; the callback reads it between two spans. What was
heard when is written to the marks of the playhead. Only a search for a splice, when sound is
stretched, makes small arrays of its own: some thirty times a second.
"""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.clicks import NO_CLICKS, Clicker
from edmstudio.audio.head import Head
from edmstudio.audio.orders import RAMP, Orders, Volumes
from edmstudio.audio.planning import Planner
from edmstudio.audio.reading import MOST
from edmstudio.audio.splicing import Splicer


class Mixer:
    """Fills blocks as `orders` says; assign a new value to change what is heard."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.orders = Orders()
        self.head = Head()
        self._splicer, self._clicker = Splicer(), Clicker(rate)
        self._planner = Planner(rate, self.head, self._splicer)
        self._schedule, self._next, self._awaited = NO_CLICKS, 0, -1.0
        self._gain = self.orders.volumes.music
        self._most = 1 / round(RAMP * rate)  # change of a gain in a frame
        self._count = np.arange(1, MOST + 1, dtype=np.float32)[:, None]
        self._gains = np.empty((MOST, 1), np.float32)

    @property
    def ended(self) -> int:
        """Number of the press that came to the end of the track."""
        return self._planner.ended

    @property
    def resting(self) -> bool:
        """Whether nothing sounds and nothing is asked for."""
        orders = self.orders
        asked = orders is not self._planner.seen or self._planner.wants(orders)
        quiet = self._splicer.piece is None and self._splicer.left == 0 and self._clicker.silent
        return quiet and not asked and orders.scrub is None

    def rest(self, count: int) -> None:
        """Let frames of silence go by without making them."""
        self.head.wait(count)

    def fill(self, out: NDArray[np.float32]) -> None:
        """The next frames of the output, shape (frames, 2)."""
        at = 0
        while at < len(out):
            if self._splicer.left == 0:
                self._planner.plan(self.orders, len(out) - at)
            count = min(self._splicer.left, len(out) - at, MOST)
            self._part(out[at : at + count])
            at += count
        np.clip(out, -1, 1, out=out)

    def _part(self, out: NDArray[np.float32]) -> None:
        """Some frames of one span."""
        planner = self._planner
        orders, pace = planner.seen, planner.pace
        self._splicer.render(out, pace)
        self._turn_up(out, orders.volumes.music)
        self._clicker.go_on(out)
        if planner.holds:
            self.head.wait(len(out))
            return
        end = orders.source.frames
        planner.ran(self.head.run(len(out), pace.head, seam=planner.seam, end=end))
        self._click(out, orders, pace.head)

    def _turn_up(self, out: NDArray[np.float32], wanted: float) -> None:
        """Music at its volume; another volume is reached in a ramp."""
        if self._gain == wanted:
            if wanted != 1.0:
                np.multiply(out, wanted, out=out)
            return
        gains = self._gains[: len(out)]
        step = self._most if wanted > self._gain else -self._most
        np.multiply(self._count[: len(out)], step, out=gains)
        gains += self._gain
        low, high = min(self._gain, wanted), max(self._gain, wanted)
        np.clip(gains, low, high, out=gains)
        np.multiply(out, gains, out=out)
        reached = self._gain + step * len(out)
        self._gain = min(max(reached, low), high)

    def _click(self, out: NDArray[np.float32], orders: Orders, step: float) -> None:
        """Clicks that fall into the way the playhead has just gone."""
        schedule, volumes = orders.clicks, orders.volumes
        for offset, count, at in self.head.way:
            if schedule is not self._schedule or at != self._awaited:
                self._schedule = schedule
                self._next = int(schedule.frames.searchsorted(at - step, side="right"))
            last = at + (count - 1) * step
            while self._next < len(schedule.frames) and schedule.frames[self._next] <= last:
                due = max(ceil((schedule.frames[self._next] - at) / step), 0)
                kind = int(schedule.kinds[self._next])
                self._clicker.begin(out, offset + due, kind, _gain(volumes, kind))
                self._next += 1
            self._awaited = at + count * step


def _gain(volumes: Volumes, kind: int) -> float:
    return volumes.click if kind < 2 else volumes.tick

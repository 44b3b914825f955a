"""The beat grid: where every beat of a track falls, in seconds.

A tempo map is piecewise constant, as in every DJ program: each anchor pins one
beat to one moment and holds its tempo until the next anchor. A live recording has
many anchors, a produced track one.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, floor, isfinite

import numpy as np
from numpy.typing import NDArray

SLOWEST, FASTEST = 20.0, 400.0  # BPM
LONGEST_BAR = 16  # beats


@dataclass(frozen=True, slots=True)
class Anchor:
    """One beat pinned to the clock.

    Attributes
    ----------
    beat : int
        Beats since the first downbeat; 0 is that downbeat, -1 an upbeat before it.
    seconds : float
        Seconds on the canonical timeline.
    bpm : float
        Beats per minute from here to the next anchor.
    meter : int
        Beats in a bar from here on.
    shift : int
        Bars begin where ``(beat - shift) % meter == 0``; other than 0 only behind a bar of
        another length (an inserted 2/4 bar, say).
    """

    beat: int
    seconds: float
    bpm: float
    meter: int = 4
    shift: int = 0

    @property
    def period(self) -> float:
        """Seconds of one beat."""
        return 60.0 / self.bpm


@dataclass(frozen=True)
class TempoMap:
    """A track's grid: anchors in strictly rising order of beat and of seconds."""

    anchors: tuple[Anchor, ...]

    def __post_init__(self) -> None:
        if not self.anchors:
            raise ValueError("a tempo map needs at least one anchor")
        for anchor in self.anchors:
            if not SLOWEST <= anchor.bpm <= FASTEST:
                raise ValueError(f"tempo {anchor.bpm} BPM at beat {anchor.beat} is not music")
            if not 1 <= anchor.meter <= LONGEST_BAR:
                raise ValueError(f"a bar of {anchor.meter} beats at beat {anchor.beat}")
            if not isfinite(anchor.seconds):
                raise ValueError(f"beat {anchor.beat} lies at no moment ({anchor.seconds} s)")
        for left, right in zip(self.anchors, self.anchors[1:], strict=False):
            if right.beat <= left.beat or right.seconds <= left.seconds:
                raise ValueError(f"anchor {right} does not come after {left}")

    @classmethod
    def constant(cls, seconds: float, bpm: float, *, meter: int = 4) -> "TempoMap":
        """One tempo, with a downbeat at `seconds`."""
        return cls((Anchor(0, seconds, bpm, meter),))

    @cached_property
    def _seconds(self) -> list[float]:
        return [anchor.seconds for anchor in self.anchors]

    @cached_property
    def _beats(self) -> list[int]:
        return [anchor.beat for anchor in self.anchors]

    @cached_property
    def _pinned(self) -> NDArray[np.float64]:
        """Beat, seconds, period, metre, shift and tempo of each anchor, shape (anchors, 6)."""
        rows = [(a.beat, a.seconds, a.period, a.meter, a.shift, a.bpm) for a in self.anchors]
        return np.array(rows, dtype=np.float64)

    def anchor_of_beat(self, beat: float) -> Anchor:
        """The anchor that holds a beat; the first one also holds all beats before it."""
        return self.anchors[max(bisect_right(self._beats, beat) - 1, 0)]

    def anchor_at(self, seconds: float) -> Anchor:
        """The anchor that holds a moment."""
        return self.anchors[max(bisect_right(self._seconds, seconds) - 1, 0)]

    def seconds_at(self, beat: float) -> float:
        """Seconds of a beat; beats before the first anchor extend its tempo."""
        index = max(bisect_right(self._beats, beat) - 1, 0)
        held = self.anchors[index]
        seconds = held.seconds + (beat - held.beat) * held.period
        # The last beat before an anchor may be cut short by it (a break in the grid).
        if index + 1 < len(self.anchors):
            return min(seconds, self.anchors[index + 1].seconds)
        return seconds

    def beat_at(self, seconds: float) -> float:
        """Beat at a moment; the inverse of `seconds_at` wherever no beat is cut short."""
        index = max(bisect_right(self._seconds, seconds) - 1, 0)
        held = self.anchors[index]
        beat = held.beat + (seconds - held.seconds) / held.period
        if index + 1 < len(self.anchors):
            return min(beat, float(self.anchors[index + 1].beat))
        return beat

    def beats_at(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """`beat_at` for many moments, shape (moments,)."""
        if len(self.anchors) == 1:  # as nearly every track: ten times as fast
            only = self.anchors[0]
            return only.beat + (seconds - only.seconds) / only.period
        pinned = self._pinned
        index = np.maximum(np.searchsorted(pinned[:, 1], seconds, side="right") - 1, 0)
        held = pinned[index]
        beats = held[:, 0] + (seconds - held[:, 1]) / held[:, 2]
        ends = np.append(pinned[1:, 0], np.inf)
        return np.asarray(np.minimum(beats, ends[index]), dtype=np.float64)

    def snap(self, seconds: float) -> float:
        """Nearest beat, in seconds."""
        return self.seconds_at(round(self.beat_at(seconds)))

    def snap_to_bar(self, seconds: float) -> float:
        """Nearest bar line, in seconds."""
        near = floor(self.beat_at(seconds)) + np.arange(-LONGEST_BAR, LONGEST_BAR + 2)
        lines = self.seconds_of(near[self.positions(near) == 0])
        return float(lines[np.abs(lines - seconds).argmin()])

    def numbers(self, start: float, stop: float) -> NDArray[np.int64]:
        """Numbers of the beats with ``start <= seconds < stop``, shape (beats,)."""
        first, last = floor(self.beat_at(start)), floor(self.beat_at(stop)) + 1
        numbers = np.arange(first, last + 1, dtype=np.int64)
        seconds = self.seconds_of(numbers)
        return numbers[(seconds >= start - 1e-9) & (seconds < stop - 1e-9)]

    def seconds_of(self, beats: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.float64]:
        """`seconds_at` for many beats where none is cut short, shape (beats,)."""
        if len(self.anchors) == 1:
            only = self.anchors[0]
            return np.asarray(only.seconds + (beats - only.beat) * only.period)
        held = np.maximum(np.searchsorted(self._pinned[:, 0], beats, side="right") - 1, 0)
        pinned = self._pinned[held]
        return np.asarray(pinned[:, 1] + (beats - pinned[:, 0]) * pinned[:, 2], dtype=np.float64)

    def beats(self, start: float, stop: float) -> NDArray[np.float64]:
        """Seconds of the beats with ``start <= seconds < stop``, shape (beats,)."""
        return self.seconds_of(self.numbers(start, stop))

    def downbeats(self, start: float, stop: float) -> NDArray[np.float64]:
        """Seconds of the bar lines with ``start <= seconds < stop``, shape (bars,)."""
        numbers = self.numbers(start, stop)
        return self.seconds_of(numbers[self.positions(numbers) == 0])

    def positions(self, beats: NDArray[np.int64]) -> NDArray[np.int64]:
        """Place of each beat in its bar, 0 for the downbeat, shape (beats,)."""
        if len(self.anchors) == 1:
            return np.asarray((beats - self.anchors[0].shift) % self.anchors[0].meter)
        held = np.maximum(np.searchsorted(self._pinned[:, 0], beats, side="right") - 1, 0)
        bars = self._pinned[held, 3:5].astype(np.int64)
        return np.asarray((beats - bars[:, 1]) % bars[:, 0], dtype=np.int64)

    def bar_at(self, beat: float) -> int:
        """Number of the bar a beat lies in; the bar of beat 0 is 0."""
        behind = floor(beat) + 1
        return self._lines(1, behind) if behind >= 1 else -self._lines(behind, 1)

    def _lines(self, start: int, stop: int) -> int:
        """How many bar lines lie on the beats from `start` up to `stop`, that one excluded."""
        count = 0
        for index, anchor in enumerate(self.anchors):
            first = max(start, anchor.beat) if index else start
            last = min(stop, self._beats[index + 1]) if index + 1 < len(self._beats) else stop
            if last > first:
                count += ceil((last - anchor.shift) / anchor.meter)
                count -= ceil((first - anchor.shift) / anchor.meter)
        return count

    def bpm_over(self, start: float, stop: float) -> float:
        """The tempo that holds longest between two moments."""
        if len(self.anchors) == 1:
            return self.anchors[0].bpm
        begins = np.concatenate([[start], self._pinned[1:, 1]])
        ends = np.concatenate([self._pinned[1:, 1], [stop]])
        held = np.maximum(np.minimum(ends, stop) - np.maximum(begins, start), 0.0)
        tempi, places = np.unique(self._pinned[:, 5], return_inverse=True)
        return float(tempi[np.bincount(places, held).argmax()])

    def shifted(self, seconds: float) -> "TempoMap":
        """The same grid, later by `seconds`."""
        return TempoMap(tuple(replace(a, seconds=a.seconds + seconds) for a in self.anchors))

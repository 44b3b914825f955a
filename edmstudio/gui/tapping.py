"""A grid from taps: the straight line through them, as TapCorrect (ISMIR 2019) has it."""

from dataclasses import dataclass, field

import numpy as np

from edmstudio.domain.grid import FASTEST, SLOWEST, TempoMap

ENOUGH = 4
PAUSE = 3.0  # seconds; a longer gap begins a new row of taps


@dataclass(slots=True)
class Taps:
    """A row of taps, in seconds of the track."""

    _seconds: list[float] = field(default_factory=list)

    def add(self, seconds: float) -> None:
        """One more tap; a long pause or a step back begins anew."""
        if self._seconds and not 0.0 < seconds - self._seconds[-1] < PAUSE:
            self._seconds.clear()
        self._seconds.append(seconds)

    def grid(self, before: TempoMap | None) -> TempoMap | None:
        """The grid through the taps, None while they are too few or no music.

        A tap that was missed counts as passed. The bars of the grid that was there stay: the
        beat that was nearest to the first tap keeps its place in the bar.
        """
        if len(self._seconds) < ENOUGH:
            return None
        taps = np.array(self._seconds)
        usual = float(np.median(np.diff(taps)))
        counts = np.concatenate([[0.0], np.cumsum(np.maximum(np.rint(np.diff(taps) / usual), 1))])
        period, first = (float(value) for value in np.polyfit(counts, taps, 1))
        if not SLOWEST <= 60.0 / period <= FASTEST:
            return None
        place = round(before.beat_at(first)) % before.anchor_at(first).meter if before else 0
        return TempoMap.constant(first - place * period, 60.0 / period)

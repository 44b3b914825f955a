"""A grid from taps, each snapped to what it was tapped to (TapCorrect, ISMIR 2019)."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.grid import FASTEST, SLOWEST, TempoMap

ENOUGH = 4
PAUSE = 3.0  # seconds; a longer gap begins a new row of taps
MOST = 64  # taps; older ones are forgotten
REACH = 0.09  # seconds between a tap and its attack, at most: three times a good hand's spread
CLOSE = 0.012  # seconds; an attack that lies further off the line is another instrument's
ROUNDS = 4  # of fitting and looking again
Seconds = NDArray[np.float64]
NO_ATTACKS = np.zeros(0)


@dataclass(slots=True)
class Taps:
    """A row of taps, in seconds of the track."""

    _seconds: list[float] = field(default_factory=list)

    def add(self, seconds: float) -> None:
        """One more tap; a long pause or a step back begins anew."""
        if self._seconds and not 0.0 < seconds - self._seconds[-1] < PAUSE:
            self._seconds.clear()
        self._seconds.append(seconds)
        del self._seconds[:-MOST]

    @property
    def span(self) -> tuple[float, float]:
        """From where to where attacks are of use, in seconds; nothing while taps are too few."""
        if len(self._seconds) < ENOUGH:
            return 0.0, 0.0
        return max(self._seconds[0] - 2 * REACH, 0.0), self._seconds[-1] + 2 * REACH

    def grid(self, before: TempoMap | None, attacks: Seconds = NO_ATTACKS) -> TempoMap | None:
        """The grid through the taps, None while they are too few or no music.

        A tap that was missed counts as passed. The bars of the grid that was there stay: the
        beat that was nearest to the first tap keeps its place in the bar.

        Parameters
        ----------
        before : TempoMap or None
        attacks : ndarray, shape (attacks,)
            Seconds, in order, where something is struck; without any the taps stand as they are.
        """
        if len(self._seconds) < ENOUGH:
            return None
        taps = np.array(self._seconds)
        counts = _counted(taps)
        period, first = _line(counts, taps)
        if not SLOWEST <= 60.0 / period <= FASTEST:
            return None
        if len(attacks):
            period, first = _snapped(counts, period, first, attacks)
        if before is None:
            return TempoMap.constant(first, 60.0 / period)
        beat = round(before.beat_at(first))
        held = before.anchor_of_beat(beat)
        place = (beat - held.shift) % held.meter
        return TempoMap.constant(first - place * period, 60.0 / period, meter=held.meter)


def _counted(taps: Seconds) -> Seconds:
    """Beats since the first tap."""
    usual = float(np.median(np.diff(taps)))
    return np.concatenate([[0.0], np.cumsum(np.maximum(np.rint(np.diff(taps) / usual), 1))])


def _line(counts: Seconds, moments: Seconds) -> tuple[float, float]:
    """Seconds of a beat, and of the first one."""
    period, first = np.polyfit(counts, moments, 1)
    return float(period), float(first)


def _snapped(counts: Seconds, period: float, first: float, attacks: Seconds) -> tuple[float, float]:
    """The line through the attacks that lie where most of them agree.

    All taps of a hand are early or late by about the same, so first the line moves as a whole to
    where most attacks lie on it; then it is fitted to those.
    """
    line = first + counts * period
    away = (attacks[None, :] - line[:, None]).ravel()
    away = away[np.abs(away) <= min(REACH, period / 4)]
    if not len(away):
        return period, first
    near = (np.abs(away[:, None] - away[None, :]) <= CLOSE).sum(axis=1) - np.abs(away) / REACH
    first += float(np.median(away[np.abs(away - away[int(near.argmax())]) <= CLOSE]))
    for _ in range(ROUNDS):
        nearest = _nearest(first + counts * period, attacks)
        held = np.abs(nearest - (first + counts * period)) <= CLOSE
        if held.sum() < ENOUGH - 1:
            break
        period, first = _line(counts[held], nearest[held])
    return period, first


def _nearest(moments: Seconds, attacks: Seconds) -> Seconds:
    after = np.clip(np.searchsorted(attacks, moments), 1, max(len(attacks) - 1, 1))
    left, right = attacks[after - 1], attacks[np.minimum(after, len(attacks) - 1)]
    return np.where(moments - left <= right - moments, left, right)

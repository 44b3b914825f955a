"""The clock of a rendering: where its bars and beats fall, with live drift and tempo changes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.synth.streams import Chance, between, happens, pick

LEAD, TAIL = 16, 32  # beats known before the first bar, and behind the last
EXACT = 1e-7  # seconds within which beats count as evenly spaced
Seconds = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Clock:
    """Seconds of every beat.

    Attributes
    ----------
    seconds : ndarray, shape (LEAD + beats + TAIL,), float64
        Moment of beat ``i - LEAD``; beat 0 is the first beat of bar 0.
    bar_beats : ndarray, shape (bars,), int64
        Beats in each bar.
    """

    seconds: Seconds
    bar_beats: NDArray[np.int64]

    @cached_property
    def bar_starts(self) -> NDArray[np.int64]:
        """First beat of each bar, and of the bar behind the last; shape (bars + 1,)."""
        return np.concatenate([[0], np.cumsum(self.bar_beats)]).astype(np.int64)

    @property
    def bars(self) -> int:
        """How many bars the music has."""
        return len(self.bar_beats)

    @property
    def steady(self) -> bool:
        """Whether a machine keeps one tempo throughout."""
        return bool(np.ptp(np.diff(self.seconds)) < EXACT)

    def at(self, beats: NDArray[np.float64] | float) -> Seconds:
        """Seconds of beats, between beats in proportion; the shape of `beats`."""
        known = np.arange(len(self.seconds)) - LEAD
        return np.asarray(np.interp(beats, known, self.seconds), dtype=np.float64)

    def bar_seconds(self) -> Seconds:
        """Seconds of the bar lines, the end of the last bar included; shape (bars + 1,)."""
        return self.at(self.bar_starts.astype(np.float64))

    def beat_seconds(self) -> Seconds:
        """Seconds of the beats of the music, shape (beats,)."""
        return self.at(np.arange(self.bar_starts[-1], dtype=np.float64))

    def beat_length(self, bar: int) -> float:
        """Seconds of one beat in a bar."""
        first = int(self.bar_starts[bar])
        return float(self.at(float(first + 1)) - self.at(float(first)))

    def moved(self, warp: Callable[[Seconds], Seconds]) -> "Clock":
        """The same music after its time axis was bent (wow, trimming, a codec's delay)."""
        return Clock(warp(self.seconds), self.bar_beats)

    def tempo_map(self) -> TempoMap:
        """The grid in as few anchors as hold it to 0.1 microseconds.

        Beat 0 is the first bar line at or behind second 0, as `domain.grid` has it.
        """
        lines = self.bar_seconds()[:-1]
        origin_bar = int(np.argmax(lines >= -EXACT))
        origin = int(self.bar_starts[origin_bar])
        last = int(self.bar_starts[-1])
        anchors: list[Anchor] = []
        beat = origin
        while beat < last:
            stop = min(self._even_until(beat), self._meter_until(beat))
            anchors.append(self._anchor(beat, stop, origin))
            beat = stop
        return TempoMap(tuple(anchors))

    def _anchor(self, beat: int, stop: int, origin: int) -> Anchor:
        bar = int(np.searchsorted(self.bar_starts, beat, side="right")) - 1
        meter = int(self.bar_beats[bar])
        shift = (int(self.bar_starts[bar]) - origin) % meter
        begin, end = self.seconds[beat + LEAD], self.seconds[stop + LEAD]
        bpm = round(60.0 * (stop - beat) / float(end - begin), 10)
        return Anchor(beat - origin, float(begin), bpm, meter, shift)

    def _even_until(self, beat: int) -> int:
        """The beat up to which the tempo of this one holds."""
        last = int(self.bar_starts[-1])
        known = self.seconds[beat + LEAD : last + LEAD + 1]
        even = known[0] + (known[1] - known[0]) * np.arange(len(known))
        apart = np.abs(known - even) > EXACT
        return beat + int(np.argmax(apart)) - 1 if apart.any() else last

    def _meter_until(self, beat: int) -> int:
        """The bar line at which the bars change their length."""
        bar = int(np.searchsorted(self.bar_starts, beat, side="right")) - 1
        other = np.flatnonzero(self.bar_beats[bar:] != self.bar_beats[bar])
        return int(self.bar_starts[bar + int(other[0])]) if len(other) else int(self.bar_starts[-1])


@dataclass(frozen=True, slots=True)
class Pace:
    """How the clock of one track runs.

    Attributes
    ----------
    bpm : float
    changes : tuple of (int, float, int)
        Beat, new BPM, and the beats the change takes (0 at once).
    drift : float
        Standard deviation of the period of a live clock, as a share; 0 for a machine.
    start : float
        Seconds of the first bar line; negative where the recording begins inside a bar.
    """

    bpm: float
    changes: tuple[tuple[int, float, int], ...] = ()
    drift: float = 0.0
    start: float = 0.0


def wind(pace: Pace, bar_beats: NDArray[np.int64], chance: Chance) -> Clock:
    """The clock that runs at this pace through these bars."""
    count = LEAD + int(bar_beats.sum()) + TAIL
    bpm = np.full(count, pace.bpm)
    for beat, target, length in pace.changes:
        first = min(beat + LEAD, count - 1)
        ramp = min(length, count - first)
        bpm[first : first + ramp] = np.linspace(bpm[first], target, ramp + 2)[1:-1]
        bpm[first + ramp :] = target
    periods = 60.0 / bpm
    if pace.drift:
        periods = periods * (1.0 + _wander(chance, count, pace.drift))
    seconds = np.concatenate([[0.0], np.cumsum(periods[:-1])])
    return Clock(seconds - seconds[LEAD] + pace.start, bar_beats)


def _wander(chance: Chance, count: int, deviation: float) -> NDArray[np.float64]:
    """An Ornstein-Uhlenbeck walk with a memory of about 16 beats, as live players drift."""
    pull = np.exp(-1.0 / 16.0)
    steps = chance.standard_normal(count) * deviation * np.sqrt(1.0 - pull**2)
    walk = np.empty(count)
    held = chance.standard_normal() * deviation
    for index in range(count):
        held = held * pull + steps[index]
        walk[index] = held
    return np.clip(walk, -0.04, 0.04)


def choose_pace(
    chance: Chance, bpm: float, boundaries: NDArray[np.int64], unruly: float = 1.0
) -> Pace:
    """Machine, live or changing; where the recording begins.

    Parameters
    ----------
    boundaries : ndarray, shape (sections,), int64
        Beats at which sections begin: most tempo changes happen there.
    unruly : float
        How much more often than usual the tempo changes or drifts.
    """
    changes: tuple[tuple[int, float, int], ...] = ()
    if happens(chance, 0.08 * unruly) and len(boundaries) > 2:
        beat = int(pick(chance, list(boundaries[1:])))
        target = bpm * between(chance, 0.9, 1.12)
        changes = ((beat, float(np.clip(target, 60, 190)), pick(chance, [0, 0, 4, 16, 32])),)
    drift = between(chance, 0.001, 0.008) if happens(chance, 0.07 * unruly) else 0.0
    period = 60.0 / bpm
    start = pick(
        chance,
        [
            0.0,
            between(chance, 0.0, 0.3),
            between(chance, 0.3, 4.0),
            -between(chance, 0.1, 3.9) * period,
        ],
        [0.3, 0.4, 0.2, 0.1],
    )
    return Pace(bpm, changes, drift, start)


def choose_bar_beats(chance: Chance, bars: int, *, waltz: float = 0.03) -> NDArray[np.int64]:
    """Beats of each bar: four nearly always, three for a waltz, or one inserted bar of two."""
    meter = 3 if happens(chance, waltz) else 4
    beats = np.full(bars, meter, dtype=np.int64)
    if meter == 4 and bars > 24 and happens(chance, 0.02):
        beats[int(chance.integers(8, bars - 8))] = 2
    return beats

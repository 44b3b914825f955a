"""Activations -> the beat grid of a track, with how much it can be trusted."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.first_sound import first_sound
from edmstudio.decoding.phase import (
    METER,
    BeatPhase,
    attack_lag,
    bar_posterior,
    beat_seconds,
    choose_beats,
)
from edmstudio.decoding.pulse import Pulse
from edmstudio.decoding.round_tempo import rounded
from edmstudio.decoding.tempo_changes import Passage, find_passages
from edmstudio.decoding.tempo_preference import Preference, tempo_preference
from edmstudio.domain.activations import BeatActivations
from edmstudio.domain.grid import FASTEST, SLOWEST, Anchor, TempoMap

Floats = NDArray[np.float64]
NO_BEAT = 0.1  # mean activation at the beats below which there is no grid
STEEP = 99.0  # percentile of the onsets
NEEDLESS = 0.0001  # seconds by which an anchor that is left out may move its bar
NEGATIVE = 0.004  # seconds a first beat may lie before the file and still be its first sample


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The grid of one passage.

    Attributes
    ----------
    passage : Passage
        Its pulse already runs in beats that are heard, with a beat at each whole number.
    phase : BeatPhase
    bars : ndarray, shape (4,)
        Probability that each place of the bar is the downbeat; place 0 is `first`.
    first : int
        Number of the first beat in the passage.
    """

    passage: Passage
    phase: BeatPhase
    bars: Floats
    first: int


@dataclass(frozen=True, slots=True, eq=False)
class GridFit:
    """What the decoder found.

    Attributes
    ----------
    grid : TempoMap or None
        None where nothing says that there is a beat.
    parts : tuple of Part
    beat_probability : float
        Mean activation at the beats.
    bar_probability : float
        Posterior of the chosen bar phase.
    clarity, residual : float
        See `Pulse`; of the longest passage.
    attack : float
        How steep the steepest hundredth of all onsets is.
    """

    grid: TempoMap | None
    parts: tuple[Part, ...] = ()
    beat_probability: float = 0.0
    bar_probability: float = 0.0
    clarity: float = 0.0
    residual: float = 0.0
    attack: float = 0.0

    def later(self, seconds: float) -> "GridFit":
        """The same beats for somebody who sets them this much behind the attacks."""
        if self.grid is None or not seconds:
            return self
        return replace(self, grid=self.grid.shifted(seconds))

    @property
    def longest(self) -> Part:
        """The part that holds longest; ValueError where there is none."""
        return max(self.parts, key=lambda part: part.passage.stop - part.passage.start)


def fit_grid(activations: BeatActivations, preference: Preference = tempo_preference) -> GridFit:
    """The grid of a whole track.

    Pulses come from all onsets together, one for each passage of a tempo; the beat activation
    says which octave and which place of the pulse is the beat, the downbeat activation which
    beats begin bars; the onsets near the beats remove what the frames are off.
    """
    onset = activations.onset.astype(np.float64)
    if not onset.any() or not activations.beat.any():
        return GridFit(None)
    passages = find_passages(onset, activations.fine_hz)
    parts = tuple(_part(activations, onset, passage, preference) for passage in passages)
    lengths = np.array([part.passage.stop - part.passage.start for part in parts])
    longest = parts[int(lengths.argmax())].passage.pulse
    attack = float(np.percentile(onset, STEEP))
    beat = float(np.average([part.phase.probability for part in parts], weights=lengths))
    bar = float(np.average([part.bars.max() for part in parts], weights=lengths))
    grid = None
    if beat >= NO_BEAT:
        grid = _tempo_map(parts, first_sound(onset, activations.fine_hz))
    return GridFit(grid, parts, beat, bar, longest.clarity, longest.residual, attack)


def _part(
    activations: BeatActivations, onset: Floats, passage: Passage, preference: Preference
) -> Part:
    """Read one passage: octave and place of the beat, attack, tempo, bars."""
    start, stop = passage.start, passage.stop
    phase = choose_beats(activations, passage.pulse, preference, start=start, stop=stop)
    pulse = _read(passage.pulse, phase.ratio, phase.offset)
    beats = beat_seconds(pulse, 1.0, 0.0, start=start, stop=stop)
    lag = attack_lag(onset, activations.fine_hz, beats) if len(beats) else 0.0
    pulse = rounded(replace(pulse, seconds=pulse.seconds + lag), start, stop)
    edge = float(pulse.beats_at(np.array([start - NEGATIVE]))[0])
    first = int(np.ceil(edge))
    beats = pulse.seconds_at(np.arange(first, first + max(len(beats), 1), dtype=np.float64))
    return Part(replace(passage, pulse=pulse), phase, bar_posterior(activations, beats), first)


def _read(pulse: Pulse, ratio: float, offset: float) -> Pulse:
    """The same pulse, counted so that heard beats are whole numbers."""
    return replace(pulse, beats=pulse.beats * ratio - offset)


def _tempo_map(parts: tuple[Part, ...], begins: float) -> TempoMap:
    """Anchors of all parts; beat 0 is the first downbeat of the audible music."""
    anchors: list[Anchor] = []
    for part in parts:
        downbeat = part.first + int(part.bars.argmax())
        if not anchors:
            downbeat = _first_audible(part, downbeat, begins)
            anchors += _anchors(part, downbeat, number=0, shift=0)
            continue
        head = float(part.passage.pulse.seconds_at(np.array([float(part.first)]))[0])
        last = anchors[-1]
        number = last.beat + max(round((head - last.seconds) / last.period), 1)
        shift = (number + downbeat - part.first) % METER
        if head > last.seconds:
            anchors += _anchors(part, part.first, number=number, shift=shift)
    return TempoMap(_without_repeats(anchors))


def _first_audible(part: Part, downbeat: int, begins: float) -> int:
    """The first bar line at or after the first sound, a small part of a beat forgiven."""
    pulse = part.passage.pulse
    earliest = float(pulse.beats_at(np.array([begins]))[0]) - 0.1
    return downbeat + METER * int(np.ceil((earliest - downbeat) / METER))


def _anchors(part: Part, beat: int, *, number: int, shift: int) -> list[Anchor]:
    """One anchor for a steady part, one a bar for a moving one; `beat` gets `number`."""
    pulse, stop = part.passage.pulse, part.passage.stop
    if pulse.steady:
        head = float(pulse.seconds_at(np.array([float(beat)]))[0])
        return [Anchor(number, _pinned(head), _bpm(pulse.period), METER, shift)]
    last = float(pulse.beats_at(np.array([stop]))[0])
    numbers = np.arange(beat, max(last, beat + METER + 1), METER, dtype=np.float64)
    seconds = pulse.seconds_at(numbers)
    periods = np.diff(pulse.seconds_at(np.append(numbers, numbers[-1] + METER))) / METER
    return _without_needless(
        [
            Anchor(number + METER * i, _pinned(float(second)), _bpm(float(period)), METER, shift)
            for i, (second, period) in enumerate(zip(seconds, periods, strict=True))
        ]
    )


def _without_needless(anchors: list[Anchor]) -> list[Anchor]:
    """Leave out anchors that say what the one before them says already."""
    kept = anchors[:1]
    for anchor in anchors[1:]:
        last = kept[-1]
        expected = last.seconds + (anchor.beat - last.beat) * last.period
        off = abs(anchor.seconds - expected)
        if off > NEEDLESS or abs(anchor.period - last.period) * METER > NEEDLESS:
            kept.append(anchor)
    return kept


def _pinned(seconds: float) -> float:
    """A beat that the fit puts a hair before the file is its first sample."""
    return 0.0 if -NEGATIVE <= seconds < 0.0 else seconds


def _bpm(period: float) -> float:
    return float(np.clip(60.0 / period, SLOWEST, FASTEST))


def _without_repeats(anchors: list[Anchor]) -> tuple[Anchor, ...]:
    """Leave out anchors that do not come after the one before."""
    kept = anchors[:1]
    for anchor in anchors[1:]:
        if anchor.beat > kept[-1].beat and anchor.seconds > kept[-1].seconds:
            kept.append(anchor)
    return tuple(kept)

"""A pulse that wanders, as players make it: followed slice by slice through a stretch."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.lags import agreement, blurred
from edmstudio.decoding.pulse import Pulse

Floats = NDArray[np.float64]
Spectra = NDArray[np.complex128]
ROUNDS = ((5.0, 2.5, 0.060), (4.0, 2.0, 0.030), (3.0, 1.5, 0.020))  # slice, hop, reach in seconds
STEP_REACH = 0.050  # seconds from one slice to the next, while nothing is known yet
FADING = 0.8  # of what was heard before, from slice to slice
RESOLUTION = 250.0  # bins per second of beat
BEND = 0.008  # seconds a second by which a lag usually changes
BELIEF = 8.0  # log-odds of a slice that lies exactly on the template
AWAY = 0.030  # seconds between two pulses that mean different beats
LONG = 6.0  # seconds that a steady pulse must lose before a moving one is believed
HELD, LOST = 0.5, 0.4  # likeness to the common pattern, and how much of it the steady pulse misses
FARTHEST = 12.0  # log-odds that no jump costs more than


@dataclass(frozen=True, slots=True, eq=False)
class _Slices:
    """Overlapping pieces of the onsets, folded by a pulse: shape (slices,), (slices, bins)."""

    middles: Floats
    folds: Floats
    spectra: Spectra
    period: float

    @property
    def bins(self) -> int:
        """Places in a beat."""
        return int(self.folds.shape[1])

    @property
    def bin_seconds(self) -> float:
        """Seconds from one place to the next."""
        return self.period / self.bins

    def aligned(self, lags: Floats) -> Spectra:
        """Sum of all slices, each moved by its lag."""
        turns = np.arange(self.spectra.shape[1])
        moved = self.spectra * np.exp(2j * np.pi * turns * lags[:, None] / self.period)
        return np.asarray(moved.sum(axis=0))


def follow(onset: Floats, hz: float, pulse: Pulse, start: float) -> Pulse:
    """The pulse that goes with the onsets from second `start` on, a knot every second or two.

    First each slice is laid beside those before it, then all beside their common pattern, along
    the path of lags (Viterbi) that bends least; `pulse` must be right to about one percent.
    """
    lags = np.zeros(0)
    for number, (size, hop, reach) in enumerate(ROUNDS):
        slices = _folded(onset, hz, pulse, start=start, size=size, hop=hop)
        lags = np.zeros(len(slices.middles)) if number else _chained(slices)
        for _ in range(2):
            lags = _path(slices, slices.aligned(lags), lags, reach=reach, bend=BEND * hop)
        beats = pulse.beats_at(slices.middles)
        pulse = replace(pulse, seconds=slices.middles + _smooth(lags), beats=beats)
    residual = float(np.sqrt(np.mean((lags - _smooth(lags)) ** 2)))
    return replace(pulse, residual=residual, clarity=clarity(onset, hz, pulse, start))


def departs(onset: Floats, hz: float, moving: Pulse, steady: Pulse, start: float) -> bool:
    """Whether a moving pulse explains some stretch that a steady one does not explain at all."""
    size, hop, _ = ROUNDS[-1]
    followed = _folded(onset, hz, moving, start=start, size=size, hop=hop)
    stiff = _folded(onset, hz, steady, start=start, size=size, hop=hop)
    held = _cosines(followed, followed.spectra.sum(axis=0))[:, 0]
    missed = _cosines(stiff, stiff.spectra.sum(axis=0))[:, 0]
    turn = steady.beats_at(followed.middles) - moving.beats_at(followed.middles)
    away = np.abs(turn - np.median(turn)) * moving.period > AWAY
    if away.sum() * hop < LONG:
        return False
    return bool(held[away].mean() > HELD and (held - missed)[away].mean() > LOST)


def clarity(onset: Floats, hz: float, pulse: Pulse, start: float) -> float:
    """How alike short slices are, 0 to 1; comparable between steady and moving pulses."""
    size, hop, _ = ROUNDS[-1]
    slices = _folded(onset, hz, pulse, start=start, size=size, hop=hop)
    return agreement(slices.folds, slices.period)


def _folded(
    onset: Floats, hz: float, pulse: Pulse, *, start: float, size: float, hop: float
) -> _Slices:
    seconds = start + np.arange(len(onset)) / hz
    bins = max(round(RESOLUTION * pulse.period), 8)
    place = (pulse.beats_at(seconds) % 1.0 * bins).astype(np.intp) % bins
    part = np.minimum((np.arange(len(onset)) / hz // hop).astype(np.intp), len(onset))
    parts = int(part[-1]) + 1
    counts = np.bincount(part * bins + place, onset, parts * bins)
    short: Floats = counts.astype(np.float64).reshape(parts, bins)
    # A slice is as many hops as it is long; the last one ends with the stretch.
    together = max(round(size / hop), 1)
    count = max(parts - together + 1, 1)
    folds = np.zeros((count, bins))
    for shift in range(min(together, parts)):
        folds += short[shift : shift + count]
    middles: Floats = start + (np.arange(count, dtype=np.float64) + together / 2.0) * hop
    return _Slices(middles, folds, blurred(folds, pulse.period), pulse.period)


def _chained(slices: _Slices) -> Floats:
    """Lag of each slice beside a fading sum of those before it, which it then joins."""
    turns = np.arange(slices.spectra.shape[1])
    bins, step = slices.bins, slices.bin_seconds
    near = np.arange(-int(STEP_REACH / step), int(STEP_REACH / step) + 1)
    memory, total, lags = slices.spectra[0].copy(), 0.0, [0.0]
    for spectrum in slices.spectra[1:]:
        moved = spectrum * np.exp(2j * np.pi * turns * total / slices.period)
        match = np.fft.irfft(moved * np.conj(memory), bins)
        total += float(near[int(match[near].argmax())]) * step
        memory = FADING * memory
        memory += spectrum * np.exp(2j * np.pi * turns * total / slices.period)
        lags.append(total)
    return np.array(lags)


def _path(slices: _Slices, template: Spectra, lags: Floats, *, reach: float, bend: float) -> Floats:
    """The lags near those given along which the slices lie best on the template."""
    bins, step = slices.bins, slices.bin_seconds
    near = np.arange(-int(reach / step), int(reach / step) + 1)
    middle = np.rint(lags / step).astype(np.intp)
    held = _cosines(slices, template)
    rows = np.arange(len(held))
    gain = BELIEF * held[rows[:, None], (middle[:, None] + near) % bins]
    total, origins = gain[0], np.zeros(gain.shape, dtype=np.intp)
    for row in rows[1:]:
        apart = (near + middle[row] - near[:, None] - middle[row - 1]) * step
        reached = total[:, None] - np.minimum(0.5 * (apart / bend) ** 2, FARTHEST)
        origins[row] = reached.argmax(axis=0)
        total = reached.max(axis=0) + gain[row]
    path = np.zeros(len(held), dtype=np.intp)
    path[-1] = int(total.argmax())
    for row in rows[:0:-1]:
        path[row - 1] = origins[row, path[row]]
    places = middle + near[path]
    return (places + _between(held, rows, places % bins)) * step


def _cosines(slices: _Slices, template: Spectra) -> Floats:
    """Likeness of each slice to the template at each lag; quiet slices count less."""
    bins = slices.bins
    lengths = np.sqrt((np.abs(slices.spectra) ** 2).sum(axis=1))
    whole = float(np.sqrt((np.abs(template) ** 2).sum()))
    match = np.fft.irfft(slices.spectra * np.conj(template), bins, axis=1) * (bins / 2.0)
    usual = float(np.median(lengths)) + 1e-12
    scale = np.minimum(lengths / usual, 1.0) / (lengths * whole + 1e-12)
    return np.asarray(match * scale[:, None])


def _between(held: Floats, rows: NDArray[np.intp], places: NDArray[np.intp]) -> Floats:
    """Place of each peak between the bins, by a parabola; -0.5 to 0.5."""
    bins = held.shape[1]
    left, middle, right = (held[rows, (places + shift) % bins] for shift in (-1, 0, 1))
    bend = left - 2.0 * middle + right
    curved = bend < -1e-12
    shift = np.where(curved, 0.5 * (left - right) / np.where(curved, bend, -1.0), 0.0)
    return np.asarray(np.clip(shift, -0.5, 0.5))


def _smooth(lags: Floats) -> Floats:
    return np.convolve(np.pad(lags, 1, mode="edge"), [0.25, 0.5, 0.25], "valid")

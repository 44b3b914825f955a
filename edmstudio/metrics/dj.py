"""What a DJ sees of a beat grid: octave, half-beat flips, bar phase, and the worst beat."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Seconds = NDArray[np.float64]
OCTAVES = (1 / 3, 0.5, 2 / 3, 0.75, 1.0, 4 / 3, 1.5, 2.0, 3.0)
FACTORS = (1.0, 2.0, 3.0, 1 / 2, 1 / 3)
OCTAVE_REACH = 0.02  # a tempo ratio this near to one of them is it
END = 30.0  # seconds at the end whose beats make a grid usable
USABLE = 0.020  # seconds
FLIP = 0.25  # of a beat: median distances beyond are half a beat off


@dataclass(frozen=True, slots=True, eq=False)
class Beats:
    """Beats of a track as somebody has them.

    Attributes
    ----------
    beats, downbeats : ndarray, shape (beats,), (bars,)
        Seconds, rising.
    bpm : float or None
        None where the tempo changes.
    """

    beats: Seconds
    downbeats: Seconds
    bpm: float | None = None


@dataclass(frozen=True, slots=True)
class TempoScores:
    """Whether the tempo is right; None where the reference has none, or several.

    Attributes
    ----------
    exact, hundredth : bool or None
        Within 0.05 and 0.01 BPM.
    acc1, acc2 : bool or None
        Within 4 %, and within 4 % of it or of a double, third, triple or half of it.
    """

    exact: bool | None = None
    hundredth: bool | None = None
    acc1: bool | None = None
    acc2: bool | None = None


@dataclass(frozen=True, slots=True)
class GridScores:
    """Scores of one grid; None where the reference cannot say.

    Attributes
    ----------
    tempo : TempoScores
    octave : float or None
        Found tempo as a multiple of the true one, of `OCTAVES`; None where it is none of them.
    grid_ms : float or None
        Median distance of true beats to the nearest found one; None without found beats.
    gpe_max_ms, gpe_rms_ms : float or None
        Largest and RMS distance, at half the tempo over every second true beat.
    grid_usable : bool
        Every true beat of the last 30 s is within 20 ms of a found one.
    half_beat_flip : bool or None
        Found beats lie between the true ones.
    bar_phase_right : bool or None
        Most true downbeats are within 70 ms of a found one.
    first_downbeat_ms : float or None
        Distance from the first true downbeat to the nearest found one, signed.
    gu10, gu25 : bool
        Usable untouched: right tempo, right bar phase and no beat off by more than 10 or 25 ms.
    """

    tempo: TempoScores
    octave: float | None
    grid_ms: float | None
    gpe_max_ms: float | None
    gpe_rms_ms: float | None
    grid_usable: bool
    half_beat_flip: bool | None
    bar_phase_right: bool | None
    first_downbeat_ms: float | None
    gu10: bool
    gu25: bool


def grid_scores(reference: Beats, estimate: Beats, *, bars: bool = True) -> GridScores:
    """Score a grid; `bars` False leaves downbeats alone, where nobody is sure of them."""
    off = distances(reference.beats, estimate.beats)
    ratio = None
    if reference.bpm and estimate.bpm:
        ratio = estimate.bpm / reference.bpm
    octave = _octave(ratio)
    even = _at_level(off, octave)
    phase = _bar_phase(reference, estimate) if bars else None
    first = _first_downbeat(reference, estimate) if bars else None
    worst = float(even.max()) * 1000.0 if len(even) else None
    right = octave in {None, 1.0} and phase is not False and worst is not None
    return GridScores(
        tempo=tempo_scores(reference.bpm, estimate.bpm),
        octave=octave,
        grid_ms=float(np.median(off)) * 1000.0 if len(off) else None,
        gpe_max_ms=worst,
        gpe_rms_ms=float(np.sqrt((even**2).mean())) * 1000.0 if len(even) else None,
        grid_usable=_usable(reference.beats, off),
        half_beat_flip=_flipped(reference.beats, even),
        bar_phase_right=phase,
        first_downbeat_ms=first,
        gu10=right and worst is not None and worst <= 10.0,
        gu25=right and worst is not None and worst <= 25.0,
    )


def distances(reference: Seconds, estimate: Seconds) -> Seconds:
    """Seconds from each reference beat to the nearest found one; empty without found beats."""
    if not len(estimate) or not len(reference):
        return np.zeros(0)
    right = np.clip(np.searchsorted(estimate, reference), 0, len(estimate) - 1)
    left = np.maximum(right - 1, 0)
    apart = np.minimum(np.abs(estimate[right] - reference), np.abs(estimate[left] - reference))
    return np.asarray(apart)


def tempo_scores(true: float | None, found: float | None) -> TempoScores:
    """Compare two tempi in BPM; no tempo found is wrong."""
    if true is None:
        return TempoScores()
    if found is None:
        return TempoScores(False, False, False, False)
    apart, near = abs(found - true), [abs(found / true / by - 1.0) <= 0.04 for by in FACTORS]
    return TempoScores(apart <= 0.05, apart <= 0.01, near[0], any(near))


def _octave(ratio: float | None) -> float | None:
    if ratio is None:
        return None
    nearest = min(OCTAVES, key=lambda octave: abs(ratio / octave - 1.0))
    return nearest if abs(ratio / nearest - 1.0) <= OCTAVE_REACH else None


def _at_level(off: Seconds, octave: float | None) -> Seconds:
    """The distances that count where every second true beat has no counterpart."""
    if octave == 0.5 and len(off) > 1:
        return min((off[0::2], off[1::2]), key=lambda half: float(half.mean()))
    return off


def _usable(reference: Seconds, off: Seconds) -> bool:
    if not len(off):
        return False
    last = reference >= reference[-1] - END
    return bool((off[last] <= USABLE).all())


def _flipped(reference: Seconds, off: Seconds) -> bool | None:
    if not len(off) or len(reference) < 2:
        return None
    return bool(np.median(off) > FLIP * np.median(np.diff(reference)))


def _bar_phase(reference: Beats, estimate: Beats) -> bool | None:
    if not len(reference.downbeats):
        return None
    off = distances(reference.downbeats, estimate.downbeats)
    return bool(len(off) and np.median(off) <= 0.07)


def _first_downbeat(reference: Beats, estimate: Beats) -> float | None:
    if not len(reference.downbeats) or not len(estimate.downbeats):
        return None
    apart = estimate.downbeats - reference.downbeats[0]
    return float(apart[np.abs(apart).argmin()]) * 1000.0

"""The exact course of a pulse through a stretch of music, from all its onsets at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.lags import agreement, lags_between, slice_folds
from edmstudio.decoding.periods import Stretch

Floats = NDArray[np.float64]
HARMONICS = 12
REACH = 0.015  # the tempo is sought this far to either side, relative
SLICE, SHORTEST_SLICE = 10.0, 2.0  # seconds whose lag against the whole is measured
LIVE_SLICE = 5.0
LIVE_RESIDUAL = 0.008  # seconds; a moving pulse that fits worse follows noise
SCALE = 0.004  # seconds of Cauchy's scale: lags beyond it count little
LIVE_GAIN = 0.1  # by which a moving tempo must agree better to be believed


@dataclass(frozen=True, slots=True, eq=False)
class Pulse:
    """Beats and seconds of a pulse, up to the octave and to where in it the beat falls.

    Attributes
    ----------
    seconds, beats : ndarray, shape (knots,)
        The pulse runs straight between the knots and beyond the outer ones; two knots are one
        steady tempo.
    residual : float
        Robust RMS distance of ten-second slices from the pulse, in seconds.
    clarity : float
        How alike the slices are when folded by the pulse: 0 (nothing repeats) to 1.
    """

    seconds: Floats
    beats: Floats
    residual: float = 0.0
    clarity: float = 0.0

    @property
    def period(self) -> float:
        """Mean seconds of a beat."""
        span = float(self.seconds[-1] - self.seconds[0])
        return span / float(self.beats[-1] - self.beats[0])

    @property
    def steady(self) -> bool:
        """Whether one tempo holds throughout."""
        return len(self.beats) == 2

    def beats_at(self, seconds: Floats) -> Floats:
        """Beats at moments, shape as given."""
        return _extended(seconds, self.seconds, self.beats)

    def seconds_at(self, beats: Floats) -> Floats:
        """Moments of beats, shape as given; the inverse of `beats_at`."""
        return _extended(beats, self.beats, self.seconds)


def steady_pulse(seconds: float, period: float) -> Pulse:
    """One tempo with a beat at `seconds`."""
    return Pulse(np.array([seconds, seconds + period * 64.0]), np.array([0.0, 64.0]))


def fit_pulse(onset: Floats, hz: float, stretch: Stretch) -> Pulse:
    """Follow the pulse of a stretch; `onset` covers the whole track at `hz`.

    One steady tempo is believed unless a moving one agrees clearly better.
    """
    first, last = int(stretch.start * hz), int(np.ceil(stretch.stop * hz))
    piece = onset[first:last]
    frequency = _sharpened(piece, hz, stretch.frequency)
    pulse = steady_pulse(stretch.start, 1.0 / frequency)
    for _ in range(3):
        pulse = _straightened(piece, hz, pulse, stretch.start)
    if stretch.creeps and len(stretch.moments) >= 6:
        moving = _followed(piece, hz, stretch)
        fits = moving.residual < LIVE_RESIDUAL
        if fits and moving.clarity > pulse.clarity + LIVE_GAIN:
            return moving
    return pulse


def _extended(x: Floats, xs: Floats, ys: Floats) -> Floats:
    """Linear interpolation that goes straight on beyond the outer knots."""
    held = np.clip(np.searchsorted(xs, x, side="right") - 1, 0, len(xs) - 2)
    slope = (ys[held + 1] - ys[held]) / (xs[held + 1] - xs[held])
    return np.asarray(ys[held] + (x - xs[held]) * slope)


def _sharpened(onset: Floats, hz: float, frequency: float) -> float:
    """The frequency whose harmonics hold the most energy in the whole stretch's spectrum."""
    pooled = onset[: len(onset) // 5 * 5].reshape(-1, 5).sum(axis=1)
    if len(pooled) < 16:
        return frequency
    points = 1 << int(np.ceil(np.log2(len(pooled) * 4)))
    spectrum = np.abs(np.fft.rfft(pooled - pooled.mean(), points))
    step = hz / 5 / points / 4.0
    tried = np.arange(frequency * (1.0 - REACH), frequency * (1.0 + REACH), step)
    score = np.zeros(len(tried))
    for harmonic in range(1, HARMONICS + 1):
        places = tried * (harmonic * points * 5 / hz)
        score += np.interp(places, np.arange(len(spectrum)), spectrum)
    return float(tried[score.argmax()]) if len(tried) else frequency


def _straightened(onset: Floats, hz: float, pulse: Pulse, start: float) -> Pulse:
    """Measure the lag of each slice against the others; put a robust line through the lags."""
    size = float(np.clip(len(onset) / hz / 5.0, SHORTEST_SLICE, SLICE))
    folds = slice_folds(onset, hz, pulse.beats_at, start=start, slice_seconds=size)
    lags = lags_between(folds.folds, pulse.period)
    line = _line(folds.middles, lags.seconds, lags.weights)
    ends = pulse.seconds + line.offset + line.slope * (pulse.seconds - folds.middles.mean())
    return Pulse(ends, pulse.beats, line.residual, agreement(folds.folds, pulse.period))


@dataclass(frozen=True, slots=True)
class _Line:
    offset: float
    slope: float
    residual: float


def _line(middles: Floats, lags: Floats, weights: Floats) -> _Line:
    """Iteratively reweighted least squares with Cauchy's weights; offset holds at the mean."""
    x = middles - middles.mean()
    robust, offset, slope, rest = weights, 0.0, 0.0, lags
    for _ in range(12):
        root = np.sqrt(robust)
        if len(x) >= 3:
            design = np.stack([np.ones_like(x), x], axis=1) * root[:, None]
            offset, slope = np.linalg.lstsq(design, lags * root, rcond=None)[0]
        else:
            offset = np.average(lags, weights=robust)
        rest = lags - offset - slope * x
        robust = weights / (1.0 + (rest / SCALE) ** 2)
    residual = np.sqrt((robust * rest**2).sum() / robust.sum())
    return _Line(float(offset), float(slope), float(residual))


def _followed(onset: Floats, hz: float, stretch: Stretch) -> Pulse:
    """A pulse whose tempo moves: integrate the rough tempi, then correct slice by slice."""
    smooth = np.convolve(np.pad(stretch.frequencies, 2, mode="edge"), np.full(5, 0.2), "valid")
    steps = np.diff(stretch.moments) * (smooth[1:] + smooth[:-1]) / 2.0
    pulse = Pulse(stretch.moments, np.concatenate([[0.0], np.cumsum(steps)]))
    for chained in (True, True, False, False):
        folds = slice_folds(
            onset, hz, pulse.beats_at, start=stretch.start, slice_seconds=LIVE_SLICE
        )
        lags = lags_between(folds.folds, pulse.period, chained=chained)
        smoothed = np.convolve(np.pad(lags.seconds, 1, mode="edge"), [0.25, 0.5, 0.25], "valid")
        beats = pulse.beats_at(folds.middles)
        clarity = agreement(folds.folds, pulse.period)
        residual = float(np.sqrt(np.mean((lags.seconds - smoothed) ** 2)))
        pulse = Pulse(folds.middles + smoothed, beats, residual, clarity)
    return pulse

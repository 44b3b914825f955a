"""The exact course of a pulse through a stretch of music, from all its onsets at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.knots import thinned
from edmstudio.decoding.lags import agreement, lags_between, slice_folds
from edmstudio.decoding.live_pulse import clarity, departs, follow
from edmstudio.decoding.periods import Stretch
from edmstudio.decoding.pulse import Pulse, steady_pulse

Floats = NDArray[np.float64]
HARMONICS = 12
REACH = 0.015  # the tempo is sought this far to either side, relative
SLICE, SHORTEST_SLICE = 10.0, 2.0  # seconds whose lag against the whole is measured
SCALE = 0.004  # seconds of Cauchy's scale: lags beyond it count little
SURE_RESIDUAL, SURE_CLARITY = 0.001, 0.9  # a steady pulse as sure as this is not doubted
LIVE_SHORTEST = 12.0  # seconds
LIVE_RESIDUAL = 0.008  # seconds; a moving pulse that fits worse follows noise
LIVE_CLARITY = 0.6  # what follows noise gets to 0.4
LIVE_GAIN = 0.1  # by which a moving tempo must agree better to be believed


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
    sure = pulse.residual < SURE_RESIDUAL and pulse.clarity > SURE_CLARITY
    if stretch.stop - stretch.start < LIVE_SHORTEST or (sure and not stretch.creeps):
        return pulse
    moving = follow(piece, hz, _rough(stretch, pulse), stretch.start)
    if moving.residual > LIVE_RESIDUAL or moving.clarity < LIVE_CLARITY:
        return pulse
    gain = moving.clarity - clarity(piece, hz, pulse, stretch.start)
    lives = gain > LIVE_GAIN or departs(piece, hz, moving, pulse, stretch.start)
    return thinned(moving) if lives else pulse


def _rough(stretch: Stretch, pulse: Pulse) -> Pulse:
    """What a search for a moving pulse begins with: the tempi of the windows, where they move."""
    if not stretch.creeps or len(stretch.moments) < 3:
        return pulse
    smooth = np.convolve(np.pad(stretch.frequencies, 2, mode="edge"), np.full(5, 0.2), "valid")
    steps = np.diff(stretch.moments) * (smooth[1:] + smooth[:-1]) / 2.0
    return Pulse(stretch.moments, np.concatenate([[0.0], np.cumsum(steps)]))


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

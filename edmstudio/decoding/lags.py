"""How far slices of an onset envelope lie from each other when a pulse folds them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BLUR = 0.006  # seconds within which two onsets count as one
RESOLUTION = 500.0  # bins per second of beat


@dataclass(frozen=True, slots=True, eq=False)
class Folds:
    """Onsets of each slice by their place in the beat.

    Attributes
    ----------
    middles : ndarray, shape (slices,)
        Seconds.
    folds : ndarray, shape (slices, bins)
    """

    middles: Floats
    folds: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Lags:
    """Seconds by which each slice comes late, and how surely; both of shape (slices,)."""

    seconds: Floats
    weights: Floats


def slice_folds(
    onset: Floats,
    hz: float,
    beats_at: Callable[[Floats], Floats],
    *,
    start: float,
    slice_seconds: float,
    bins: int = 0,
) -> Folds:
    """Fold an envelope that begins at second `start`, slice by slice.

    A last slice that is shorter than half joins the one before; `bins` of 0 are chosen by the
    period.
    """
    size = max(int(slice_seconds * hz), 1)
    count = max(round(len(onset) / size), 1)
    seconds = start + np.arange(len(onset)) / hz
    beats = beats_at(seconds)
    span = (beats[-1] - beats[0]) / max(seconds[-1] - seconds[0], 1e-9) if len(beats) > 1 else 2.0
    bins = bins or max(round(RESOLUTION / max(span, 1e-3)), 8)
    owner = np.minimum(np.arange(len(onset)) // size, count - 1)
    place = (beats % 1.0 * bins).astype(np.intp) % bins
    folds = np.bincount(owner * bins + place, onset, count * bins).reshape(count, bins)
    held = np.maximum(np.bincount(owner, minlength=count), 1)
    middles = np.bincount(owner, seconds, count) / held
    return Folds(middles, folds / held[:, None])


def lags_between(folds: Floats, period: float) -> Lags:
    """Lag of each slice against all others."""
    spectra = blurred(folds, period)
    others = spectra.sum(axis=0) - spectra * (len(folds) > 1)
    return _peaks(np.fft.irfft(spectra * np.conj(others), folds.shape[1], axis=1), period)


def agreement(folds: Floats, period: float) -> float:
    """Mean cosine of each slice with the sum of the others, 0 to 1; 0 for one slice alone."""
    spectra = blurred(folds, period)
    if len(folds) < 2:
        return 0.0
    others = spectra.sum(axis=0) - spectra
    product = (spectra * np.conj(others)).real.sum(axis=1)
    lengths = np.sqrt((np.abs(spectra) ** 2).sum(axis=1))
    cosine = product / (lengths * np.sqrt((np.abs(others) ** 2).sum(axis=1)) + 1e-12)
    return float(max(np.average(cosine, weights=lengths + 1e-12), 0.0))


def likeness(folds: Floats, template: Floats, period: float) -> float:
    """Mean cosine of each slice with a template of shape (bins,), -1 to 1."""
    spectra, whole = blurred(folds, period), blurred(template[None, :], period)
    lengths = np.sqrt((np.abs(spectra) ** 2).sum(axis=1))
    product = (spectra * np.conj(whole)).real.sum(axis=1)
    cosine = product / (lengths * np.sqrt((np.abs(whole) ** 2).sum()) + 1e-12)
    return float(np.average(cosine, weights=lengths + 1e-12))


def blurred(folds: Floats, period: float) -> NDArray[np.complex128]:
    """Spectra of the folds without their mean, low-passed by a Gaussian of `BLUR`."""
    turns = np.arange(folds.shape[1] // 2 + 1)
    blur = np.exp(-2.0 * (np.pi * turns * BLUR / period) ** 2)
    return np.asarray(np.fft.rfft(folds - folds.mean(axis=1, keepdims=True), axis=1) * blur)


def _peaks(match: Floats, period: float) -> Lags:
    """Best lag within a tenth of a beat, between the bins by a parabola."""
    bins = match.shape[1]
    reach = max(bins // 10, 1)
    near = np.arange(-reach, reach + 1)
    best = near[match[:, near].argmax(axis=1)]
    rows = np.arange(len(match))
    left, middle = match[rows, best - 1], match[rows, best]
    right = match[rows, (best + 1) % bins]
    bend = left - 2.0 * middle + right
    shift = np.where(bend < -1e-15, 0.5 * (left - right) / np.where(bend < 0, bend, -1.0), 0.0)
    seconds = (best + np.clip(shift, -1.0, 1.0)) * (period / bins)
    return Lags(np.asarray(seconds), np.sqrt(np.maximum(middle, 0.0)) + 1e-12)

"""At which tempo the music comes back after a beat, two beats and a bar.

A spectrum of onsets cannot tell a tempo from two thirds or three quarters of it where the rhythm
is swung or dotted: both share their strongest lines. But only at the right tempo does the rhythm
repeat after one, two and four beats.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
REPEATS = (1, 2, 4)  # beats after which a rhythm comes back
SLOWEST, FASTEST = 68.0 / 60.0, 190.0 / 60.0  # Hz
FINE = 0.002  # spacing of the tempi tried, relative
BLUR = 0.015  # seconds within which two onsets count as one
NEAR = 4.0  # seconds over which loudness is evened out
EVEN = 0.1  # share of the greatest spread below which quiet is not evened out
FAINT = 0.3  # repetition below which it counts for less


def favoured_tempo(envelope: Floats, hz: float, *, tempi: Floats, evidence: Floats) -> int:
    """Which of `tempi` explains the whole track best, by its spectrum and by its repetition.

    Parameters
    ----------
    envelope : ndarray, shape (frames,)
        Onsets at `hz` frames a second.
    tempi : ndarray, shape (tempi,)
        Hz, one octave in even steps of their logarithm.
    evidence : ndarray, shape (tempi,)
        Strength of each in the spectrum, up to the octave.
    """
    tried = SLOWEST * np.exp(np.arange(0.0, np.log(FASTEST / SLOWEST), FINE))
    repeats = repetition(envelope, hz, tried)
    place = np.mod(np.log(tried / tempi[0]), np.log(2.0))
    spectral = np.interp(place, np.log(tempi / tempi[0]), evidence)
    total = spectral / max(float(evidence.max()), 1e-9)
    total += repeats / max(float(repeats.max()), FAINT)
    step = float(np.log(tempi[1] / tempi[0]))
    return int(np.rint(place[int(total.argmax())] / step)) % len(tempi)


def repetition(envelope: Floats, hz: float, tempi: Floats) -> Floats:
    """Sum of the envelope's autocorrelation after each of `REPEATS` beats, shape (tempi,)."""
    if not len(envelope):
        return np.zeros(len(tempi))
    level = _levelled(_smoothed(envelope, hz), hz)
    points = 1 << int(np.ceil(np.log2(2 * max(len(level), 1))))
    power = np.abs(np.fft.rfft(level, points)) ** 2
    likeness = np.fft.irfft(power, points)[: len(level)]
    likeness = likeness / max(float(likeness[0]), 1e-12)
    lags = np.arange(len(likeness))
    found = [np.interp(beats * hz / tempi, lags, likeness, right=0.0) for beats in REPEATS]
    return np.asarray(np.sum(found, axis=0))


def _smoothed(envelope: Floats, hz: float) -> Floats:
    width = BLUR * hz
    near = np.arange(-int(3 * width) - 1, int(3 * width) + 2)
    kernel = np.exp(-0.5 * (near / width) ** 2)
    return np.convolve(envelope, kernel / kernel.sum(), "same")


def _levelled(envelope: Floats, hz: float) -> Floats:
    """Without the mean of the seconds around, over their spread: a break counts like a drop."""
    apart = envelope - _means(envelope, int(NEAR * hz))
    spread = np.sqrt(_means(apart**2, int(NEAR * hz)))
    return np.asarray(apart / (spread + EVEN * float(spread.max(initial=0.0)) + 1e-9))


def _means(values: Floats, width: int) -> Floats:
    """Mean over `width` frames around each, less at the ends."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    here = np.arange(len(values))
    first = np.clip(here - width // 2, 0, len(values))
    last = np.clip(here - width // 2 + width, 0, len(values))
    return np.asarray((sums[last] - sums[first]) / np.maximum(last - first, 1))

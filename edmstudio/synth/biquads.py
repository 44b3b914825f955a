"""Second-order filters by the formulas of the Audio EQ Cookbook (R. Bristow-Johnson)."""

from math import cos, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.signal import sosfilt

from edmstudio.synth.placing import RATE, Floats

Sections = NDArray[np.float32]


def lowpass(hz: float, q: float = 0.707) -> Sections:
    """12 dB an octave above `hz`; shape (1, 6)."""
    c, alpha = _angle(hz, q)
    return _sections((1 - c) / 2, 1 - c, (1 - c) / 2, 1 + alpha, -2 * c, 1 - alpha)


def highpass(hz: float, q: float = 0.707) -> Sections:
    """12 dB an octave below `hz`; shape (1, 6)."""
    c, alpha = _angle(hz, q)
    return _sections((1 + c) / 2, -(1 + c), (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha)


def bandpass(hz: float, q: float) -> Sections:
    """Unity at `hz`; shape (1, 6)."""
    c, alpha = _angle(hz, q)
    return _sections(alpha, 0.0, -alpha, 1 + alpha, -2 * c, 1 - alpha)


def bell(hz: float, gain_db: float, q: float = 0.9) -> Sections:
    """A bell of `gain_db` round `hz`; shape (1, 6)."""
    c, alpha = _angle(hz, q)
    a = 10 ** (gain_db / 40)
    return _sections(1 + alpha * a, -2 * c, 1 - alpha * a, 1 + alpha / a, -2 * c, 1 - alpha / a)


def shelf(hz: float, gain_db: float, *, high: bool) -> Sections:
    """A shelf of `gain_db` above (`high`) or below `hz`; shape (1, 6)."""
    c, alpha = _angle(hz, 0.707)
    a = 10 ** (gain_db / 40)
    side = 1.0 if high else -1.0
    slope = 2 * sqrt(a) * alpha
    return _sections(
        a * ((a + 1) + side * (a - 1) * c + slope),
        -2 * side * a * ((a - 1) + side * (a + 1) * c),
        a * ((a + 1) + side * (a - 1) * c - slope),
        (a + 1) - side * (a - 1) * c + slope,
        2 * side * ((a - 1) - side * (a + 1) * c),
        (a + 1) - side * (a - 1) * c - slope,
    )


def filtered(sound: Floats, *sections: Sections) -> Floats:
    """The sound through the filters, along its last axis."""
    return np.asarray(sosfilt(np.concatenate(sections), sound), dtype=np.float32)


def _angle(hz: float, q: float) -> tuple[float, float]:
    omega = 2 * pi * min(max(hz, 5.0), 0.47 * RATE) / RATE
    return cos(omega), sin(omega) / (2 * q)


def _sections(b0: float, b1: float, b2: float, a0: float, a1: float, a2: float) -> Sections:
    row = [b0 / a0, b1 / a0, b2 / a0, 1.0, a1 / a0, a2 / a0]
    return np.array([row], dtype=np.float32)

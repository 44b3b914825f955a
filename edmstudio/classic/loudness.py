"""How hard a track drives: energy 1 to 10 and its curve, from what sounds."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.bars import Bars, rises_a_second, span_means
from edmstudio.classic.hearing import Heard
from edmstudio.domain.energy import EnergyCurve

Floats = NDArray[np.float32]
HZ = 1.0
# Where each measure of drive begins to count and where it is full, and its weight: loudness and
# low end in LUFS and dB, rises of all bands in log10 units a second, the band above 2 kHz in dB.
# Set so that of 60 real tracks, downtempo to gabber, the middle lies at 7 and none off the scale.
LOUDNESS = (-34.0, -6.0, 0.40)
LOW_END = (-45.0, -5.0, 0.20)
DENSITY = (0.5, 9.0, 0.25)
BRIGHT = (-60.0, -16.0, 0.15)
CALM, HARD = 0.25, 0.92  # drive of level 1 and of level 10
SOUNDING = 0.02  # drive


def energy_of(held: Heard) -> EnergyCurve:
    """Level of the whole track and a curve at one point a second.

    The level is told by the louder part of the track (the 80th percentile of the curve), so that
    a long intro or silence at the end does not make a peak-time track calm.
    """
    edges = np.arange(0.0, max(np.ceil(held.seconds * HZ), 1.0) + 1.0) / HZ
    curve = _drive(held, edges)
    level = int(np.rint(level_of(curve)))
    return EnergyCurve(level, HZ, tuple(round(float(value), 3) for value in curve))


def level_of(curve: NDArray[np.floating]) -> float:
    """Level of a track with this drive, 1 to 10, before it is rounded."""
    sounding = curve[curve > SOUNDING]
    top = float(np.percentile(sounding, 80)) if len(sounding) else 0.0
    return float(np.clip(1.0 + 9.0 * (top - CALM) / (HARD - CALM), 1.0, 10.0))


def bar_energy(bars: Bars) -> Floats:
    """Drive of each bar, 0 to 1, shape (bars,)."""
    low = np.maximum(bars.scalar("sub"), bars.scalar("bass"))
    return _mix(bars.scalar("loudness"), low, bars.scalar("density"), bars.scalar("high"))


def _drive(heard: Heard, edges: NDArray[np.float64]) -> Floats:
    held = heard.texture
    low = held.bands[:, :2].max(axis=1)
    slow = span_means(np.column_stack([held.loudness, low, held.bands[:, 3]]), held.hz, edges)
    drums = span_means(rises_a_second(heard.bands).mean(axis=1), heard.bands.hz, edges)
    return _mix(slow[:, 0], slow[:, 1], drums, slow[:, 2])


def _mix(loudness: Floats, low: Floats, density: Floats, high: Floats) -> Floats:
    total = np.zeros(len(loudness), dtype=np.float64)
    for values, (quiet, full, weight) in zip(
        (loudness, low, density, high), (LOUDNESS, LOW_END, DENSITY, BRIGHT), strict=True
    ):
        total += weight * np.clip((values - quiet) / (full - quiet), 0.0, 1.0)
    return np.where(loudness < -60.0, 0.0, np.clip(total, 0.0, 1.0)).astype(np.float32)

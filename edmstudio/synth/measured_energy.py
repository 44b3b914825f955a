"""Energy per bar from what sounds, never from the name of the section."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.clock import Seconds
from edmstudio.synth.performance import Activity

Floats = NDArray[np.float32]
FULL, REACH = -9.0, 22.0  # dB: a loud bar of a loud track, and from there down to nothing
WEIGHTS = {  # what a dancer feels of each layer; adds up to one
    "kick": 0.3, "snare": 0.12, "hats": 0.12, "perc": 0.06, "bass": 0.18, "pad": 0.02,
    "chords": 0.06, "lead": 0.07, "arp": 0.03, "vocal": 0.04,
}  # fmt: skip


def measured_energy(
    mono: Floats, rate: int, lines: Seconds, activity: Activity, *, drive: float
) -> NDArray[np.int64]:
    """1 to 10 per bar: half loudness, half what plays, on a scale that the style's drive sets.

    Parameters
    ----------
    mono : ndarray, shape (frames,)
        The finished audio.
    lines : ndarray, shape (bars + 1,)
        Seconds of the bar lines.
    """
    levels = bar_levels(mono, rate, lines)
    # A quiet master is not a calm track: three quarters of the scale are the track's own.
    full = 0.75 * float(np.quantile(levels, 0.95)) + 0.25 * FULL
    loud = np.clip(1.0 + (levels - full) / REACH, 0.0, 1.0)
    dense = sum(weight * activity.layer(name) for name, weight in WEIGHTS.items())
    felt = 0.5 * loud + 0.5 * np.clip(np.asarray(dense) / 0.8, 0.0, 1.0)
    scaled = 0.6 + felt * (6.3 + 4.0 * drive)
    return np.asarray(np.clip(np.rint(scaled), 1, 10), dtype=np.int64)


def bar_levels(mono: Floats, rate: int, lines: Seconds) -> NDArray[np.float64]:
    """Level of each bar in dB of full scale, shape (bars,); -90 for silence."""
    edges = np.clip(np.rint(lines * rate).astype(np.int64), 0, len(mono))
    block = 64
    usable = len(mono) // block * block
    powers = np.square(mono[:usable].reshape(-1, block)).mean(axis=1, dtype=np.float64)
    total = np.concatenate([[0.0], np.cumsum(powers)])
    blocks = np.minimum(edges // block, len(powers))
    spans = np.maximum(np.diff(blocks), 1)
    return np.asarray(10.0 * np.log10(np.diff(total[blocks]) / spans + 1e-9))

"""What happens on each sixteenth of a pulse: drums by band, and change of the sound."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.lags import slice_folds
from edmstudio.decoding.tempo_changes import Passage
from edmstudio.features.bands import Bands
from edmstudio.features.transients import Transients

Floats = NDArray[np.float64]
DRUMS = ("low", "mid", "high", "kick", "snare")
SCALES = (1, 4, 16)  # beats before and after a moment that are compared
KINDS = (
    *DRUMS,
    *(
        f"{kind}_{beats}_{power}"
        for power in (2, 3)
        for beats in SCALES
        for kind in ("turn", "gain")
    ),
)
REACH = range(-3, 3)  # frames around a sixteenth in which its rise is looked for
BLUR = 0.003  # seconds


@dataclass(frozen=True, slots=True, eq=False)
class Drums:
    """Rise of drum-like sound per frame, shape (frames, 5), in the order of `DRUMS`."""

    hz: float
    rises: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Sixteenths:
    """Evidence on the sixteenths of one reading of the tempo.

    Attributes
    ----------
    seconds : ndarray, shape (sixteenths,)
    values : ndarray, shape (kinds, sixteenths)
        Not negative; in the order of `KINDS`.
    """

    seconds: Floats
    values: Floats


def drum_rises(bands: Bands, rises: NDArray[np.float32]) -> Drums:
    """Kick = low and high rise together; snare = middle and high rise without the low."""
    low = np.maximum(
        rises[:, bands.between(0, 110)].mean(axis=1), rises[:, bands.between(110, 250)].mean(axis=1)
    )
    thirds = [(250, 800), (800, 2500), (2500, 6000), (6000, 12000)]
    body, crack, bright, air = (rises[:, bands.between(*third)].mean(axis=1) for third in thirds)
    high = (crack + bright + air) / 3.0
    kick = np.sqrt(low * high)
    snare = np.sqrt((body + crack) / 2.0 * high) * np.exp(-2.0 * low)
    columns = [low, (body + crack) / 2.0, (bright + air) / 2.0, kick, snare]
    return Drums(bands.hz, np.stack(columns, axis=1).astype(np.float32))


def sixteenths(
    passage: Passage, ratio: float, *, drums: Drums, sums: Floats, onsets: Transients
) -> Sixteenths:
    """Evidence along a passage where `ratio` beats are heard to each beat of its pulse.

    Parameters
    ----------
    sums : ndarray, shape (frames + 1, bands)
        Running sums of the bands' levels.
    """
    phase = _phase(passage, ratio, onsets)
    pulse, step = passage.pulse, 0.25 / ratio
    edges = pulse.beats_at(np.array([passage.start, passage.stop]))
    first = int(np.ceil((edges[0] - phase) / step - 0.15))
    last = int(np.floor((edges[1] - phase) / step))
    numbers = np.arange(first, max(last, first) + 1, dtype=np.float64)
    seconds = pulse.seconds_at(phase + step * numbers)
    frames = np.rint(seconds * drums.hz).astype(np.intp)
    around = [np.clip(frames + near, 0, len(drums.rises) - 1) for near in REACH]
    peaks = np.max([drums.rises[frame] for frame in around], axis=0).T
    beat = pulse.period / ratio * drums.hz
    changes = _changes(sums, frames, beat)
    return Sixteenths(seconds, np.vstack([peaks, changes**2, changes**3]))


def _phase(passage: Passage, ratio: float, onsets: Transients) -> float:
    """Beats of the pulse by which its sixteenths lie behind its knots: where most onsets are."""
    first, last = int(passage.start * onsets.hz), int(np.ceil(passage.stop * onsets.hz))
    step = 0.25 / ratio
    folded = slice_folds(
        onsets.rise[first:last].astype(np.float64),
        onsets.hz,
        lambda seconds: passage.pulse.beats_at(seconds) / step,
        start=passage.start,
        slice_seconds=1e9,
    ).folds[0]
    turns = np.arange(len(folded) // 2 + 1)
    width = BLUR / (passage.pulse.period * step)
    blur = np.exp(-2.0 * (np.pi * turns * width) ** 2)
    smooth = np.fft.irfft(np.fft.rfft(folded) * blur, len(folded))
    return float(smooth.argmax() + 0.5) / len(folded) * step


def _changes(sums: Floats, frames: NDArray[np.intp], beat: float) -> Floats:
    """How the mean sound turns, and how much it gains, from before to after; mean 1 per row."""
    rows = []
    for beats in SCALES:
        width = round(beats * beat)
        before = _means(sums, frames - width - 2, frames - 2)
        after = _means(sums, frames + 1, frames + 1 + width)
        inside = (frames - width >= -beat / 2)[:, None]
        step = np.where(inside, after - before, 0.0)
        rows.append(np.sqrt((step**2).mean(axis=1)))
        rows.append(np.maximum(step, 0.0).mean(axis=1))
    changes = np.array(rows)
    return np.asarray(changes / (changes.mean(axis=1, keepdims=True) + 1e-6))


def _means(sums: Floats, first: NDArray[np.intp], last: NDArray[np.intp]) -> Floats:
    """Mean level of each band between frames, shape (moments, bands)."""
    first, last = np.clip(first, 0, len(sums) - 1), np.clip(last, 0, len(sums) - 1)
    return np.asarray((sums[last] - sums[first]) / np.maximum(last - first, 1)[:, None])

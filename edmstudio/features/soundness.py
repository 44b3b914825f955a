"""Damage that can be told from the samples: gaps, dropouts, clipping, a dead channel, a cut."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.soundness import Soundness
from edmstudio.domain.waveform import Waveform

Floats = NDArray[np.float32]
FRAME = 0.01  # seconds
NOTHING = 1e-5  # peak of a frame without sound (-100 dB)
LOUD = 0.05  # level of the frames around a dropout
SHORT = 50  # frames: a longer silence is a pause of the music
LEAST_GAP = 2  # frames: a single one may be a gap between two notes
FULL = 0.999  # of the greatest sample
RUN = 4  # samples that follow each other at full scale
END = 5  # frames


def soundness(waveform: Waveform) -> Soundness:
    """Figures of a whole track, whatever its length."""
    size = max(round(FRAME * waveform.rate), 1)
    if len(waveform.samples) < size:
        return Soundness()
    channels = [_frames(channel, size) for channel in waveform.samples.T]
    peaks = np.array([_peaks(frames) for frames in channels])
    level = peaks.max(axis=0)
    inside = np.flatnonzero(level > NOTHING)
    if not len(inside):
        return Soundness(silent=1.0, gap=waveform.seconds)
    body = level[inside[0] : inside[-1] + 1]
    return Soundness(
        silent=float((body <= NOTHING).mean()),
        gap=float(_silences(body).max(initial=0) * FRAME),
        dropouts=float(_dropouts(body)),
        clipped=max(map(_clipped, channels, peaks)),
        lopsided=_lopsided(peaks),
        cut=_cut(level),
    )


def _frames(channel: Floats, size: int) -> Floats:
    """Shape (frames, size); what is left at the end is no frame."""
    return np.ascontiguousarray(channel[: len(channel) // size * size]).reshape(-1, size)


def _peaks(frames: Floats) -> Floats:
    """Greatest value of each frame, shape (frames,)."""
    return np.asarray(np.maximum(frames.max(axis=1), -frames.min(axis=1)))


def _silences(level: Floats) -> NDArray[np.int64]:
    """Lengths of the runs of frames without sound."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], level <= NOTHING, [False]])))
    return np.asarray(edges[1::2] - edges[::2], dtype=np.int64)


def _dropouts(level: Floats) -> int:
    """Short runs of nothing that begin and end in the middle of sound, as a decay never does."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], level <= NOTHING, [False]])))
    starts, stops = edges[::2], edges[1::2]
    short = (stops - starts >= LEAST_GAP) & (stops - starts <= SHORT)
    before = level[np.maximum(starts - 2, 0)] > LOUD
    behind = level[np.minimum(stops + 1, len(level) - 1)] > LOUD
    return int((short & before & behind).sum())


def _clipped(frames: Floats, peaks: Floats) -> float:
    """Samples that stand at the greatest value for a while, as a limiter never leaves them."""
    top = max(float(peaks.max()), NOTHING)
    flat = np.abs(frames[peaks >= FULL * top]) >= FULL * top
    runs = np.lib.stride_tricks.sliding_window_view(flat, RUN, axis=1).all(axis=2)
    return float(runs.sum() / frames.size)


def _lopsided(peaks: Floats) -> float:
    """Of the levels of the two channels, shape of `peaks` (channels, frames)."""
    levels = np.sqrt((peaks.astype(np.float64) ** 2).mean(axis=1)) + NOTHING
    return float(20.0 * np.log10(levels.max() / levels.min()))


def _cut(level: Floats) -> float:
    """A track that ends in the middle of its sound was cut off, or is an excerpt."""
    usual = float(np.sqrt((level.astype(np.float64) ** 2).mean())) / 10.0
    end = float(np.sqrt((level[-END:].astype(np.float64) ** 2).mean()))
    return float(max(20.0 * np.log10((end + NOTHING) / (usual + NOTHING)), 0.0))

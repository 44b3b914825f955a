"""One mono signal at one rate, which every feature of the rhythm starts from."""

import numpy as np
import soxr
from numpy.typing import NDArray

from edmstudio.domain.waveform import Waveform

RATE = 22050


BLOCK = 1 << 20  # frames at a time, so that a long mix never lies in memory twice


def rhythm_signal(waveform: Waveform) -> NDArray[np.float32]:
    """The mean of the channels at `RATE` Hz, shape (samples,); what is not a number is silence.

    The resampler's delay is compensated, so sample ``i`` lies at second ``i / RATE``.
    """
    frames = len(waveform.samples)
    if not frames:
        return np.zeros(0, dtype=np.float32)
    resampler = None
    if waveform.rate != RATE:
        resampler = soxr.ResampleStream(waveform.rate, RATE, 1, dtype="float32", quality="MQ")
    parts = []
    for start in range(0, frames, BLOCK):
        mono = _mono(waveform.samples[start : start + BLOCK])
        if resampler is not None:
            mono = resampler.resample_chunk(mono, last=start + BLOCK >= frames)
        parts.append(mono)
    return np.concatenate(parts)


def _mono(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    mono = samples.mean(axis=1, dtype=np.float32)
    if not np.isfinite(mono).all():
        mono = np.nan_to_num(mono, nan=0.0, posinf=0.0, neginf=0.0)
    return np.asarray(mono, dtype=np.float32)

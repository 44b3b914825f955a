"""One mono signal at one rate, which every feature of the rhythm starts from."""

import numpy as np
import soxr
from numpy.typing import NDArray

from edmstudio.domain.waveform import Waveform

RATE = 22050


def rhythm_signal(waveform: Waveform) -> NDArray[np.float32]:
    """The mean of the channels at `RATE` Hz, shape (samples,); what is not a number is silence.

    The resampler's delay is compensated, so sample ``i`` lies at second ``i / RATE``.
    """
    mono = waveform.mono()
    if not np.isfinite(mono).all():
        mono = np.nan_to_num(mono, nan=0.0, posinf=0.0, neginf=0.0)
    if waveform.rate == RATE or not len(mono):
        return mono
    return np.asarray(soxr.resample(mono, waveform.rate, RATE, quality="MQ"), dtype=np.float32)

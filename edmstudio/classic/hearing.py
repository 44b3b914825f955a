"""All slow features of a track, computed once and shared by structure, key and energy."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.waveform import Waveform
from edmstudio.features.bands import Bands, band_levels
from edmstudio.features.chroma import Chroma, chroma
from edmstudio.features.resample import rhythm_signal
from edmstudio.features.texture import Texture, texture


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What was heard in a track.

    Attributes
    ----------
    seconds : float
        Duration of the track.
    bands : Bands
        Log loudness in 43 bands, 100 frames a second.
    texture : Texture
        Slow dimensions, 10 frames a second.
    chroma : Chroma
        Pitch classes, 5 frames a second.
    """

    seconds: float
    bands: Bands
    texture: Texture
    chroma: Chroma


def hear(
    waveform: Waveform, *, signal: NDArray[np.float32] | None = None, bands: Bands | None = None
) -> Heard:
    """The slow features; `signal` and `bands` spare the work where the caller has them already."""
    mono = rhythm_signal(waveform) if signal is None else signal
    return Heard(
        waveform.seconds,
        band_levels(mono) if bands is None else bands,
        texture(waveform, mono),
        chroma(mono),
    )

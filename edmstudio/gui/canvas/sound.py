"""Where the lanes of one track get their pictures from."""

from dataclasses import dataclass

from edmstudio.domain.waveform import Waveform
from edmstudio.gui.canvas.curves_lane import Series
from edmstudio.gui.canvas.spectrogram_lane import Picture
from edmstudio.gui.canvas.waveform_lane import Wave


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Each part may be missing while it is being made.

    Attributes
    ----------
    wave : Wave or None
        Columns of the waveform (`audio.peaks.Peaks`).
    picture : Picture or None
        Magnitudes of the spectrogram (`audio.spectrum.Spectrum`).
    samples : Waveform or None
        The decoded sound, where it is at hand: the curve at zooms that are finer than the peaks.
    beats, boundaries : Series or None
        Activations of the model along the track.
    """

    wave: Wave | None = None
    picture: Picture | None = None
    samples: Waveform | None = None
    beats: Series | None = None
    boundaries: Series | None = None

"""The curves under the sections: attacks in the sound, and where the model hears changes."""

import numpy as np
from PySide6.QtCore import QObject, Signal

from edmstudio.audio.spectrum import Spectrum
from edmstudio.domain.evidence import Evidence
from edmstudio.gui.canvas.curves_lane import Series
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.jobs import Jobs

CHANGE_HZ = 20.0
CHUNK = 1 << 14  # columns of the spectrogram at a time
FULL = 0.995  # quantile of the attacks that reaches the top


class HeardCurves(QObject):
    """Measured beside the window; a track that is left again is forgotten."""

    made = Signal(object)  # Series of attacks, of the sound that was asked for last

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._wanted: Spectrum | None = None
        self.settled = True

    def look(self, sound: Sound) -> None:
        """Measure the attacks in this sound."""
        picture = sound.picture
        if isinstance(picture, Spectrum) and picture is not self._wanted:
            self._wanted, self.settled = picture, False
            job = self._jobs.new(lambda watch: attacks(picture))
            job.done.connect(lambda series: self._done(picture, series))
            job.start()

    def _done(self, picture: Spectrum, series: Series) -> None:
        if picture is self._wanted:
            self.settled = True
            self.made.emit(series)


def attacks(spectrum: Spectrum) -> Series:
    """How much louder each moment is than the one before, over all pitches (spectral flux)."""
    columns = spectrum.levels[0]
    flux = np.zeros(len(columns), np.float32)
    for first in range(1, len(columns), CHUNK):
        part = columns[first - 1 : first + CHUNK].astype(np.int16)
        rise = np.maximum(part[1:] - part[:-1], 0)
        flux[first : first + CHUNK] = rise.sum(axis=1)
    most = float(np.quantile(flux, FULL)) if len(flux) else 0.0
    return Series(np.minimum(flux / max(most, 1e-6), 1.0).astype(np.float32), spectrum.hz)


def changes(evidence: Evidence, seconds: float) -> Series:
    """The probability that a section begins, as a needle at each bar line."""
    values = np.zeros(int(seconds * CHANGE_HZ) + 2, np.float32)
    at = np.rint(evidence.lines[:-1] * CHANGE_HZ).astype(np.int64)
    inside = (at >= 0) & (at < len(values))
    np.maximum.at(values, at[inside], evidence.boundary[inside])
    return Series(values, CHANGE_HZ)

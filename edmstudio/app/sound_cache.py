"""What is drawn of a track's sound, kept on disk by the hash of its audio."""

from dataclasses import dataclass
from pathlib import Path

from edmstudio.audio.peaks import Peaks
from edmstudio.audio.spectrum import Spectrum
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.waveform import Waveform

MADE_BY = "1"  # a new number when peaks or spectra are computed in another way


@dataclass(frozen=True, slots=True)
class SoundCache:
    """A folder that may be deleted at any time; it fills again."""

    folder: Path

    def peaks(self, payload: str) -> Path:
        """Where the peaks of this audio lie, or would."""
        return self._place(payload, "peaks")

    def spectrum(self, payload: str) -> Path:
        """Where the spectrum of this audio lies, or would."""
        return self._place(payload, "spectrum")

    def has(self, payload: str) -> bool:
        """Whether all that the canvas draws is there."""
        return self.peaks(payload).exists() and self.spectrum(payload).exists()

    def keep(self, payload: str, waveform: Waveform) -> None:
        """Compute and store it; each file appears whole or not at all."""
        try:
            self.peaks(payload).parent.mkdir(parents=True, exist_ok=True)
            Peaks.build(waveform).save(self.peaks(payload))
            Spectrum.build(waveform).save(self.spectrum(payload))
        except OSError as error:
            raise Refused(
                f"The cache {self.folder} can't be written ({error.strerror or error}); free some "
                "space or choose another place for it.",
                Fault.PERMISSION,
            ) from error

    def _place(self, payload: str, kind: str) -> Path:
        return self.folder / f"sound-{MADE_BY}" / payload[:2] / f"{payload[2:]}.{kind}"

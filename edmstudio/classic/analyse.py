"""Waveform -> Prediction, without a network: the baseline that stays beside every model."""

from edmstudio.classic.onset_envelope import activations_of
from edmstudio.decoding.grid_fit import fit_grid
from edmstudio.domain.annotations import Annotations, Trust
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.waveform import Waveform
from edmstudio.features.bands import band_levels
from edmstudio.features.resample import rhythm_signal

CHECKPOINT = "classic-1"
BY = Provenance(Voice.PREDICTION, CHECKPOINT)


def analyse(waveform: Waveform) -> Prediction:
    """All that is heard in one track; what has no beat gets no grid."""
    signal = rhythm_signal(waveform)
    bands = band_levels(signal)
    fit = fit_grid(activations_of(signal, bands))
    trust = Trust(grid=fit.beat_probability, downbeat=fit.beat_probability * fit.bar_probability)
    return Prediction(Annotations(grid=fit.grid, grid_by=BY, trust=trust), CHECKPOINT)

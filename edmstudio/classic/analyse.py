"""Waveform -> Prediction, without a network: the baseline that stays beside every model."""

from edmstudio.classic.conclusion import conclude
from edmstudio.classic.hearing import hear
from edmstudio.classic.key_profile import key_scores
from edmstudio.classic.onset_envelope import activations_of
from edmstudio.classic.structure import bar_activations
from edmstudio.decoding.grid_fit import fit_grid
from edmstudio.decoding.key_choice import choose_key
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.waveform import Waveform
from edmstudio.features.bands import band_levels
from edmstudio.features.resample import rhythm_signal

CHECKPOINT = "classic-1"


def analyse(waveform: Waveform) -> Prediction:
    """All that is heard in one track; what has no beat gets no grid."""
    signal = rhythm_signal(waveform)
    bands = band_levels(signal)
    activations = activations_of(signal, bands)
    heard = hear(waveform, signal=signal, bands=bands)
    fit = fit_grid(activations)
    return conclude(
        waveform,
        heard,
        activations,
        fit=fit,
        bars=bar_activations(waveform, fit.grid, heard),
        key=choose_key(key_scores(waveform, heard)),
        checkpoint=CHECKPOINT,
    )

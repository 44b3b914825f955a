"""Waveform -> Prediction, without a network: the baseline that stays beside every model."""

from edmstudio.classic.conclusion import conclude
from edmstudio.classic.hearing import Heard, hear
from edmstudio.classic.key_profile import chroma_scores
from edmstudio.classic.onset_envelope import activations_of
from edmstudio.classic.structure import activations_on
from edmstudio.decoding.grid_fit import fit_grid
from edmstudio.decoding.tempo_preference import preference_with
from edmstudio.domain.habits import NOBODYS, Habits
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.waveform import Waveform
from edmstudio.features.bands import band_levels
from edmstudio.features.resample import rhythm_signal
from edmstudio.features.transients import Transients, transients

CHECKPOINT = "classic-1"


def analyse(
    waveform: Waveform, habits: Habits = NOBODYS, checkpoint: str = CHECKPOINT
) -> Prediction:
    """All that is heard in one track, by a person's habits; what has no beat gets no grid."""
    signal = rhythm_signal(waveform)
    heard = hear(waveform, signal=signal, bands=band_levels(signal))
    return analyse_heard(transients(signal), heard, habits, checkpoint)


def analyse_heard(
    onsets: Transients, heard: Heard, habits: Habits = NOBODYS, checkpoint: str = CHECKPOINT
) -> Prediction:
    """The same from what was heard, with a person's habits."""
    preference = preference_with(habits.octaves)
    activations = activations_of(onsets, heard.bands, preference=preference)
    fit = fit_grid(activations, preference).later(habits.offset)
    return conclude(
        heard,
        activations,
        fit=fit,
        bars=activations_on(heard, fit.grid),
        key=chroma_scores(heard.chroma),
        habits=habits,
        checkpoint=checkpoint,
    )

"""Waveform -> Prediction, without a network: the baseline that stays beside every model."""

from edmstudio.classic.conclusion import conclude
from edmstudio.classic.counting import count_beats
from edmstudio.classic.hearing import Heard, hear
from edmstudio.classic.key_profile import chroma_scores
from edmstudio.classic.structure import activations_on
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
    counted = count_beats(onsets, heard.bands, habits)
    return conclude(
        heard,
        counted.activations,
        fit=counted.fit,
        bars=activations_on(heard, counted.bars),
        key=chroma_scores(heard.chroma),
        habits=habits,
        checkpoint=checkpoint,
    )

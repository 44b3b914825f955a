"""A whole track to a `Prediction`: network and envelope listen together, the decoders decide."""

from edmstudio.classic.bars import bar_lines
from edmstudio.classic.conclusion import conclude
from edmstudio.classic.hearing import hear
from edmstudio.classic.key_profile import key_scores
from edmstudio.classic.onset_envelope import activations_of
from edmstudio.decoding.grid_fit import fit_grid
from edmstudio.decoding.key_choice import choose_key
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.waveform import Waveform
from edmstudio.features.bands import band_levels
from edmstudio.features.model_input import model_input
from edmstudio.features.resample import rhythm_signal
from edmstudio.model.arrange import arrange
from edmstudio.model.bar_tokens import bar_tokens
from edmstudio.model.checkpoint import Checkpoint
from edmstudio.model.listen import listen
from edmstudio.model.opinion import EarOpinion


def predict(waveform: Waveform, checkpoint: Checkpoint) -> Prediction:
    """All that a checkpoint says of one track."""
    signal = rhythm_signal(waveform)
    bands = band_levels(signal)
    inputs = model_input(waveform, signal=signal)
    said = listen(inputs.mel, checkpoint.network.ear)
    activations = activations_of(signal, bands, EarOpinion(said))
    heard = hear(waveform, signal=signal, bands=bands)
    fit = fit_grid(activations)
    return conclude(
        waveform,
        heard,
        activations,
        fit=fit,
        bars=arrange(bar_tokens(inputs, said, bar_lines(fit.grid, waveform.seconds)), checkpoint),
        key=choose_key(key_scores(waveform, heard)),
        checkpoint=checkpoint.name,
    )

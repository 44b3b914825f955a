"""Asking whoever answers: a checkpoint with a network, one of habits alone, or the analysis itself.

Runs in worker processes; what is heavy is imported inside.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from edmstudio.domain.prediction import Prediction
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.soundness import Soundness
from edmstudio.domain.waveform import Waveform

if TYPE_CHECKING:
    from edmstudio.model.checkpoint import Checkpoint, Plain
    from edmstudio.model.measured import Measured


def ask(model: str, waveform: Waveform) -> Prediction:
    """What the checkpoint in the file `model` says of a track; "" is the one without a network."""
    if not model:
        from edmstudio.classic.analyse import analyse as analyse_waveform

        return _examined(analyse_waveform(waveform), waveform)
    checkpoint = _loaded(model)
    from edmstudio.model.checkpoint import Checkpoint
    from edmstudio.model.measured import measure

    if isinstance(checkpoint, Checkpoint):
        return _said(measure(waveform), checkpoint)
    from edmstudio.classic.analyse import analyse as analyse_waveform

    card = checkpoint.card
    return _examined(analyse_waveform(waveform, card.habits, checkpoint.name), waveform)


def ask_measured(model: str, folder: Path, payload: str) -> Prediction | None:
    """The same of a track that was measured for a retraining; None where it was not."""
    from edmstudio.learning.measurements import Measurements

    measured = Measurements(folder).peek(payload) if model else None
    if measured is None:
        return None
    from edmstudio.model.checkpoint import Checkpoint

    checkpoint = _loaded(model)
    return _said(measured, checkpoint) if isinstance(checkpoint, Checkpoint) else None


def _said(measured: "Measured", checkpoint: "Checkpoint") -> Prediction:
    """By a network, of a track whose damage was looked for when it was measured."""
    from edmstudio.model.predict import predict

    return _with(predict(measured, checkpoint), measured.soundness)


def _examined(prediction: Prediction, waveform: Waveform) -> Prediction:
    """With what the samples tell of damage, whoever analysed the music."""
    from edmstudio.features.soundness import soundness

    return _with(prediction, soundness(waveform))


def _with(prediction: Prediction, sound: Soundness) -> Prediction:
    if prediction.evidence is None:
        return prediction
    figures = sound.packed()
    return replace(prediction, evidence=replace(prediction.evidence, soundness=figures))


@cache
def _loaded(model: str) -> "Checkpoint | Plain":
    """Each worker reads a checkpoint once."""
    try:
        from edmstudio.model.checkpoint import read
    except ImportError as error:
        raise Refused(
            "The model needs torch, which can't be loaded; install it again with: "
            "pip install torch==2.13.0.",
            Fault.MODEL,
        ) from error
    return read(Path(model))

"""A whole track to a `Prediction`: network and envelope listen together, the decoders decide."""

from edmstudio.classic.bars import bar_lines
from edmstudio.classic.conclusion import conclude
from edmstudio.classic.counting import count_beats
from edmstudio.classic.structure import activations_between
from edmstudio.domain.activations import BarActivations
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.prediction import Prediction
from edmstudio.model.arrange import arrange
from edmstudio.model.bar_tokens import bar_tokens
from edmstudio.model.checkpoint import Checkpoint
from edmstudio.model.key import key_said
from edmstudio.model.listen import Said, listen
from edmstudio.model.measured import Measured
from edmstudio.model.opinion import EarOpinion


def predict(measured: Measured, checkpoint: Checkpoint, said: Said | None = None) -> Prediction:
    """All that a checkpoint says of a track; `said` spares the ear where it has listened."""
    heard, habits = measured.heard, checkpoint.card.habits
    said = listen(measured.inputs.mel, checkpoint.network.ear) if said is None else said
    counted = count_beats(measured.onsets, heard.bands, habits, EarOpinion(said))
    return conclude(
        heard,
        counted.activations,
        fit=counted.fit,
        bars=bars_said(measured, said, counted.bars, checkpoint),
        key=key_said(measured, checkpoint),
        checkpoint=checkpoint.name,
        habits=habits,
    )


def bars_said(
    measured: Measured, said: Said, grid: TempoMap | None, checkpoint: Checkpoint
) -> BarActivations:
    """Evidence for each bar of a grid, network and classic analysis together."""
    lines = bar_lines(grid, measured.seconds)
    tokens = bar_tokens(measured.inputs, said, lines)
    return arrange(tokens, checkpoint, activations_between(measured.heard, lines))

"""Whoever hears tracks while something is learned: a network with its weights, or none."""

from dataclasses import dataclass, field, replace
from typing import Protocol

from edmstudio.classic.analyse import CHECKPOINT, analyse_heard
from edmstudio.classic.bars import bar_lines
from edmstudio.classic.structure import activations_on
from edmstudio.domain.activations import BarActivations
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.habits import NOBODYS, Habits
from edmstudio.domain.prediction import Prediction
from edmstudio.learning.lesson import Heard, Lesson, grid_of
from edmstudio.learning.octaves import contests
from edmstudio.model.arrange import arrange
from edmstudio.model.bar_tokens import BarTokens, bar_tokens
from edmstudio.model.checkpoint import Checkpoint
from edmstudio.model.listen import Said, listen
from edmstudio.model.measured import Measured
from edmstudio.model.network import Ear
from edmstudio.model.predict import predict_measured


class Analyser(Protocol):
    """What can be asked of it about a track that was measured."""

    def predict(self, measured: Measured, habits: Habits) -> Prediction:
        """All that it says, to a person of these habits."""

    def bars(self, measured: Measured, grid: TempoMap | None) -> BarActivations:
        """What it hears on the bars of a grid."""

    def said(self, measured: Measured) -> Said | None:
        """What its ear says; None where it has none."""


@dataclass(frozen=True, slots=True)
class Classic:
    """The analysis without a network."""

    def predict(self, measured: Measured, habits: Habits) -> Prediction:
        return analyse_heard(measured.onsets, measured.heard, habits, CHECKPOINT)

    def bars(self, measured: Measured, grid: TempoMap | None) -> BarActivations:
        return activations_on(measured.heard, grid)

    def said(self, measured: Measured) -> Said | None:
        return None


@dataclass(slots=True)
class Ears:
    """One ear, and what it said of tracks that it heard before."""

    ear: Ear
    _said: dict[int, tuple[Measured, Said]] = field(default_factory=dict)

    def said(self, measured: Measured) -> Said:
        """What it says of a track; each track is listened to once."""
        if id(measured) not in self._said:
            self._said[id(measured)] = measured, listen(measured.inputs.mel, self.ear)
        return self._said[id(measured)][1]


@dataclass(frozen=True, slots=True)
class Networked:
    """A checkpoint; several that share an ear may share what it said."""

    checkpoint: Checkpoint
    ears: Ears

    def predict(self, measured: Measured, habits: Habits) -> Prediction:
        card = replace(self.checkpoint.card, habits=habits)
        return predict_measured(measured, replace(self.checkpoint, card=card), self.said(measured))

    def bars(self, measured: Measured, grid: TempoMap | None) -> BarActivations:
        return arrange(self.tokens(measured, grid), self.checkpoint)

    def said(self, measured: Measured) -> Said:
        return self.ears.said(measured)

    def tokens(self, measured: Measured, grid: TempoMap | None) -> BarTokens:
        """The bars of a grid as its arranger reads them."""
        lines = bar_lines(grid, measured.seconds)
        return bar_tokens(measured.inputs, self.said(measured), lines)


def hear_lesson(lesson: Lesson, measured: Measured, analyser: Analyser) -> Heard:
    """A corrected track as the analyser hears it, without anybody's habits."""
    prediction = analyser.predict(measured, NOBODYS)
    return Heard(
        lesson,
        prediction,
        octaves=contests(measured, analyser.said(measured)),
        bars=analyser.bars(measured, grid_of(lesson, prediction.annotations)),
    )

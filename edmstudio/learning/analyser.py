"""Whoever hears tracks while something is learned: a network with its weights, or none."""

import os
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np

from edmstudio.classic.analyse import CHECKPOINT, analyse_heard
from edmstudio.classic.bars import bar_lines
from edmstudio.classic.structure import activations_on
from edmstudio.domain.activations import BarActivations
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.habits import NOBODYS, Habits
from edmstudio.domain.lesson import Lesson
from edmstudio.domain.prediction import Prediction
from edmstudio.learning.heard import Heard, heard_bars
from edmstudio.learning.octaves import contests
from edmstudio.learning.reference import ear_digest
from edmstudio.model.bar_tokens import BarTokens, bar_tokens
from edmstudio.model.checkpoint import Checkpoint
from edmstudio.model.listen import Said, listen
from edmstudio.model.measured import DAMAGED, Measured
from edmstudio.model.network import Ear
from edmstudio.model.predict import bars_said, predict

KEPT = 6  # tracks whose answers stay in memory


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A track that was measured, by the hash of its audio."""

    payload: str
    measured: Measured


class Analyser(Protocol):
    """What can be asked of it about a track that was measured."""

    def predict(self, sound: Sound, habits: Habits) -> Prediction:
        """All that it says, to a person of these habits."""

    def bars(self, sound: Sound, grid: TempoMap | None) -> BarActivations:
        """What it hears on the bars of a grid."""

    def said(self, sound: Sound) -> Said | None:
        """What its ear says; None where it has none."""


@dataclass(frozen=True, slots=True)
class Classic:
    """The analysis without a network."""

    def predict(self, sound: Sound, habits: Habits) -> Prediction:
        measured = sound.measured
        return analyse_heard(measured.onsets, measured.heard, habits, CHECKPOINT)

    def bars(self, sound: Sound, grid: TempoMap | None) -> BarActivations:
        return activations_on(sound.measured.heard, grid)

    def said(self, sound: Sound) -> Said | None:
        return None


@dataclass(eq=False)
class Ears:
    """One ear, and what it said of tracks before: on disk, and the last few in memory.

    Attributes
    ----------
    ear : Ear
    folder : Path or None
        Where its answers are kept; None keeps them in memory alone.
    """

    ear: Ear
    folder: Path | None = None
    _said: "OrderedDict[str, Said]" = field(default_factory=OrderedDict)

    @cached_property
    def digest(self) -> str:
        """Of its weights."""
        return ear_digest(self.ear)

    def said(self, sound: Sound) -> Said:
        """What it says of a track; every track is listened to once."""
        if sound.payload not in self._said:
            self._said[sound.payload] = self._read(sound.payload) or self._listened(sound)
            while len(self._said) > KEPT:
                self._said.popitem(last=False)
        self._said.move_to_end(sound.payload)
        return self._said[sound.payload]

    def _place(self, payload: str) -> Path | None:
        if self.folder is None:
            return None
        return self.folder / f"said-{self.digest}" / payload[:2] / f"{payload[2:]}.npz"

    def _listened(self, sound: Sound) -> Said:
        said, place = listen(sound.measured.inputs.mel, self.ear), self._place(sound.payload)
        if place is not None:
            with suppress(OSError):  # a full disk costs that it is listened to again
                _keep(said, place)
        return said

    def _read(self, payload: str) -> Said | None:
        place = self._place(payload)
        if place is None or not place.is_file():
            return None
        try:
            with place.open("rb") as file, np.load(file, allow_pickle=False) as held:
                said = Said(**{name: held[name].astype(np.float32) for name in Said.__slots__})
        except DAMAGED:
            return None
        with suppress(OSError):
            os.utime(place)  # lately used: `Measurements.thin` lets it go last
        return said


def _keep(said: Said, place: Path) -> None:
    """Write in half precision, whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_name(f".{place.name}.{os.getpid()}.partial")
    half = {name: getattr(said, name).astype(np.float16) for name in Said.__slots__}
    try:
        with partial.open("wb") as file:
            np.savez(file, **half)
        os.replace(partial, place)
    finally:
        partial.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Networked:
    """A checkpoint; several that share an ear share what it said."""

    checkpoint: Checkpoint
    ears: Ears

    def predict(self, sound: Sound, habits: Habits) -> Prediction:
        card = replace(self.checkpoint.card, habits=habits)
        mine = replace(self.checkpoint, card=card)
        return predict(sound.measured, mine, self.said(sound))

    def bars(self, sound: Sound, grid: TempoMap | None) -> BarActivations:
        return bars_said(sound.measured, self.said(sound), grid, self.checkpoint)

    def said(self, sound: Sound) -> Said:
        return self.ears.said(sound)

    def tokens(self, sound: Sound, grid: TempoMap | None) -> BarTokens:
        """The bars of a grid as its arranger reads them."""
        lines = bar_lines(grid, sound.measured.seconds)
        return bar_tokens(sound.measured.inputs, self.said(sound), lines)


def hear_lesson(lesson: Lesson, sound: Sound, analyser: Analyser) -> Heard:
    """A corrected track as the analyser hears it, without anybody's habits."""
    prediction = analyser.predict(sound, NOBODYS)
    return Heard(
        lesson,
        prediction,
        octaves=contests(sound.measured, analyser.said(sound)),
        bars=analyser.bars(sound, heard_bars(lesson, prediction.annotations)),
    )

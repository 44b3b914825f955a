"""What is wrong in the labels of a track whose truth is known."""

from dataclasses import dataclass

import numpy as np

from edmstudio.app.figures import beats_along, downbeats_along
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.metrics.dj import Beats, GridScores, grid_scores

NEAR = 0.5  # beats within which a cue is the true one
ON = 25.0  # milliseconds beyond which no beat of a right grid lies


@dataclass(frozen=True, slots=True)
class Errors:
    """What is wrong with one track.

    Attributes
    ----------
    grid : float
        0 where no beat is off by more than 25 ms and the bars are right; more the worse.
    key : bool
    extra, missing : tuple of float
        Seconds of cues that belong nowhere, and of those that are not there.
    """

    grid: float
    key: bool
    extra: tuple[float, ...]
    missing: tuple[float, ...]

    @property
    def count(self) -> int:
        """How many labels are wrong."""
        return bool(self.grid) + self.key + len(self.extra) + len(self.missing)

    @property
    def cost(self) -> float:
        """The same, with half a remedy worth more than none."""
        return self.grid + self.key + len(self.extra) + len(self.missing)


def errors(truth: Annotations, held: Annotations, seconds: float) -> Errors:
    """Hold what is believed against the truth; what the truth does not know is no error."""
    near = NEAR * truth.grid.anchors[0].period if truth.grid else 0.2
    return Errors(
        grid_error(truth.grid, held.grid, seconds),
        truth.key is not None and held.key != truth.key,
        _without(held.cues, truth.cues, near) if truth.cues else (),
        _without(truth.cues, held.cues, near),
    )


def grid_error(truth: TempoMap | None, held: TempoMap | None, seconds: float) -> float:
    """Tempo weighs most, then the beats, then the bars, then how near they are."""
    if truth is None:
        return 0.0
    if held is None:
        return 4.0
    found = grid_scores(_beats(truth, seconds), _beats(held, seconds))
    return 0.0 if found.gu25 else _grade(found)


def _grade(found: GridScores) -> float:
    wrong_tempo = found.octave != 1.0
    off_beat = bool(found.half_beat_flip)
    off_bar = found.bar_phase_right is False
    worst = min((found.gpe_max_ms or 1000.0) / 1000.0, 1.0)
    return 4.0 * wrong_tempo + 2.0 * off_beat + 1.0 * off_bar + 0.1 + 0.4 * worst


def _beats(grid: TempoMap, seconds: float) -> Beats:
    bpm = grid.bpm_over(0.0, seconds) if len(grid.anchors) == 1 else None
    return Beats(beats_along(grid, seconds), downbeats_along(grid, seconds), bpm)


def _without(
    cues: tuple[CuePoint, ...], others: tuple[CuePoint, ...], near: float
) -> tuple[float, ...]:
    """Moments of cues that none of the others stands for."""
    there = np.array([cue.seconds for cue in others])
    return tuple(
        cue.seconds
        for cue in cues
        if not len(there) or float(np.abs(there - cue.seconds).min()) > near
    )

"""A lesson beside what was heard of its track, without anybody's habits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.heard_octave import in_heard_octave
from edmstudio.domain.activations import BarActivations
from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.lesson import Lesson
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.sections import Section

FEWEST_BEATS = 16
FARTHEST = 0.045  # seconds; farther off it is another beat, not a habit
STEADY = 0.010  # seconds of median deviation


@dataclass(frozen=True, slots=True)
class Contest:
    """Two tempi an octave apart, and how much more was heard of the slower one.

    Attributes
    ----------
    slow : float
        BPM of the slower one.
    odds : float
        Log-odds in its favour.
    """

    slow: float
    odds: float


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A lesson beside what a network that never saw it says of the track.

    Attributes
    ----------
    lesson : Lesson
    prediction : Prediction
        Without anybody's habits.
    octaves : tuple of Contest
        Pairs of tempi an octave apart between which the ear had to decide.
    bars : BarActivations
        On the bars of `heard_bars`.
    """

    lesson: Lesson
    prediction: Prediction
    octaves: tuple[Contest, ...]
    bars: BarActivations

    @property
    def grid(self) -> TempoMap | None:
        """The person's grid where they decided one, otherwise the heard one."""
        return grid_of(self.lesson, self.prediction.annotations)

    @property
    def heard_bars(self) -> TempoMap | None:
        """The same grid in the octave that is heard: on its bars sections are learned."""
        return heard_bars(self.lesson, self.prediction.annotations)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The same of sections."""
        decided = Fact.SECTIONS in self.lesson.decided
        return (self.lesson.held if decided else self.prediction.annotations).sections


def grid_of(lesson: Lesson, heard: Annotations) -> TempoMap | None:
    """The grid on whose bars cues of a lesson are learned."""
    return lesson.held.grid if Fact.GRID in lesson.decided else heard.grid


def heard_bars(lesson: Lesson, heard: Annotations) -> TempoMap | None:
    """The grid on whose bars sections of a lesson are learned."""
    return in_heard_octave(grid_of(lesson, heard), heard.grid, lesson.seconds)


def lateness(held: TempoMap, heard: TempoMap, seconds: float) -> float | None:
    """Median seconds by which beats lie behind the heard ones; None where they are other beats."""
    beats, others = held.beats(0.0, seconds), heard.beats(-1.0, seconds + 1.0)
    if len(beats) < FEWEST_BEATS or not len(others):
        return None
    behind = _signed(beats, others)
    middle = float(np.median(behind))
    strays = float(np.median(np.abs(behind - middle)))
    return middle if abs(middle) <= FARTHEST and strays <= STEADY else None


def _signed(beats: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Seconds from the nearest of `others` to each beat, positive where the beat comes later."""
    after = np.clip(np.searchsorted(others, beats), 1, len(others) - 1)
    left, right = beats - others[after - 1], beats - others[after]
    return np.where(np.abs(left) <= np.abs(right), left, right)

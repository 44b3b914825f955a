"""Sixteen steps on the clock: where a step of a bar sounds, swung and played by hand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.clock import Clock
from edmstudio.synth.placing import frames_of
from edmstudio.synth.streams import Chance

BAR = 16  # steps of a bar of four beats


@dataclass(frozen=True, slots=True, eq=False)
class Rhythm:
    """The clock with this track's swing.

    Attributes
    ----------
    swing : float
        Where the second sixteenth of a pair falls, 0.5 straight.
    looseness : float
        Standard deviation of hand-played notes in seconds.
    """

    clock: Clock
    swing: float
    looseness: float

    def beat(self, bar: int, step: float) -> float:
        """Beat of a sixteenth step of a bar (steps between sixteenths are rolls)."""
        whole = int(step // 2) * 2
        inside = step - whole
        late = inside * self.swing if inside <= 1 else self.swing + (inside - 1) * (1 - self.swing)
        return float(self.clock.bar_starts[bar]) + whole / 4.0 + late / 2.0

    def steps(self, bar: int) -> int:
        """Sixteenths in a bar."""
        return int(self.clock.bar_beats[bar]) * 4

    def frames(self, beats: list[float]) -> NDArray[np.int64]:
        """Samples of beats, exactly."""
        return frames_of(self.clock.at(np.array(beats, dtype=np.float64)))

    def loose_frames(self, beats: list[float], chance: Chance) -> NDArray[np.int64]:
        """Samples of beats, as a hand plays them."""
        exact = self.clock.at(np.array(beats, dtype=np.float64))
        return frames_of(exact + chance.normal(0.0, self.looseness, len(beats)))


def hits(pattern: str, steps: int, place: int = 0) -> list[tuple[int, float]]:
    """Steps and strengths of a row such as ``x...o...`` (``x`` full, ``o`` half, ``.`` silent).

    Parameters
    ----------
    steps : int
        Sixteenths of the bar.
    place : int
        Which bar it is since the row began; rows of several bars go on from bar to bar.
    """
    begin = place * BAR % len(pattern) if len(pattern) % BAR == 0 else place * steps
    row = (pattern * (2 + (begin + steps) // len(pattern)))[begin : begin + steps]
    strength = {"x": 1.0, "o": 0.55, "-": 0.3}
    return [(step, strength[mark]) for step, mark in enumerate(row) if mark in strength]

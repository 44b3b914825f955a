"""What the ear thinks of a reading of the tempo: the odds that its beats and bars are the heard."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.bar_templates import bar_scores
from edmstudio.classic.metre import SLACK
from edmstudio.classic.sixteenths import Sixteenths
from edmstudio.features.logfreq import HZ as SLOW_HZ
from edmstudio.features.logmel import HZ
from edmstudio.model.listen import Said

Floats = NDArray[np.float64]
STEPS, BEATS = 16, 4  # sixteenths in a bar, in a beat
# Weights of the evidence, by maximum likelihood on readings of renderings of the family that the
# ear was not trained on, and of real tracks, whole and in pieces of half a minute. The beats of a
# track are no independent votes; and where an ear has listened, the envelope's bars count less.
BEAT, DOWNBEAT, PLAIN, SECTION, ENVELOPE = 0.12, 1.56, 0.16, 0.85, 0.24


@dataclass(frozen=True, slots=True, eq=False)
class EarOpinion:
    """Weighs readings for `classic.metre`.

    The ear's answer is a probability a frame; the log-likelihood of a reading, against silence, is
    the sum of the log-odds of a beat at its beats, of the log-odds of a downbeat at its bar lines
    and of the log-probability of none at its other beats. It counts a beat of the pulse, so that
    readings of half and double the tempo stand on the same scale. Sections begin with bars, so
    where they begin speaks for bar lines too.
    """

    said: Said

    def __call__(self, grid: Sixteenths, beats: float) -> Floats:
        """Log-odds of a bar that begins on each of the first 16 sixteenths, shape (16,)."""
        frames = np.rint(grid.seconds * HZ).astype(np.intp)
        beat, downbeat = (_near(trace, frames) for trace in (self.said.beat, self.said.downbeat))
        places = np.arange(len(frames))
        none = -np.logaddexp(0.0, downbeat)
        on_beat = np.bincount(places % BEATS, BEAT * beat - PLAIN * none, BEATS)
        on_bar = np.bincount(places % STEPS, DOWNBEAT * downbeat, STEPS)
        begun = np.bincount(places % STEPS, self._sections(grid.seconds), STEPS)
        return np.asarray(
            (np.tile(on_beat, STEPS // BEATS) + on_bar) / beats
            + SECTION * (begun - begun.mean())
            + (ENVELOPE - SLACK) * bar_scores(grid.values)
        )

    def _sections(self, seconds: Floats) -> Floats:
        """Probability that a section begins at each moment."""
        begins = 1.0 / (1.0 + np.exp(-self.said.boundary.astype(np.float64)))
        return np.interp(seconds, np.arange(len(begins)) / SLOW_HZ, begins)


def _near(trace: NDArray[np.float32], frames: NDArray[np.intp]) -> Floats:
    """The highest of each frame and its neighbours."""
    around = np.clip(frames[:, None] + np.arange(-1, 2), 0, len(trace) - 1)
    return np.asarray(trace[around].max(axis=1).astype(np.float64))

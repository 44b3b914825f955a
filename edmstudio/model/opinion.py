"""What the ear thinks of a reading of the tempo: the odds that its beats and bars are the heard."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.classic.sixteenths import Sixteenths
from edmstudio.features.logmel import HZ
from edmstudio.model.listen import Said

Floats = NDArray[np.float64]
STEPS, BEATS = 16, 4  # sixteenths in a bar, in a beat
# Weights of a mean log-odds: the beats of a track are no independent votes.
BEAT, DOWNBEAT = 1.0, 4.0


@dataclass(frozen=True, slots=True, eq=False)
class EarOpinion:
    """Weighs readings for `classic.metre`.

    The ear's answer is a probability a frame; the log-likelihood of a reading, against silence, is
    the sum of the log-odds of a beat at its beats, of the log-probability of a downbeat at its bar
    lines and of none at its other beats. It counts a beat of the pulse, so that readings of half
    and double the tempo stand on the same scale.
    """

    said: Said

    def __call__(self, grid: Sixteenths, beats: float) -> Floats:
        """Log-odds of a bar that begins on each of the first 16 sixteenths, shape (16,)."""
        frames = np.rint(grid.seconds * HZ).astype(np.intp)
        beat, downbeat = (_near(trace, frames) for trace in (self.said.beat, self.said.downbeat))
        places = np.arange(len(frames))
        none = -_softplus(downbeat)
        on_beat = np.bincount(places % BEATS, BEAT * beat + DOWNBEAT * none, BEATS)
        # log P(downbeat) - log P(none) is the logit itself.
        on_bar = np.bincount(places % STEPS, DOWNBEAT * downbeat, STEPS)
        return (np.tile(on_beat, STEPS // BEATS) + on_bar) / beats


def _near(trace: NDArray[np.float32], frames: NDArray[np.intp]) -> Floats:
    """The highest of each frame and its neighbours."""
    around = np.clip(frames[:, None] + np.arange(-1, 2), 0, len(trace) - 1)
    return np.asarray(trace[around].max(axis=1).astype(np.float64))


def _softplus(logits: Floats) -> Floats:
    return np.asarray(np.logaddexp(0.0, logits))

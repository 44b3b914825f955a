"""What is kept of a track for comparing it with all others: a few hundred numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.track import TrackId
from edmstudio.review.case import Case

Floats = NDArray[np.float32]
PARTS = 64  # of the course of the beats


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """One track among many.

    Attributes
    ----------
    track_id : TrackId
    seconds : float
        Duration.
    voiceprint : ndarray, shape (dimensions,)
    course : ndarray, shape (64,)
        How much speaks for beats in each part of the track.
    trust : float
        Probability that a steady beat was found, 0 where there is no grid.
    soundness : ndarray, shape (6,) or (0,)
        `Soundness` packed.
    """

    track_id: TrackId
    seconds: float
    voiceprint: Floats
    course: Floats
    trust: float
    soundness: Floats


def trace_of(case: Case) -> Trace:
    """The trace of a case; what its labels say does not matter."""
    beats = case.evidence.beats
    edges = np.linspace(0, len(beats), PARTS + 1).astype(np.intp)
    sums = np.concatenate([[0.0], np.cumsum(beats, dtype=np.float64)])
    course = (sums[edges[1:]] - sums[edges[:-1]]) / np.maximum(np.diff(edges), 1)
    return Trace(
        case.track_id,
        case.seconds,
        case.evidence.voiceprint,
        course.astype(np.float32),
        case.predicted.trust.grid if case.predicted.grid is not None else 0.0,
        case.evidence.soundness,
    )

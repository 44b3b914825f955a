"""How many cues were found, each matched with one true cue only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.cues import CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.metrics.hits import Hits, matched_pairs

BEATS = (0.5, 1.0, 2.0, 4.0)
WITHOUT_GRID = 0.25  # seconds, the tolerance of CUE-DETR (Argüello et al. 2024)


@dataclass(frozen=True, slots=True)
class CueScores:
    """Scores of one track's cues.

    Attributes
    ----------
    half_beat, beat, two_beats, bar : Hits
        Within half a beat, one, two, and a bar (four beats) of a true cue.
    kind_accuracy : float
        Share of the cues found within half a beat that are also of the right kind; 0 for none.
    """

    half_beat: Hits
    beat: Hits
    two_beats: Hits
    bar: Hits
    kind_accuracy: float


def cue_scores(
    reference: Sequence[CuePoint], estimate: Sequence[CuePoint], grid: TempoMap | None
) -> CueScores:
    """Score cues against true ones, with tolerances in beats of the true grid."""
    true = np.array([cue.seconds for cue in reference])
    found = np.array([cue.seconds for cue in estimate])
    half, one, two, bar = (_within(true, found, beats_at(grid, true, b)) for b in BEATS)
    pairs = matched_pairs(true, found, beats_at(grid, true, 0.5))
    same = [reference[left].kind is estimate[right].kind for left, right in pairs]
    return CueScores(half, one, two, bar, float(np.mean(same)) if same else 0.0)


def beats_at(
    grid: TempoMap | None, seconds: NDArray[np.float64], beats: float
) -> NDArray[np.float64]:
    """How long so many beats last at each moment, in seconds; half a beat is 0.25 s without."""
    if grid is None:
        return np.full(len(seconds), 2.0 * WITHOUT_GRID * beats)
    return np.array([beats * grid.anchor_at(moment).period for moment in seconds])


def _within(
    true: NDArray[np.float64], found: NDArray[np.float64], tolerance: NDArray[np.float64]
) -> Hits:
    return Hits.counted(len(matched_pairs(true, found, tolerance)), len(true), len(found))

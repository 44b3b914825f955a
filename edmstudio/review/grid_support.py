"""How well what was heard, and the track's own marks, support the places of a grid."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.grid import TempoMap
from edmstudio.review.case import Case

Floats = NDArray[np.float64]
NEAR = 0.12  # beats by which a mark may miss a place
FEWEST = 8  # beats that can be judged
PHRASE = 4  # bars whose multiples sections last
FIT = 0.25  # bars by which such a multiple may be missed


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """Evidence about displacements of one grid.

    Attributes
    ----------
    beat : ndarray, shape (4,)
        Mean height of the beat evidence no, one, two, three quarters of a beat behind its beats.
    bar : ndarray, shape (4,)
        Mean height of the downbeat evidence on the beats of its bars, the held downbeat first.
    marks : ndarray, shape (16,), int
        How many boundaries and cues of the track lie on each quarter of a beat of its bars.
    """

    beat: Floats
    bar: Floats
    marks: NDArray[np.int64]

    def beat_marks(self, quarter: int) -> int:
        """Marks that lie so many quarters behind a beat."""
        return int(self.marks[quarter % 4 :: 4].sum())

    def bar_marks(self, beats: int) -> int:
        """Marks that lie so many beats behind a bar line."""
        return int(self.marks[beats % 4 * 4])


def support(case: Case, grid: TempoMap) -> Support | None:
    """None for a grid with too few beats in the track."""
    numbers = grid.numbers(0.0, case.seconds)
    if len(numbers) < FEWEST:
        return None
    beats = grid.seconds_of(numbers)
    periods = np.diff(beats, append=2 * beats[-1] - beats[-2])
    places = beats[:, None] + periods[:, None] * np.arange(4) / 4.0
    heights = _heard(case, case.evidence.beats, places).mean(axis=0)
    positions = np.minimum(grid.positions(numbers), 3)
    down = _heard(case, case.evidence.downbeats, beats)
    counts = np.maximum(np.bincount(positions, minlength=4), 1)
    bars = np.bincount(positions, down, 4) / counts
    return Support(heights, bars, _marks(grid, moments(case)))


def moments(case: Case) -> Floats:
    """Where the track's boundaries and cues lie, in seconds, shape (marks,)."""
    starts = [section.start for section in case.held.sections[1:]]
    return np.array([*starts, *(cue.seconds for cue in case.held.cues)], dtype=np.float64)


def beat_height(case: Case, grid: TempoMap, ratio: float) -> float:
    """Mean height of the beat evidence on a grid of `ratio` times the tempo, at its best place."""
    numbers = grid.numbers(0.0, case.seconds)
    if not len(numbers):
        return 0.0
    first, last = float(numbers[0]), float(numbers[-1])
    means = []
    for start in np.arange(0.0, max(1.0 / ratio, 0.5), 0.5):
        beats = np.arange(first + start, last + 1e-9, 1.0 / ratio)
        means.append(_heard(case, case.evidence.beats, grid.seconds_of(beats)).mean())
    return float(max(means))


def phrase_fit(case: Case, bpm: float) -> float | None:
    """Share of the track's sections that last whole phrases at a tempo, None for too few."""
    lengths = np.array([s.seconds for s in case.held.sections[1:-1]]) * bpm / 240.0
    if len(lengths) < 2:
        return None
    rest = np.abs(lengths / PHRASE - np.rint(lengths / PHRASE)) * PHRASE
    return float((rest < FIT).mean())


def _heard(case: Case, frames: NDArray[np.float32], seconds: Floats) -> Floats:
    places = np.rint(seconds * case.evidence.hz).astype(np.intp)
    inside = np.minimum(np.maximum(places, 0), len(frames) - 1)
    return frames[inside].astype(np.float64)


def _marks(grid: TempoMap, seconds: Floats) -> NDArray[np.int64]:
    """Marks in bars of another length than four beats are left out."""
    anchors = [grid.anchor_at(float(moment)) for moment in seconds]
    shift = np.array([anchor.shift for anchor in anchors], dtype=np.float64)
    quarters = (grid.beats_at(seconds) - shift) * 4.0
    places = np.rint(quarters)
    good = np.abs(quarters - places) <= NEAR * 4.0
    good &= np.array([anchor.meter == 4 for anchor in anchors], dtype=np.bool_)
    return np.bincount(places[good].astype(np.int64) % 16, minlength=16)

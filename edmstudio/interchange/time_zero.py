"""Whether an imported library lies beside our beats by one constant time: what the table misses.

Programs that decode an MP3 otherwise move every grid of one kind of file by 13, 25 or 26 ms. Many
tracks that agree on such a shift say more than any table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import numpy as np

from edmstudio.domain.grid import TempoMap

FEWEST = 5  # tracks before anything is said
NOTICED = 0.008  # seconds
TIGHT = 0.005  # seconds of median deviation
SAME_TEMPO = 0.002  # relative


@dataclass(frozen=True, slots=True)
class Shift:
    """Tracks of one kind of file whose imported grids all lie beside the beats that we hear.

    Attributes
    ----------
    case : str
        MP3 header case "A" to "D", "" for other files.
    tracks : int
        How many say so.
    seconds : float
        To be added to the imported times.
    """

    case: str
    tracks: int
    seconds: float

    def __str__(self) -> str:
        kind = f"MP3s of case {self.case}" if self.case else "these files"
        return (
            f"In {self.tracks} of {kind} the imported grid lies {-self.seconds * 1000:+.0f} ms "
            "beside the beats that are heard"
        )


def phase_between(said: TempoMap, heard: TempoMap, seconds: float) -> float | None:
    """How far `said` must move to lie on `heard`, in seconds; None where their tempi differ.

    A grid on the off-beats is no shift: what is beyond a quarter of a beat says nothing.
    """
    tempi = [grid.bpm_over(0.0, max(seconds, 1.0)) for grid in (said, heard)]
    if abs(tempi[0] - tempi[1]) > SAME_TEMPO * tempi[1]:
        return None
    beats, ours = said.beats(0.0, seconds), heard.beats(-1.0, seconds + 1.0)
    if len(beats) < 8 or len(ours) < 2:
        return None
    at = np.clip(np.searchsorted(ours, beats), 1, len(ours) - 1)
    below, above = ours[at - 1] - beats, ours[at] - beats
    apart = np.where(np.abs(below) < np.abs(above), below, above)
    shift = float(np.median(apart))
    return shift if abs(shift) < 15.0 / tempi[1] else None


def shifts_in(phases: Iterable[tuple[str, float]]) -> tuple[Shift, ...]:
    """The shifts worth proposing, from ``(case, phase)`` of many tracks."""
    by_case: dict[str, list[float]] = {}
    for case, phase in phases:
        by_case.setdefault(case, []).append(phase)
    found = []
    for case, values in sorted(by_case.items()):
        middle = median(values)
        spread = median(abs(value - middle) for value in values)
        if len(values) >= FEWEST and abs(middle) >= NOTICED and spread <= TIGHT:
            found.append(Shift(case, len(values), middle))
    return tuple(found)

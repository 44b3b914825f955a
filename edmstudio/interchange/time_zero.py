"""Whether imported grids lie beside our beats by constant times: what the table of offsets misses.

Programs that decode an MP3 otherwise move every grid of one kind of file by 13, 25 or 26 ms. Many
tracks that agree on such a shift say more than any table; a single one is a grid to look at.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from edmstudio.domain.grid import TempoMap

FEWEST = 5  # tracks before anything is said of many
SHARE = 0.1  # of a kind of file, below which tracks that agree do so by chance
NEAR = 0.004  # seconds that grids of one shift lie around its middle
BESIDE = 0.009  # seconds beside our beats that are more than our hearing errs
SAME_TEMPO = 0.02  # relative, by the number of beats
WOBBLE, MOST_BEATS = 0.015, 0.75  # seconds that so many beats may lie off a common shift


@dataclass(frozen=True, slots=True)
class Phase:
    """How far the grid of an entry must move to lie on the beats that we hear.

    `case` is the MP3 header case "A" to "D" of its file, "" for other files.
    """

    key: str
    case: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Shift:
    """Tracks of one kind of file whose imported grids all lie beside the beats that we hear.

    Attributes
    ----------
    case : str
    seconds : float
        To be added to the imported times.
    keys : tuple of str
        The entries that say so.
    of : int
        How many of this kind of file could be compared.
    """

    case: str
    seconds: float
    keys: tuple[str, ...]
    of: int

    @property
    def concerns_all(self) -> bool:
        """Whether most of such files say so, so that the others will be no different."""
        return 2 * len(self.keys) > self.of

    def __str__(self) -> str:
        kind = f"MP3s of case {self.case}" if self.case else "other files than MP3"
        return (
            f"In {len(self.keys)} of {self.of} {kind} that could be compared the imported grid "
            f"lies {-self.seconds * 1000:+.0f} ms beside the beats that are heard"
        )


@dataclass(frozen=True, slots=True)
class Check:
    """What the comparison of a whole library says.

    Attributes
    ----------
    compared : int
        Tracks whose grid could be compared with our beats.
    shifts : tuple of Shift
        Times that many agree on; they speak of the program's second 0.
    single : tuple of Phase
        Grids that lie beside our beats by a time of their own; they want to be looked at.
    """

    compared: int = 0
    shifts: tuple[Shift, ...] = ()
    single: tuple[Phase, ...] = ()


def phase_between(said: TempoMap, heard: TempoMap, seconds: float) -> float | None:
    """How far `said` must move to lie on `heard`, in seconds; None where that cannot be told.

    Grids of half or double tempo, or on the off-beats, are beside one another in other ways too;
    this is told of the nearest half beat. One that drifts tells no shift.
    """
    beats, ours = said.beats(0.0, seconds), heard.beats(-1.0, seconds + 1.0)
    ratio = len(beats) / max(len(heard.beats(0.0, seconds)), 1)
    if len(beats) < 8 or min(abs(ratio / times - 1.0) for times in (0.5, 1.0, 2.0)) > SAME_TEMPO:
        return None
    parts = 4 if ratio > 1.5 else 2
    halves = np.interp(np.arange(0.0, len(ours) - 1, 1.0 / parts), np.arange(len(ours)), ours)
    at = np.clip(np.searchsorted(halves, beats), 1, len(halves) - 1)
    below, above = halves[at - 1] - beats, halves[at] - beats
    apart = np.where(np.abs(below) < np.abs(above), below, above)
    middle = float(np.median(apart))
    return middle if float(np.quantile(np.abs(apart - middle), MOST_BEATS)) <= WOBBLE else None


def check(phases: Iterable[Phase]) -> Check:
    """Shifts that many tracks of a kind agree on, and the single tracks that lie beside."""
    by_case: dict[str, list[Phase]] = defaultdict(list)
    for phase in phases:
        by_case[phase.case].append(phase)
    groups = {case: _groups(held) for case, held in sorted(by_case.items())}
    shifts, single = [], []
    for case, found in groups.items():
        of = len(by_case[case])
        for group in found:
            middle = _middle(group)
            if len(group) >= max(FEWEST, SHARE * of) and abs(middle) >= BESIDE:
                shifts.append(Shift(case, middle, tuple(phase.key for phase in group), of))
            else:
                single += [phase for phase in group if abs(phase.seconds) >= BESIDE]
    compared = sum(map(len, by_case.values()))
    return Check(compared, tuple(shifts), tuple(sorted(single, key=lambda phase: phase.key)))


def _groups(phases: Sequence[Phase]) -> list[list[Phase]]:
    """Phases that lie close together, the fullest group first."""
    left = sorted(phases, key=lambda phase: phase.seconds)
    groups = []
    while left:
        values = np.array([phase.seconds for phase in left])
        stops = np.searchsorted(values, values + 2 * NEAR, side="right")
        first = int(np.argmax(stops - np.arange(len(values))))
        groups.append(left[first : stops[first]])
        left = [*left[:first], *left[stops[first] :]]
    return groups


def _middle(group: Sequence[Phase]) -> float:
    return float(np.median([phase.seconds for phase in group]))

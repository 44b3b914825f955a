"""Level 0: a person's habits out of their corrections, in less than a second; no network moves.

Everything is shrunk towards what was believed before, so that one correction is heard and does not
overturn everything; facts that were let stand on a corrected track count half.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from edmstudio.decoding.key_choice import kin
from edmstudio.domain.annotations import Fact
from edmstudio.domain.habits import EnergyHabit, Habits
from edmstudio.learning.cue_ranker import cue_habits
from edmstudio.learning.heard import Heard, lateness
from edmstudio.learning.octaves import octave_habits
from edmstudio.learning.section_words import section_habits, section_lengths

USUAL_OFFSET = 0.010  # seconds by which people differ from the attacks
STRAY = 0.008  # seconds by which one track differs from another, before anything is known
STRAYS = 2.0  # tracks that this knowledge is worth
KEYS = 6.0  # keys that were right, before any was looked at
ENERGY_SHIFT, ENERGY_SLOPE, ENERGY_STRAY = 1.5, 0.25, 1.0  # levels
MIDDLE = 6.0  # level round which a scale is stretched
LEAST_SLOPE = 0.3


def recalibrate(heard: Sequence[Heard]) -> Habits:
    """The habits of whoever corrected these tracks."""
    return Habits(
        offset=offset(heard),
        octaves=octave_habits(heard),
        sections=section_habits(heard),
        lengths=section_lengths(heard),
        cues=cue_habits(heard),
        keys=key_names(heard),
        energy=energy_scale(heard),
        tracks=counted(heard),
    )


def counted(heard: Sequence[Heard]) -> dict[str, int]:
    """How many tracks speak of each kind of fact."""
    counts = Counter(fact.value for each in heard for fact in each.lesson.decided)
    return dict(sorted(counts.items()))


def offset(heard: Sequence[Heard]) -> float:
    """Seconds by which the person's beats lie behind the heard ones: a mean, shrunk by its doubt.

    The stray of one track is a mean of what is usual and of what is seen, so that few tracks that
    agree are believed, and few that quarrel are not.
    """
    late, weights = [], []
    for each in heard:
        held, found = each.lesson.held.grid, each.prediction.annotations.grid
        if held is not None and found is not None:
            behind = lateness(held, found, each.lesson.seconds)
            if behind is not None:
                late.append(behind)
                weights.append(each.lesson.weight(Fact.GRID))
    if not late:
        return 0.0
    values, counts = np.array(late), np.array(weights)
    middle = float(np.median(np.repeat(values, (2 * counts).astype(int))))
    square = STRAYS * STRAY**2 + float((counts * (values - middle) ** 2).sum())
    doubt = square / (STRAYS + counts.sum()) / counts.sum()
    return round(float(middle * USUAL_OFFSET**2 / (USUAL_OFFSET**2 + doubt)), 5)


def key_names(heard: Sequence[Heard]) -> dict[str, float]:
    """How often the person calls a heard key by the name of its kin."""
    counts: Counter[str] = Counter()
    total = KEYS
    for each in heard:
        said, found = each.lesson.held.key, each.prediction.annotations.key
        if said is None or found is None:
            continue
        weight = each.lesson.weight(Fact.KEY)
        total += weight
        for how, other in kin(found).items():
            if said == other:
                counts[how] += weight  # type: ignore[assignment]
    return {how: round(count / total, 4) for how, count in sorted(counts.items())}


def energy_scale(heard: Sequence[Heard]) -> EnergyHabit | None:
    """The person's levels as a line over the heard ones, by least squares under a prior."""
    pairs = [
        (each.prediction.evidence.energy, each.lesson.held.energy.level)
        for each in heard
        if Fact.ENERGY in each.lesson.decided
        and each.lesson.held.energy is not None
        and each.prediction.evidence is not None
    ]
    if not pairs:
        return None
    found, said = np.array(pairs, dtype=np.float64).T
    rows = np.stack([np.ones_like(found), found - MIDDLE], axis=1)
    prior = np.diag([1.0 / ENERGY_SHIFT**2, 1.0 / ENERGY_SLOPE**2])
    shift, slope = np.linalg.solve(
        rows.T @ rows / ENERGY_STRAY**2 + prior, rows.T @ (said - found) / ENERGY_STRAY**2
    )
    slope = max(1.0 + float(slope), LEAST_SLOPE)
    return EnergyHabit(round(MIDDLE + float(shift) - MIDDLE * slope, 4), round(slope, 4))

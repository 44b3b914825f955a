"""Energies that may be wrong: what is left of them after each source's own scale is taken off."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Fact
from edmstudio.domain.provenance import Voice
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.learning.residuals import wrong_numbers
from edmstudio.learning.sources import holder
from edmstudio.review.case import Case

Floats = NDArray[np.float64]
FEW = 8  # tracks of a source from which its scale is told
USUAL, REACH = 0.6, 5.0  # levels that careful people differ by, and that mistakes do
TAILS = 4.0
NOTICED = 1.0  # levels from which a question is worth asking


def suspect_energies(cases: Sequence[Case]) -> list[Suspicion]:
    """Suspicions about the energies that programs and people gave, by cleanlab's residuals."""
    asked = [
        case
        for case in cases
        if case.doubts(Fact.ENERGY)
        and case.held.energy is not None
        and holder(case, Fact.ENERGY).voice is Voice.LABEL
    ]
    if not asked:
        return []
    given = np.array([case.held.energy.level for case in asked if case.held.energy], dtype=float)
    expected = expectations(asked, given)
    wrong = wrong_numbers(given, expected, tight=USUAL, reach=REACH, tails=TAILS)
    return [
        _suspicion(case, float(level), expected=float(better), score=float(score))
        for case, level, better, score in zip(asked, given, expected, wrong, strict=True)
        if abs(level - better) >= NOTICED
    ]


def expectations(cases: Sequence[Case], given: Floats) -> Floats:
    """What each source would say by its own scale: the heard level and the source's median lead."""
    heard = np.array([case.evidence.energy for case in cases])
    names = np.array([holder(case, Fact.ENERGY).source for case in cases])
    expected = heard.copy()
    for name in set(names.tolist()):
        mine = names == name
        if mine.sum() >= FEW:
            expected[mine] += np.median(given[mine] - heard[mine])
    return np.asarray(np.clip(expected, 1.0, 10.0))


def _suspicion(case: Case, level: float, *, expected: float, score: float) -> Suspicion:
    source, better = holder(case, Fact.ENERGY).source, int(np.clip(round(expected), 1, 10))
    return Suspicion(
        case.track_id,
        Doubt.ENERGY,
        source,
        start=case.seconds * 0.3,
        end=min(case.seconds * 0.3 + 8.0, case.seconds),
        label=f"{level:.0f}",
        suggested=f"{better}",
        score=score,
        reason=(
            f"{source} says {level:.0f}; by what is heard ({case.evidence.energy:.1f}) and the "
            f"scale of {source} it would be {expected:.1f}."
        ),
        figures=(("heard", round(case.evidence.energy, 2)), ("expected", round(expected, 2))),
    )

"""Who says what of each track, as a table that cleanlab understands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.learning.quality import NONE
from edmstudio.review.case import Case

Classify = Callable[[Case, Annotations], int]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Classes that sources give to tracks.

    Attributes
    ----------
    names : tuple of str
        Sources.
    given : ndarray, shape (tracks, sources), int
        `NONE` where a source is silent or its label can't be classed.
    """

    names: tuple[str, ...]
    given: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Witness:
    """A source other than the one whose label holds."""

    source: str
    annotations: Annotations


def holder(case: Case, fact: Fact) -> Provenance:
    """Whose grid, key or energy holds."""
    held = case.held
    return {Fact.GRID: held.grid_by, Fact.KEY: held.key_by, Fact.ENERGY: held.energy_by}[fact]


def witnesses(case: Case, fact: Fact) -> list[Witness]:
    """The other sources that say something about a kind of fact."""
    name = {Fact.GRID: "grid", Fact.KEY: "key", Fact.ENERGY: "energy"}[fact]
    held, by = getattr(case.held, name), holder(case, fact)
    return [
        Witness(source, said)
        for source, said in case.sayings
        if getattr(said, name) is not None
        and source != by.source
        and not (by.voice is Voice.LABEL and getattr(said, name) == held)
    ]


def table(cases: Sequence[Case], fact: Fact, classify: Classify) -> Table:
    """One row a case; a prediction that holds is no source of its own."""
    rows: list[dict[str, int]] = []
    for case in cases:
        by = holder(case, fact)
        row = {by.source: classify(case, case.held)} if by.voice is Voice.LABEL else {}
        row |= {w.source: classify(case, w.annotations) for w in witnesses(case, fact)}
        rows.append(row)
    names = tuple(sorted({name for row in rows for name in row}))
    given = np.array([[row.get(name, NONE) for name in names] for row in rows], dtype=np.int64)
    return Table(names, given.reshape(len(rows), len(names)))

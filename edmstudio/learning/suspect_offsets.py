"""Grids that are a few milliseconds off, or whose tempo lets them drift: regressions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Fact
from edmstudio.domain.provenance import Voice
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.learning.residuals import wrong_numbers
from edmstudio.learning.sources import holder
from edmstudio.learning.suspect_grid import Relations
from edmstudio.review.case import Case

Floats = NDArray[np.float64]
TIGHT = 0.004  # seconds that grids of one recording differ by where nothing is wrong
TIGHTEST, REACH, FAR = 0.001, 0.060, 0.5  # seconds
NOTICED = 0.010  # seconds from which a shift is worth a question
FEW = 8  # tracks of a source from which its usual lateness is told
OUTLYING = 1.4826 * 2.5


@dataclass(frozen=True, slots=True)
class _Measured:
    case: Case
    source: str
    seconds: float


def suspect_offsets(cases: Sequence[Case], relations: Relations) -> list[Suspicion]:
    """Shifts in milliseconds, and tempi that drift away by the end of the track."""
    asked = [
        case
        for case in cases
        if case.doubts(Fact.GRID)
        and not case.held.grid_locked
        and holder(case, Fact.GRID).voice is Voice.LABEL
    ]
    found = _measured(asked, relations)
    return [*_shifted(found), *_drifting(asked, relations)]


def _measured(cases: Sequence[Case], relations: Relations) -> list[_Measured]:
    rows = []
    for case in cases:
        offset = relations.of(case, case.held).offset
        if np.isfinite(offset):
            rows.append(_Measured(case, holder(case, Fact.GRID).source, offset))
    return rows


def _shifted(rows: list[_Measured]) -> list[Suspicion]:
    """Doubtful by the residual from what is usual between a source and the checkpoint."""
    if not rows:
        return []
    offsets = np.array([row.seconds for row in rows])
    usual = usual_lateness(rows)
    spread = max(float(np.median(np.abs(offsets - usual))) * OUTLYING, TIGHT)
    wrong = wrong_numbers(offsets, usual, tight=TIGHTEST, reach=REACH)
    return [
        _offset(row, float(expected), float(score), spread)
        for row, expected, score in zip(rows, usual, wrong, strict=True)
        if abs(row.seconds - expected) >= NOTICED
    ]


def usual_lateness(rows: Sequence[_Measured]) -> Floats:
    """The median of each source over its tracks, 0 where there are few, shape (rows,)."""
    usual = np.zeros(len(rows))
    names = np.array([row.source for row in rows])
    offsets = np.array([row.seconds for row in rows])
    for name in set(names.tolist()):
        mine = names == name
        if mine.sum() >= FEW:
            middle = float(np.median(offsets[mine]))
            # Most tracks being late alike is a habit; it is no reason to call the rest wrong.
            usual[mine] = middle if TIGHTEST <= abs(middle) < NOTICED else 0.0
    return usual


def _offset(row: _Measured, usual: float, score: float, spread: float) -> Suspicion:
    grid = row.case.held.grid
    assert grid is not None
    late, start = row.seconds - usual, max(grid.seconds_at(0), 0.0)
    habit = f", where {row.source} usually is {usual * 1000:+.1f} ms" if usual else ""
    return Suspicion(
        row.case.track_id,
        Doubt.OFFSET,
        row.source,
        start=start,
        end=min(start + 8 * 60.0 / grid.anchors[0].bpm, row.case.seconds),
        label=f"{row.seconds * 1000:+.1f} ms",
        suggested=f"{usual * 1000:+.1f} ms" if usual else "0 ms",
        score=score,
        reason=(
            f"The beats of {row.source} lie {abs(row.seconds) * 1000:.1f} ms "
            f"{'behind' if row.seconds > 0 else 'before'} the attacks{habit}; "
            f"other grids here stay within {spread * 1000:.1f} ms."
        ),
        amount=-late,
        figures=(
            ("offset ms", round(row.seconds * 1000, 2)),
            ("usual ms", round(usual * 1000, 2)),
            ("spread ms", round(spread * 1000, 2)),
        ),
    )


def _drifting(cases: Sequence[Case], relations: Relations) -> list[Suspicion]:
    rows = [
        _Measured(case, holder(case, Fact.GRID).source, relations.of(case, case.held).drift)
        for case in cases
    ]
    rows = [row for row in rows if np.isfinite(row.seconds) and len(_anchors(row)) == 1]
    if not rows:
        return []
    drifts = np.array([row.seconds for row in rows])
    wrong = wrong_numbers(drifts, np.zeros(len(rows)), tight=TIGHTEST, reach=FAR)
    return [
        _tempo(row, float(score))
        for row, score in zip(rows, wrong, strict=True)
        if abs(row.seconds) >= NOTICED
    ]


def _anchors(row: _Measured) -> tuple[object, ...]:
    held = row.case.held.grid
    return held.anchors if held is not None else ()


def _tempo(row: _Measured, score: float) -> Suspicion:
    grid, predicted = row.case.held.grid, row.case.predicted.grid
    assert grid is not None
    assert predicted is not None
    bpm, better = grid.anchors[0].bpm, predicted.bpm_over(0.0, row.case.seconds)
    return Suspicion(
        row.case.track_id,
        Doubt.TEMPO,
        row.source,
        start=max(row.case.seconds - 30.0, 0.0),
        end=row.case.seconds,
        label=f"{bpm:.3f}",
        suggested=f"{better:.3f}",
        score=score,
        reason=(
            f"{row.source} says {bpm:.3f} BPM, the model {better:.3f}: "
            f"by the end the beats are {abs(row.seconds) * 1000:.0f} ms apart."
        ),
        amount=better,
        figures=(
            ("bpm", round(bpm, 4)),
            ("model bpm", round(better, 4)),
            ("drift ms", round(row.seconds * 1000, 1)),
        ),
    )

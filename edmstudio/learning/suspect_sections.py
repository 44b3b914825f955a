"""Sections that may have another label, and boundaries that may lie elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Fact
from edmstudio.domain.provenance import Voice
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.learning.bar_rows import bar_rows, span_row
from edmstudio.learning.held_out import held_out
from edmstudio.learning.marks import bar_of, home, moved, stray, wrongness
from edmstudio.learning.quality import believe
from edmstudio.review.case import Case

Floats = NDArray[np.float64]
LABELS = tuple(SectionLabel)
REACH = 8  # bars within which a better place for a boundary is sought
TO_HEAR = 4.0  # seconds before and behind a boundary


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    case: Case
    section: Section


def suspect_sections(cases: Sequence[Case]) -> list[Suspicion]:
    """Suspicions about labels and boundaries of the sections that hold."""
    asked = [case for case in cases if case.doubts(Fact.SECTIONS) and case.held.sections]
    return [*_labels(asked), *_boundaries(asked)]


def _labels(cases: Sequence[Case]) -> list[Suspicion]:
    rows = [_Row(case, section) for case in cases for section in case.held.sections]
    if not rows:
        return []
    given = np.array([LABELS.index(row.section.label) for row in rows])
    probs = section_probabilities(rows)
    labels = np.array([row.section.by.voice is Voice.LABEL for row in rows])
    belief = believe(np.where(labels, given, -1)[:, None], probs)
    wrong, best = belief.wrong(given), belief.instead(given)
    return [
        _label(row, int(better), score=float(score), probs=said)
        for row, mine, better, score, said in zip(rows, given, best, wrong, probs, strict=True)
    ]


def section_probabilities(rows: Sequence[_Row]) -> Floats:
    """Of each label for each section, shape (rows, 10): told by the other tracks' labels.

    Where the library has too few labels for that, it is the checkpoint's own posterior.
    """
    heard = np.array(
        [
            row.case.evidence.label[
                row.case.evidence.bars_between(row.section.start, row.section.end)
            ].mean(axis=0)
            for row in rows
        ],
        dtype=np.float64,
    )
    given = np.array([LABELS.index(row.section.label) for row in rows])
    labels = np.array([row.section.by.voice is Voice.LABEL for row in rows])
    if not labels.all():
        return heard
    features = np.array(
        [span_row(row.case.evidence, row.section.start, row.section.end) for row in rows]
    )
    groups = np.array([row.case.track_id for row in rows])
    learned = held_out(features, given, groups, len(LABELS))
    return heard if learned is None else learned


def _label(row: _Row, better: int, *, score: float, probs: Floats) -> Suspicion:
    section, suggested = row.section, LABELS[better]
    before, after = float(probs[LABELS.index(section.label)]), float(probs[better])
    source = section.by.source
    return Suspicion(
        row.case.track_id,
        Doubt.LABEL,
        source,
        start=section.start,
        end=section.end,
        label=str(section.label),
        suggested=str(suggested),
        score=score,
        reason=(
            f"{source} says {section.label}, but it sounds like {suggested}: "
            f"p {before:.2f} for {section.label}, {after:.2f} for {suggested}."
        ),
        figures=(("p label", round(before, 4)), ("p suggested", round(after, 4))),
    )


def _boundaries(cases: Sequence[Case]) -> list[Suspicion]:
    """Boundaries on bars where sections hardly begin, with the likelier bar nearby."""
    labelled = [c for c in cases if c.held.sections[0].by.voice is Voice.LABEL]
    if not labelled:
        return []
    lags = [home(case, _starts(case)) for case in labelled]
    likely = boundary_probabilities(labelled, lags)
    rows, ratios, strays = [], [], []
    for case, lag, mine in zip(labelled, lags, likely, strict=True):
        for section in case.held.sections[1:]:
            bar = bar_of(case, section.start, lag)
            rows.append(_Boundary(case, section, bar, lag, mine))
            ratios.append(mine[bar] / max(float(mine.mean()), 1e-6))
            strays.append(stray(case, section.start, lag))
    wrong = wrongness(np.array(ratios), np.array(strays, dtype=np.bool_))
    found = [_boundary(row, float(score)) for row, score in zip(rows, wrong, strict=True)]
    return [suspicion for suspicion in found if suspicion is not None]


@dataclass(frozen=True, slots=True, eq=False)
class _Boundary:
    case: Case
    section: Section
    bar: int
    lag: int
    likely: Floats


def _starts(case: Case) -> list[float]:
    return [section.start for section in case.held.sections[1:]]


def boundary_probabilities(cases: Sequence[Case], lags: Sequence[int]) -> list[Floats]:
    """That a section begins with each bar, told by the other tracks, one array a case."""
    features, given, groups = [], [], []
    for case, lag in zip(cases, lags, strict=True):
        marked = np.zeros(case.evidence.bars, dtype=np.int64)
        marked[[bar_of(case, start, lag) for start in _starts(case)]] = 1
        features.append(bar_rows(case.evidence))
        given.append(marked)
        groups.append(np.full(case.evidence.bars, case.track_id))
    learned = held_out(np.concatenate(features), np.concatenate(given), np.concatenate(groups), 2)
    if learned is None:
        return [case.evidence.boundary.astype(np.float64) for case in cases]
    edges = np.cumsum([case.evidence.bars for case in cases])[:-1]
    return np.split(learned[:, 1], edges)


def _boundary(row: _Boundary, score: float) -> Suspicion | None:
    """None where no bar nearby is likelier."""
    low = max(row.bar - REACH, 1)
    near = row.likely[low : row.bar + REACH + 1]
    if not len(near):
        return None
    better, here = low + int(near.argmax()), row.section.start
    there = moved(row.case, float(row.case.evidence.lines[better]), row.lag)
    if abs(there - here) < 0.05 or not 0.0 < there < row.case.seconds:
        return None
    before, after = float(row.likely[row.bar]), float(row.likely[better])
    source = row.section.by.source
    bars = better - row.bar
    where = f"{abs(bars)} {'bar' if abs(bars) == 1 else 'bars'} {'later' if bars > 0 else 'before'}"
    return Suspicion(
        row.case.track_id,
        Doubt.BOUNDARY,
        source,
        start=max(here - TO_HEAR, 0.0),
        end=min(here + TO_HEAR, row.case.seconds),
        label=f"{here:.3f}",
        suggested=f"{there:.3f}",
        score=score,
        reason=(
            f"{source} begins the {row.section.label} at {here:.2f} s, where p is {before:.2f}; "
            f"{where if bars else 'on the bar line'}, at {there:.2f} s, it is {after:.2f}."
        ),
        amount=there,
        figures=(("p label", round(before, 4)), ("p suggested", round(after, 4))),
    )

"""Grids that may be wrong: octave, half beat, bar, phrase."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.evidence import RATIOS, SAME
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.learning.grid_places import bar_probability, beat_probability
from edmstudio.learning.grid_relation import Relation, relation
from edmstudio.learning.quality import NONE, believe
from edmstudio.learning.sources import holder, table, witnesses
from edmstudio.review.case import Case

PLACES = ("on the beat", "¼ beat late", "½ beat late", "¼ beat early")
BEATS = ("beat 1", "beat 2", "beat 3", "beat 4")


@dataclass(frozen=True, slots=True)
class _Question:
    """One of the four ways in which a grid can be displaced by whole classes."""

    doubt: Doubt
    of: Callable[["Relations", Case, Annotations], int]
    probs: Callable[[Case], NDArray[np.float64]]


QUESTIONS = (
    _Question(
        Doubt.OCTAVE,
        lambda relations, case, said: relations.of(case, said).octave,
        lambda case: case.evidence.octave.astype(np.float64),
    ),
    _Question(
        Doubt.HALF_BEAT,
        lambda relations, case, said: relations.to_held(case, said).beat,
        beat_probability,
    ),
    _Question(
        Doubt.BAR_PHASE,
        lambda relations, case, said: relations.to_held(case, said).bar,
        bar_probability,
    ),
    _Question(
        Doubt.PHRASE_PHASE,
        lambda relations, case, said: relations.of(case, said).phrase,
        lambda case: case.evidence.phrase.astype(np.float64),
    ),
)


class Relations:
    """How every source's grid lies on the predicted one; each is compared once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Relation] = {}

    def of(self, case: Case, said: Annotations) -> Relation:
        """The classes of a source's grid, all -1 where a grid is missing on either side."""
        if said.grid is None or case.predicted.grid is None:
            return Relation()
        name = (case.track_id, id(said))
        if name not in self._known:
            self._known[name] = relation(
                said.grid, case.predicted.grid, case.evidence, case.seconds
            )
        return self._known[name]

    def to_held(self, case: Case, said: Annotations) -> Relation:
        """How a source's grid lies on the one that holds."""
        if said.grid is None or case.held.grid is None:
            return Relation()
        if said is case.held:
            return Relation(SAME, 0, 0, 0, 0.0, 0.0)
        return relation(said.grid, case.held.grid, case.evidence, case.seconds)


def suspect_grids(cases: Sequence[Case], relations: Relations) -> list[Suspicion]:
    """Suspicions about whole classes of displacement; fine offsets are in `suspect_offsets`."""
    asked = [case for case in cases if case.doubts(Fact.GRID) and not case.held.grid_locked]
    return [found for question in QUESTIONS for found in _asked(question, asked, relations)]


def _asked(question: _Question, cases: Sequence[Case], relations: Relations) -> list[Suspicion]:
    classed = [c for c in cases if question.of(relations, c, c.held) != NONE]
    if not classed:
        return []
    said = table(classed, Fact.GRID, lambda case, a: question.of(relations, case, a))
    probs = np.array([question.probs(case) for case in classed], dtype=np.float64)
    belief = believe(said.given, probs)
    held = np.array([question.of(relations, case, case.held) for case in classed])
    wrong = belief.wrong(held)
    best = belief.instead(held)
    return [
        _suspicion(
            _Doubted(question, case, int(mine), int(better), float(score)),
            probs=row,
            relations=relations,
        )
        for case, mine, better, score, row in zip(classed, held, best, wrong, probs, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Doubted:
    question: _Question
    case: Case
    held: int
    better: int
    score: float


def _suspicion(doubted: _Doubted, *, probs: NDArray[np.float64], relations: Relations) -> Suspicion:
    case, question, grid = doubted.case, doubted.question, doubted.case.held.grid
    assert grid is not None
    amount = _amount(doubted)
    label, suggested = _words(doubted)
    source = holder(case, Fact.GRID).source
    beliefs = float(probs[doubted.held]), float(probs[doubted.better])
    others = [
        (w.source, question.of(relations, case, w.annotations)) for w in witnesses(case, Fact.GRID)
    ]
    agreeing = [name for name, found in others if found == doubted.better]
    backing = [name for name, found in others if found == doubted.held]
    start = max(grid.seconds_at(0), 0.0)
    return Suspicion(
        case.track_id,
        question.doubt,
        source,
        start=start,
        end=min(start + 8 * 60.0 / grid.anchors[0].bpm, case.seconds),
        label=label,
        suggested=suggested,
        score=doubted.score,
        reason=_reason(source, (label, suggested), beliefs, (agreeing, backing)),
        amount=amount,
        figures=(
            ("p label", round(beliefs[0], 4)),
            ("p suggested", round(beliefs[1], 4)),
            ("agree", ", ".join(agreeing)),
            ("differ", ", ".join(backing)),
        ),
    )


def _amount(doubted: _Doubted) -> float:
    """The ratio of tempi, or beats to shift the grid by."""
    held, better = doubted.held, doubted.better
    match doubted.question.doubt:
        case Doubt.OCTAVE:
            return RATIOS[better] / RATIOS[held]
        case Doubt.HALF_BEAT:
            return ((better - held + 2) % 4 - 2) / 4.0
        case Doubt.BAR_PHASE:
            return float((better - held + 2) % 4 - 2)
        case _:
            return float(((better - held + 4) % 8 - 4) * 4)


def _words(doubted: _Doubted) -> tuple[str, str]:
    """What holds and what would hold, as the reason names them."""
    case, held, better = doubted.case, doubted.held, doubted.better
    match doubted.question.doubt:
        case Doubt.OCTAVE:
            assert case.held.grid is not None
            bpm = case.held.grid.bpm_over(0.0, case.seconds)
            return f"{bpm:.2f}", f"{bpm * _amount(doubted):.2f}"
        case Doubt.HALF_BEAT:
            return PLACES[(held - better) % 4], PLACES[0]
        case Doubt.BAR_PHASE:
            return f"bars begin on {BEATS[(held - better) % 4]}", f"on {BEATS[0]}"
        case _:
            return f"phrases begin on bar {(held - better) % 8 + 1}", "on bar 1"


def _reason(
    source: str,
    words: tuple[str, str],
    beliefs: tuple[float, float],
    witnesses: tuple[list[str], list[str]],
) -> str:
    """Such as "rekordbox says 87.00, the model 174.00, p 0.97; serato agrees with the model"."""
    said = (
        f"{source or 'the grid'} says {words[0]} (p {beliefs[0]:.2f}), "
        f"the model {words[1]} (p {beliefs[1]:.2f})"
    )
    agreeing, backing = witnesses
    if agreeing:
        said += f"; {' and '.join(agreeing)} {_verb('agree', agreeing)} with the model"
    if backing:
        said += f"; {' and '.join(backing)} {_verb('agree', backing)} with {source}"
    return said + "."


def _verb(verb: str, names: list[str]) -> str:
    return verb if len(names) > 1 else f"{verb}s"

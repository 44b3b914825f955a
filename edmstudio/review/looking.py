"""Looking through many tracks with one judge: what is doubtful, and a sample of the rest."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from edmstudio.domain.suspicion import Suspicion
from edmstudio.review.case import Case
from edmstudio.review.judge import Judge
from edmstudio.review.trace import Trace, trace_of

LEAST = 0.1  # probability from which a doubt is worth a question
SAMPLED = 400  # labels of the rest that are kept as candidates of an audit
BASE = 0.02  # what the least doubtful label weighs: mistakes hide there too


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label of the rest, and its place in a priority sample (greater is drawn first)."""

    suspicion: Suspicion
    priority: float


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What was found in some tracks.

    Attributes
    ----------
    doubted : tuple of Suspicion
        Those probable enough to be asked.
    candidates : tuple of Candidate
        Of all other labels those with the greatest priorities.
    labels : int
        How many labels there are.
    expected : float
        How many of the other labels are expected to be wrong.
    traces : tuple of Trace
    """

    doubted: tuple[Suspicion, ...]
    candidates: tuple[Candidate, ...]
    labels: int
    expected: float
    traces: tuple[Trace, ...] = ()


def look(
    judge: Judge, cases: Iterable[Case], *, answered: Collection[object] = (), seed: int = 0
) -> Looked:
    """Judge every label of these tracks; what a person let stand is not counted again."""
    known = list(cases)
    found = [
        suspicion
        for case in known
        for suspicion in judge.suspicions(case)
        if suspicion.question not in answered
    ]
    return sifted(found, [trace_of(case) for case in known], seed=seed)


def sifted(found: Sequence[Suspicion], traces: Sequence[Trace] = (), *, seed: int = 0) -> Looked:
    """Part what is asked from the rest, and draw candidates from that."""
    doubted = tuple(each for each in found if each.score >= LEAST)
    rest = [each for each in found if each.score < LEAST]
    return Looked(
        doubted,
        tuple(drawn(rest, seed)),
        len(found),
        sum(each.score for each in rest),
        tuple(traces),
    )


def drawn(rest: Sequence[Suspicion], seed: int) -> list[Candidate]:
    """The greatest priorities: weight over a number drawn evenly between 0 and 1.

    Priority sampling keeps the doubtful more often and still estimates sums without bias
    (Duffield, Lund and Thorup, "Priority sampling for estimation of arbitrary subset sums",
    Journal of the ACM 2007); samples of parts merge into a sample of the whole.
    """
    if not rest:
        return []
    track = int(rest[0].track_id)
    even = 1.0 - np.random.default_rng([seed, track]).random(len(rest))
    priorities = np.array([BASE + each.score for each in rest]) / even
    first = np.argsort(-priorities, kind="stable")[:SAMPLED]
    return [Candidate(rest[place], float(priorities[place])) for place in first]


def most_urgent(candidates: Iterable[Candidate], count: int = SAMPLED) -> list[Candidate]:
    """Those of the greatest priority, the greatest first."""
    return sorted(candidates, key=lambda each: -each.priority)[:count]


def merged(parts: Sequence[Looked]) -> Looked:
    """What was found in all of them."""
    return Looked(
        tuple(each for part in parts for each in part.doubted),
        tuple(most_urgent(each for part in parts for each in part.candidates)),
        sum(part.labels for part in parts),
        sum(part.expected for part in parts),
        tuple(trace for part in parts for trace in part.traces),
    )

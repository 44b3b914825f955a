"""Looking through many tracks with one judge: what is doubtful, and a sample of the rest."""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.suspicion import Suspicion
from edmstudio.review.asking import questions
from edmstudio.review.case import Case
from edmstudio.review.judge import Judge
from edmstudio.review.trace import Trace, trace_of

Floats = NDArray[np.float64]
Tell = Callable[[int], Suspicion]  # the label at a place, in words
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
    """Judge every label of these tracks; what a person let stand is not counted again.

    Only what is doubted or drawn is put into words: that is one label in thirty.
    """
    known = list(cases)
    with _uncollected():
        asked = [question for case in known for question in questions(case, judge.lore)]
        if answered:
            asked = [each for each in asked if each.about().question not in answered]
        scores = judge.scores(asked)
        return _parted(
            scores,
            lambda place: judge.told(asked[place], float(scores[place])),
            [trace_of(case) for case in known],
            seed=[seed, *(int(case.track_id) for case in known[:1])],
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for circles, of which thousands of questions hold none."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def sifted(found: Sequence[Suspicion], traces: Sequence[Trace] = (), *, seed: int = 0) -> Looked:
    """Part what is asked from the rest, and draw candidates from that."""
    scores = np.array([each.score for each in found])
    return _parted(scores, found.__getitem__, traces, seed=[seed, *_first(found)])


def drawn(rest: Sequence[Suspicion], seed: int) -> list[Candidate]:
    """A priority sample of some labels."""
    scores = np.array([each.score for each in rest])
    return _drawn(scores, np.arange(len(rest)), rest.__getitem__, [seed, *_first(rest)])


def _first(found: Sequence[Suspicion]) -> list[int]:
    return [int(each.track_id) for each in found[:1]]


def _parted(scores: Floats, tell: Tell, traces: Sequence[Trace], *, seed: list[int]) -> Looked:
    rest = np.flatnonzero(scores < LEAST)
    return Looked(
        tuple(tell(int(place)) for place in np.flatnonzero(scores >= LEAST)),
        tuple(_drawn(scores, rest, tell, seed)),
        len(scores),
        float(scores[rest].sum()),
        tuple(traces),
    )


def _drawn(scores: Floats, rest: NDArray[np.int64], tell: Tell, seed: list[int]) -> list[Candidate]:
    """The greatest priorities: weight over a number drawn evenly between 0 and 1.

    Priority sampling keeps the doubtful more often and still estimates sums without bias
    (Duffield, Lund and Thorup, "Priority sampling for estimation of arbitrary subset sums",
    Journal of the ACM 2007); samples of parts merge into a sample of the whole.
    """
    even = 1.0 - np.random.default_rng(seed).random(len(rest))
    priorities = (BASE + scores[rest]) / even
    first = np.argsort(-priorities, kind="stable")[:SAMPLED]
    return [Candidate(tell(int(rest[p])), float(priorities[p])) for p in first]


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

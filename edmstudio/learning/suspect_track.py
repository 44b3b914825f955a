"""Whole tracks: damaged, no music, unlike the rest of the library, or the same recording twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.suspicion import Suspicion
from edmstudio.review.trace import Trace
from edmstudio.review.track_questions import broken, duplicate, not_music, outlier

Floats = NDArray[np.float64]
FEWEST = 20  # tracks among which one can be unlike the others
NEIGHBOURS = 10
NEAR = 0.4  # share of the usual distance of two tracks below which they may be one
LENGTH = 0.02  # relative difference of duration within which they may be
BLOCK = 256  # tracks that are compared at once
COMPARED = 5000  # tracks among which neighbours are looked for
SPREAD = 1.4826  # a normal spread is so many times the median deviation


def suspect_tracks(traces: Sequence[Trace]) -> list[Suspicion]:
    """All four; runs in a worker process, as it loads cleanlab."""
    if not traces:
        return []
    prints = voiceprints(traces)
    times = _unlikeness(prints)
    found = []
    for trace, far in zip(traces, times, strict=True):
        strange = [asked for asked in (not_music(trace, far), outlier(trace, far)) if asked]
        likelier = sorted(strange, key=lambda asked: -asked.score)[:1]
        found += [asked for asked in (broken(trace), *likelier) if asked]
    return [*found, *_duplicates(traces, prints)]


def voiceprints(traces: Sequence[Trace]) -> Floats:
    """One row a track, every dimension of the same weight and without extremes."""
    rows = np.array([trace.voiceprint for trace in traces], dtype=np.float64)
    middle = np.median(rows, axis=0)
    spread = SPREAD * np.median(np.abs(rows - middle), axis=0)
    return np.asarray(np.clip((rows - middle) / np.maximum(spread, 1e-3), -8.0, 8.0))


def _unlikeness(prints: Floats) -> list[float]:
    """Times the usual distance to the nearest neighbours, by cleanlab; 1 where tracks are few.

    Of more than `COMPARED` tracks the neighbours are looked for among as many drawn by chance.
    """
    if len(prints) < FEWEST:
        return [1.0] * len(prints)
    from cleanlab.outlier import OutOfDistribution

    judge, typical = OutOfDistribution({"k": NEIGHBOURS}), np.empty(len(prints))
    places = np.random.default_rng(0).permutation(len(prints))
    drawn, rest = np.sort(places[:COMPARED]), np.sort(places[COMPARED:])
    typical[drawn] = judge.fit_score(features=prints[drawn], verbose=False)
    if len(rest):
        typical[rest] = judge.score(features=prints[rest])
    distance = -np.log(np.clip(typical, 1e-12, 1.0))
    return [float(d) for d in distance / max(float(np.median(distance)), 1e-9)]


def _duplicates(traces: Sequence[Trace], prints: Floats) -> Iterator[Suspicion]:
    lengths = np.array([trace.seconds for trace in traces])
    for pair in sorted(near_pairs(prints / _usual_distance(prints), lengths)):
        first, second = traces[pair.first], traces[pair.second]
        agreed = _agreement(first.course, second.course)
        yield duplicate(second, first, distance=pair.apart, alike=agreed)


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Places of two tracks, and how far apart these sound."""

    first: int
    second: int
    apart: float


def near_pairs(prints: Floats, lengths: Floats) -> Iterator[Pair]:
    """All that last about as long and sound nearly alike; each track meets only those as long."""
    order = np.argsort(lengths, kind="stable")
    prints, lengths = prints[order], lengths[order]
    squares = (prints**2).sum(axis=1)
    for start in range(0, len(order), BLOCK):
        rows = slice(start, start + BLOCK)
        others = slice(start, np.searchsorted(lengths, lengths[rows][-1] / (1.0 - LENGTH)))
        apart = squares[rows, None] + squares[None, others] - 2.0 * prints[rows] @ prints[others].T
        alike = lengths[rows, None] > lengths[None, others] * (1.0 - LENGTH)
        for row, other in np.argwhere((apart < NEAR**2) & alike):
            if row < other:
                one, two = int(order[start + row]), int(order[start + other])
                distance = float(np.sqrt(max(apart[row, other], 0.0)))
                yield Pair(min(one, two), max(one, two), distance)


def _usual_distance(prints: Floats) -> float:
    """Median distance of two tracks, told of pairs drawn by chance."""
    chance = np.random.default_rng(0)
    one, other = chance.integers(0, len(prints), (2, 2000))
    apart = np.linalg.norm(prints[one] - prints[other], axis=1)[one != other]
    return max(float(np.median(apart)) if len(apart) else 1.0, 1e-6)


def _agreement(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    """Correlation of two courses, 0 where one never changes."""
    if first.std() < 1e-6 or second.std() < 1e-6:
        return 0.0
    return float(np.corrcoef(first, second)[0, 1])

"""Whole tracks that are unlike the rest of the library, or the same recording twice."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.case import Case

Floats = NDArray[np.float64]
FEWEST = 20  # tracks among which one can be unlike the others
NEIGHBOURS = 10
SAME = 0.12  # distance of voiceprints, in spreads of a dimension, below which tracks are one
LENGTH = 0.02  # relative difference of duration within which they may be
UNLIKE = 2.0  # times the usual distance to the neighbours from which a track is an outlier
BLOCK = 1024


def suspect_tracks(cases: Sequence[Case]) -> list[Suspicion]:
    """Outliers by cleanlab's neighbour distances, and pairs that sound the same."""
    if len(cases) < 2:
        return []
    prints = voiceprints(cases)
    return [*_outliers(cases, prints), *_duplicates(cases, prints)]


def voiceprints(cases: Sequence[Case]) -> Floats:
    """One row a track, every dimension of the same weight and without extremes."""
    rows = np.array([case.evidence.voiceprint for case in cases], dtype=np.float64)
    middle = np.median(rows, axis=0)
    spread = 1.4826 * np.median(np.abs(rows - middle), axis=0)
    return np.asarray(np.clip((rows - middle) / np.maximum(spread, 1e-3), -8.0, 8.0))


def _outliers(cases: Sequence[Case], prints: Floats) -> list[Suspicion]:
    if len(cases) < FEWEST:
        return []
    from cleanlab.outlier import OutOfDistribution

    judge = OutOfDistribution({"k": NEIGHBOURS})
    typical = np.asarray(judge.fit_score(features=prints, verbose=False), dtype=np.float64)
    distance = -np.log(np.clip(typical, 1e-12, 1.0))
    times = distance / max(float(np.median(distance)), 1e-9)
    return [
        _outlier(case, float(ratio))
        for case, ratio in zip(cases, times, strict=True)
        if ratio >= UNLIKE
    ]


def _outlier(case: Case, times: float) -> Suspicion:
    beats = "" if case.predicted.grid is not None else "; no beat was found in it"
    return Suspicion(
        case.track_id,
        Doubt.OUTLIER,
        "",
        start=case.seconds * 0.3,
        end=min(case.seconds * 0.3 + 8.0, case.seconds),
        label="a track like the others",
        suggested="not like the others",
        score=1.0 - 1.0 / times**2,
        reason=(
            f"It sounds {times:.1f} times as far from its nearest neighbours as tracks here "
            f"usually do{beats}: speech, a broken file or other music?"
        ),
        figures=(("times usual distance", round(times, 3)),),
    )


def _duplicates(cases: Sequence[Case], prints: Floats) -> list[Suspicion]:
    lengths = np.array([case.seconds for case in cases])
    found = []
    scale = np.sqrt(prints.shape[1])
    for start in range(0, len(prints), BLOCK):
        block = prints[start : start + BLOCK]
        squares = (block**2).sum(axis=1)[:, None] + (prints**2).sum(axis=1)[None]
        apart = np.sqrt(np.maximum(squares - 2.0 * block @ prints.T, 0.0)) / scale
        alike = np.abs(lengths[start : start + BLOCK, None] / lengths[None] - 1.0) < LENGTH
        for row, other in np.argwhere((apart < SAME) & alike):
            if start + row < other:
                distance = float(apart[row, other])
                found.append(_duplicate(cases[int(other)], cases[int(start + row)], distance))
    return found


def _duplicate(case: Case, first: Case, distance: float) -> Suspicion:
    return Suspicion(
        case.track_id,
        Doubt.DUPLICATE,
        "",
        start=0.0,
        end=min(8.0, case.seconds),
        label="a recording of its own",
        suggested=f"the same as track {first.track_id}",
        score=float(np.clip(1.0 - distance / SAME, 0.0, 1.0)) * 0.5 + 0.5,
        reason=(
            f"Its sound lies {distance:.3f} spreads from that of track {first.track_id} and both "
            f"last {case.seconds:.1f} and {first.seconds:.1f} s."
        ),
        amount=float(first.track_id),
        figures=(("distance", round(distance, 4)),),
    )

"""What several sources say of the same tracks: how good each is, and what they agree on.

CROWDLAB (Goh, Tkachenko and Mueller, "Utilizing supervised models to infer consensus labels and
their quality from data with multiple annotators", 2022) as cleanlab has it.
"""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.evidence import SAME
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.provenance import Voice
from edmstudio.domain.track import TrackId
from edmstudio.review.case import Case
from edmstudio.review.grid_relation import relation
from edmstudio.review.speakers import holder

Floats = NDArray[np.float64]
NONE = -1
ENOUGH = 10  # tracks that two sources have to share
LEAST, MOST = 0.5, 3.5  # nats of a vote
USUAL, WEIGHT = 0.9, 10.0  # share of right labels before any was seen, and its weight
PLACES = 16  # quarters of a beat in a bar
FLOOR = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Classes that sources give to tracks, beside what the checkpoint holds for possible.

    Attributes
    ----------
    tracks : tuple of TrackId
    sources : tuple of str
    given : ndarray, shape (tracks, sources), int
        `NONE` where a source is silent or its label can't be classed.
    probs : ndarray, shape (tracks, classes)
    """

    tracks: tuple[TrackId, ...]
    sources: tuple[str, ...]
    given: NDArray[np.int64]
    probs: Floats

    @property
    def shared(self) -> int:
        """Tracks of which more than one source speaks."""
        return int(((self.given != NONE).sum(axis=1) > 1).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Ballot:
    """What sources say of one track, by class, and what the checkpoint holds for possible.

    Attributes
    ----------
    track_id : TrackId
    said : mapping of source to int
    probs : ndarray, shape (classes,)
    """

    track_id: TrackId
    said: Mapping[str, int]
    probs: Floats


def ballot(case: Case, fact: Fact) -> Ballot:
    """Of keys, or of grids (which are classed by tempo ratio and by where bars begin)."""
    classify, probs_of = (_key, _key_probs) if fact is Fact.KEY else (_grid, _grid_probs)
    return Ballot(case.track_id, _row(case, fact, classify), probs_of(case))


def crowd(ballots: Sequence[Ballot]) -> Crowd:
    """Many of them as one table."""
    sources = tuple(sorted({name for each in ballots for name in each.said}))
    rows = [[each.said.get(name, NONE) for name in sources] for each in ballots]
    given = np.array(rows, dtype=np.int64).reshape(len(rows), len(sources))
    probs = np.array([each.probs for each in ballots])
    return Crowd(tuple(each.track_id for each in ballots), sources, given, probs)


def _row(case: Case, fact: Fact, classify: Callable[[Case, Annotations], int]) -> dict[str, int]:
    """A prediction that holds is no source of its own, a correction is one."""
    by = holder(case, fact)
    row = {source: classify(case, said) for source, said in case.sayings}
    if by.voice is Voice.CORRECTION:
        row[by.source] = classify(case, case.held)
    return {name: found for name, found in row.items() if found != NONE}


def _key(case: Case, said: Annotations) -> int:
    return NONE if said.key is None else ALL_KEYS.index(said.key)


def _key_probs(case: Case) -> Floats:
    return _shares(case.evidence.key.astype(np.float64))


def _grid(case: Case, said: Annotations) -> int:
    """Quarters behind the predicted bar line where the tempo is the same, else the ratio."""
    if said.grid is None or case.predicted.grid is None:
        return NONE
    found = relation(said.grid, case.predicted.grid, case.seconds)
    if found.octave != SAME:
        return PLACES + found.octave if found.octave >= 0 else NONE
    if found.beat < 0:
        return NONE
    return found.beat + 4 * max(found.bar, 0)


def _grid_probs(case: Case) -> Floats:
    """The checkpoint's trust in its beats and bars, the rest evenly over other places."""
    trust, octave = case.predicted.trust, case.evidence.octave.astype(np.float64)
    places = np.full(PLACES, FLOOR)
    places[0] = trust.grid * trust.downbeat
    places[[4, 8, 12]] = trust.grid * (1.0 - trust.downbeat) / 3.0
    places[[1, 2, 3]] = (1.0 - trust.grid) / 3.0
    other = octave.copy()
    other[SAME] = 0.0
    return _shares(np.concatenate([places * octave[SAME], other]))


def _shares(weights: Floats) -> Floats:
    return np.asarray((weights + FLOOR) / (weights + FLOOR).sum())


def qualities(found: Crowd) -> dict[str, float]:
    """Share of right labels of each source, 0 to 1, by its agreement with all others."""
    asked = [
        place
        for place in range(len(found.sources))
        if (found.given[:, place] != NONE).sum() >= ENOUGH
    ]
    rows = (found.given[:, asked] != NONE).any(axis=1)
    if len(asked) < 2 or found.shared < ENOUGH:
        return {}
    said = _crowdlab(found.given[rows][:, asked], found.probs[rows])
    counts = (found.given[:, asked] != NONE).sum(axis=0)
    return {
        found.sources[place]: float((share * count + USUAL * WEIGHT) / (count + WEIGHT))
        for place, share, count in zip(asked, said, counts, strict=True)
    }


def _crowdlab(given: NDArray[np.int64], probs: Floats) -> Floats:
    from cleanlab.multiannotator import get_label_quality_multiannotator

    seen, classes = np.unique(given[given != NONE], return_inverse=True)
    table = np.full(given.shape, np.nan)
    table[given != NONE] = classes
    shares = probs[:, seen] / probs[:, seen].sum(axis=1, keepdims=True)
    if len(seen) < 2:
        return np.ones(given.shape[1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        said = get_label_quality_multiannotator(
            table, shares, verbose=False, return_detailed_quality=False
        )
    stats = said["annotator_stats"].sort_index()
    return np.asarray(stats["annotator_quality"], dtype=np.float64)


def vote(quality: float) -> float:
    """Nats that the word of a source of this quality is worth against another label."""
    return float(np.clip(np.log(quality / (1.0 - min(quality, 0.999))), LEAST, MOST))

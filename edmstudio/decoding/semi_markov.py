"""Explicit-duration hidden Markov model: the best path, and how sure each part of it is.

A path cuts the bars into segments; a segment of label `l` over bars ``s`` to ``e - 1`` scores
the sum of its bars' label scores, the score of a start at `s`, of its length and of its label
after the one before (Yu, Artificial Intelligence 174, 2010). All scores are natural logarithms.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """The scores of a semi-Markov model.

    Attributes
    ----------
    emission : ndarray, shape (bars, labels)
        Score of each label in each bar.
    start : ndarray, shape (bars,)
        Score of a segment that begins with the bar; the first bar's is not used.
    length : ndarray, shape (longest,)
        Score of a segment of 1, 2, … bars.
    follows : ndarray, shape (labels, labels)
        Score of the second label after the first.
    begins, ends : ndarray, shape (labels,)
        Score of the label of the first and of the last segment.
    """

    emission: Scores
    start: Scores
    length: Scores
    follows: Scores
    begins: Scores
    ends: Scores

    def sums(self) -> Scores:
        """Emission summed up to each bar line, shape (bars + 1, labels)."""
        nothing = np.zeros((1, self.emission.shape[1]))
        return np.concatenate([nothing, np.cumsum(self.emission, axis=0)])


@dataclass(frozen=True, slots=True)
class Segment:
    """Bars `first` to `stop` - 1 under one label (its index)."""

    first: int
    stop: int
    label: int


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """What forward-backward says.

    Attributes
    ----------
    label : ndarray, shape (bars, labels)
        Probability of each label in each bar.
    start : ndarray, shape (bars,)
        Probability that a segment begins with the bar (1 for the first bar).
    evidence : float
        Log of the summed score of all paths.
    """

    label: Scores
    start: Scores
    evidence: float


def best_path(lattice: Lattice) -> tuple[Segment, ...]:
    """The segments of the best-scored path (Viterbi)."""
    sums, bars = lattice.sums(), len(lattice.emission)
    opened = np.full(sums.shape, -np.inf)  # best score of a segment of this label opening here
    closed = np.full(sums.shape, -np.inf)  # best score of one closing at this bar line
    came, lasted = np.zeros(sums.shape, np.intp), np.zeros(sums.shape, np.intp)
    opened[0] = lattice.begins
    for stop in range(1, bars + 1):
        longest = min(stop, len(lattice.length))
        options = (opened[stop - longest : stop] - sums[stop - longest : stop])[::-1]
        options = options + lattice.length[:longest, None]
        lasted[stop] = options.argmax(axis=0) + 1
        closed[stop] = options.max(axis=0) + sums[stop]
        if stop < bars:
            ways = closed[stop][:, None] + lattice.follows
            came[stop] = ways.argmax(axis=0)
            opened[stop] = ways.max(axis=0) + lattice.start[stop]
    return _traced(came, lasted, int((closed[bars] + lattice.ends).argmax()))


def _traced(came: NDArray[np.intp], lasted: NDArray[np.intp], label: int) -> tuple[Segment, ...]:
    stop, found = len(came) - 1, []
    while stop > 0:
        first = stop - int(lasted[stop, label])
        found.append(Segment(first, stop, label))
        label, stop = int(came[first, label]), first
    return tuple(reversed(found))


def posterior(lattice: Lattice) -> Posterior:
    """Probabilities of labels and starts, summed over all paths (forward-backward)."""
    sums, bars = lattice.sums(), len(lattice.emission)
    opened, closed = _forward(lattice, sums)
    opened_on, closed_on = _backward(lattice, sums)
    evidence = float(_log_sum(closed[bars] + lattice.ends))
    opening = np.exp(opened[:bars] + opened_on[:bars] - evidence)
    closing = np.exp(closed[:bars] + closed_on[:bars] - evidence)
    # A label is on from where its segments open until where they close.
    on = np.clip(np.cumsum(opening - closing, axis=0), 1e-12, 1.0)
    on /= on.sum(axis=1, keepdims=True)
    return Posterior(on, np.minimum(opening.sum(axis=1), 1.0), evidence)


def draws(lattice: Lattice, count: int, seed: int = 0) -> list[tuple[Segment, ...]]:
    """Whole paths by chance, each as often as it is probable (backward filter, forward draw)."""
    sums, chance = lattice.sums(), np.random.default_rng(seed)
    opened_on, closed_on = _backward(lattice, sums)
    return [_drawn(lattice, sums, opened_on, closed_on, chance) for _ in range(count)]


def _drawn(
    lattice: Lattice,
    sums: Scores,
    opened_on: Scores,
    closed_on: Scores,
    chance: np.random.Generator,
) -> tuple[Segment, ...]:
    bars, first, path = len(lattice.emission), 0, list[Segment]()
    label = _pick(lattice.begins + opened_on[0], chance)
    while True:
        longest = min(bars - first, len(lattice.length))
        ahead = slice(first + 1, first + 1 + longest)
        lasts = lattice.length[:longest] + sums[ahead, label] + closed_on[ahead, label]
        stop = first + 1 + _pick(lasts, chance)
        path.append(Segment(first, stop, label))
        if stop == bars:
            return tuple(path)
        first, label = stop, _pick(lattice.follows[label] + opened_on[stop], chance)


def _pick(scores: Scores, chance: np.random.Generator) -> int:
    shares = np.cumsum(np.exp(scores - scores.max()))
    return int(np.searchsorted(shares, chance.random() * shares[-1], side="right"))


def _forward(lattice: Lattice, sums: Scores) -> tuple[Scores, Scores]:
    """Log-sums of all that leads to a label opening, and closing, at each bar line."""
    opened, closed = np.full(sums.shape, -np.inf), np.full(sums.shape, -np.inf)
    opened[0] = lattice.begins
    for stop in range(1, len(sums)):
        longest = min(stop, len(lattice.length))
        options = (opened[stop - longest : stop] - sums[stop - longest : stop])[::-1]
        closed[stop] = _log_sum(options + lattice.length[:longest, None]) + sums[stop]
        if stop + 1 < len(sums):
            opened[stop] = _log_sum(closed[stop][:, None] + lattice.follows) + lattice.start[stop]
    return opened, closed


def _backward(lattice: Lattice, sums: Scores) -> tuple[Scores, Scores]:
    """Log-sums of all that can follow a label that opens, or has closed, at each bar line."""
    opened, closed = np.full(sums.shape, -np.inf), np.full(sums.shape, -np.inf)
    closed[-1] = lattice.ends
    for first in range(len(sums) - 2, -1, -1):
        longest = min(len(sums) - 1 - first, len(lattice.length))
        ahead = slice(first + 1, first + 1 + longest)
        options = closed[ahead] + sums[ahead] + lattice.length[:longest, None]
        opened[first] = _log_sum(options) - sums[first]
        if first > 0:
            ways = lattice.follows + opened[first] + lattice.start[first]
            closed[first] = _log_sum(ways.T)
    return opened, closed


def _log_sum(scores: Scores) -> Scores:
    """Log of the sum of exponentials over the first axis."""
    top = scores.max(axis=0)
    return np.asarray(top + np.log(np.exp(scores - top).sum(axis=0)), dtype=np.float64)

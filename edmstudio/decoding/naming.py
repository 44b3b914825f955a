"""Sections as they are heard, named in a person's words.

Where the music changes is the same for everybody; what a stretch is called is not. So segments are
cut by what is heard, and a Markov chain over them finds the names: each segment speaks for the
words that the person uses where such a thing is heard, and the person's order of words speaks too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.label_order import log_begins, log_ends, log_follows
from edmstudio.decoding.semi_markov import Lattice, Segment, best_path, draws, posterior
from edmstudio.domain.habits import SectionHabits

Scores = NDArray[np.float64]
Path = tuple[Segment, ...]


class Naming:
    """Names segments of one track.

    Parameters
    ----------
    label : ndarray, shape (bars, 10)
        Log-probability of each label as it is heard.
    habits : SectionHabits
    emission, order : float
        What a bar, and what the order of the words, counts.
    """

    def __init__(
        self, label: Scores, habits: SectionHabits, *, emission: float, order: float
    ) -> None:
        said = np.log(np.exp(label) @ np.array(habits.words) + 1e-9)
        self._sums = np.concatenate([np.zeros((1, said.shape[1])), np.cumsum(said, axis=0)])
        self._sums *= emission
        self._order = order * log_follows(habits)
        self._begins, self._ends = order * log_begins(habits), order * log_ends(habits)

    def named(self, path: Path) -> Path:
        """The same segments under their likeliest names."""
        return _under(path, best_path(self._chain(path)))

    def drawn(self, paths: Sequence[Path]) -> list[Path]:
        """Each under names by chance, as often as they are likely."""
        found = list[Path]()
        for path, count in Counter(paths).items():
            found += [_under(path, names) for names in draws(self._chain(path), count)]
        return found

    def probability(self, paths: Sequence[Path]) -> Scores:
        """Of each name in each bar, a mean over paths that are equally likely, (bars, 10)."""
        total = np.zeros((len(self._sums) - 1, self._sums.shape[1]))
        for path, count in Counter(paths).items():
            lasts = [segment.stop - segment.first for segment in path]
            total += count * np.repeat(posterior(self._chain(path)).label, lasts, axis=0)
        return np.asarray(total / len(paths))

    def _chain(self, path: Path) -> Lattice:
        """A lattice whose "bars" are the segments, each of which is one step long."""
        edges = [0, *(segment.stop for segment in path)]
        return Lattice(
            emission=np.diff(self._sums[edges], axis=0),
            start=np.zeros(len(path)),
            length=np.zeros(1),
            follows=self._order,
            begins=self._begins,
            ends=self._ends,
        )


def _under(path: Path, names: Path) -> Path:
    return tuple(replace(p, label=n.label) for p, n in zip(path, names, strict=True))

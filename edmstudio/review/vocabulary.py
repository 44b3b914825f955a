"""What is usual of a source's words: a word that a checkpoint rarely shares is no mistake by that.

One person's "verse" is what another calls "drop"; where a checkpoint disagrees with a word wherever
it stands, it tells nothing about one place. Confident learning sets its thresholds by class for the
same reason (Northcutt, Jiang and Chuang, "Confident learning", JAIR 2021).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.track import TrackId
from edmstudio.review.heads import FOLDS, fold_of

Floats = NDArray[np.float64]
WEIGHT = 4.0  # labels that the usual counts for


@dataclass(frozen=True, slots=True)
class Word:
    """One label: whose, which word, on which track, and what witnesses say against it, in nats."""

    source: str
    word: str
    track_id: TrackId
    nats: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What the witnesses say against each word on average, in nats.

    Attributes
    ----------
    usual : ndarray, shape (witnesses,)
        Of a word that the others never use.
    means : mapping of (source, word) to ndarray, shape (folds, witnesses)
        Of each fold by the tracks of the others, drawn towards the usual where these are few.
    """

    usual: Floats
    means: Mapping[tuple[str, str], Floats] = field(default_factory=dict)

    def beyond(self, word: Word) -> tuple[float, ...]:
        """By how much more the witnesses speak against a label than against its word elsewhere."""
        found = self.means.get((word.source, word.word))
        usual = self.usual if found is None else found[fold_of(word.track_id)]
        return tuple(a - b for a, b in zip(word.nats, usual.tolist(), strict=True))


def vocabulary(words: Iterable[Word], usual: tuple[float, ...]) -> Vocabulary:
    """Of a whole library; `usual` holds where it has no words."""
    rows: dict[tuple[str, str], list[Word]] = defaultdict(list)
    for word in words:
        rows[word.source, word.word].append(word)
    everything = [word.nats for found in rows.values() for word in found]
    middle = _drawn(np.array(everything).reshape(-1, len(usual)), np.array(usual))
    return Vocabulary(middle, {name: _means(found, middle) for name, found in rows.items()})


def _means(words: list[Word], usual: Floats) -> Floats:
    nats = np.array([word.nats for word in words])
    folds = np.array([fold_of(word.track_id) for word in words])
    return np.array([_drawn(nats[folds != fold], usual) for fold in range(FOLDS)])


def _drawn(nats: Floats, usual: Floats) -> Floats:
    """The mean, as if the usual had been seen a few times."""
    return np.asarray((nats.sum(axis=0) + WEIGHT * usual) / (len(nats) + WEIGHT))

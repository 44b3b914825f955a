"""What a library's own labels teach, kept as a few weights, so that a track is judged at once.

Tracks fall into folds; each fold's weights were fitted on the tracks of the other folds, so that
a wrong label never vouches for itself (cleanlab's rule of out-of-sample probabilities).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.track import TrackId

Floats = NDArray[np.float64]
FOLDS = 5
LEAST = 1e-4  # no class is impossible
UNSEEN = -30.0  # bias of a class that no track of the other folds has


def fold_of(track_id: TrackId) -> int:
    """The fold of a track, the same for ever."""
    return int(track_id) % FOLDS


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A multinomial logistic head a fold.

    Attributes
    ----------
    weights : ndarray, shape (folds, features, classes)
    bias : ndarray, shape (folds, classes)
        `UNSEEN` for a class that was never seen.
    """

    weights: Floats
    bias: Floats

    def knows(self, track_id: TrackId) -> NDArray[np.bool_]:
        """Which classes the tracks of the other folds have, shape (classes,)."""
        return np.asarray(self.bias[fold_of(track_id)] > UNSEEN)

    def probabilities(self, rows: Floats, track_id: TrackId) -> Floats:
        """Of each class for rows of one track, shape (rows, classes)."""
        fold = fold_of(track_id)
        score = rows @ self.weights[fold] + self.bias[fold]
        shares = np.exp(score - score.max(axis=1, keepdims=True))
        shares = shares / shares.sum(axis=1, keepdims=True) + LEAST
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))

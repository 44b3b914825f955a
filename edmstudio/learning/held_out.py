"""What a library's own labels teach, told only of tracks that were not looked at meanwhile.

Folds are grouped by track; each fold's probabilities come from a head fitted on the other folds,
so that a wrong label never vouches for itself (cleanlab's rule of out-of-sample probabilities).
"""

import warnings

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FOLDS = 5
FEWEST = 40  # labelled rows from which a head is fitted
STRENGTH = 0.1  # inverse of the head's ridge
MOST = 12_000  # rows that a head is fitted on, drawn by chance from more
PATIENCE, EXACT = 100, 1e-3


def held_out(rows: Floats, labels: Ints, groups: Ints, classes: int) -> Floats | None:
    """Probability of each class for each row, shape (rows, classes); None for too little to learn.

    Parameters
    ----------
    rows : ndarray, shape (rows, features)
    labels : ndarray, shape (rows,), int
    groups : ndarray, shape (rows,), int
        The track of each row.
    """
    tracks = np.unique(groups)
    if len(rows) < FEWEST or len(tracks) < FOLDS or len(np.unique(labels)) < 2:
        return None
    fold_of = {track: place % FOLDS for place, track in enumerate(tracks.tolist())}
    folds = np.array([fold_of[track] for track in groups.tolist()])
    probs = np.full((len(rows), classes), 1e-4)
    for fold in range(FOLDS):
        asked = folds == fold
        _fill(probs, asked, rows=rows, labels=labels)
    return np.asarray(probs / probs.sum(axis=1, keepdims=True))


def _fill(probs: Floats, asked: NDArray[np.bool_], *, rows: Floats, labels: Ints) -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    known = labels[~asked]
    if not asked.any():
        return
    if len(np.unique(known)) < 2:
        probs[asked, known[0]] = 1.0
        return
    logistic = LogisticRegression(C=STRENGTH, max_iter=PATIENCE, tol=EXACT)
    head = make_pipeline(StandardScaler(), logistic)
    drawn = np.random.default_rng(0).permutation(len(known))[:MOST]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a head that has not quite settled ranks as well
        head.fit(rows[~asked][drawn], known[drawn])
    said = head.predict_proba(rows[asked])
    probs[np.ix_(asked, head.classes_)] += said

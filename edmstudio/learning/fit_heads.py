"""Heads fitted on a library's own labels, each fold on the tracks of the others."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.track import TrackId
from edmstudio.review.bar_scene import KINDS, LABELS, BarScene
from edmstudio.review.heads import FOLDS, UNSEEN, Head

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FEWEST, FEWEST_TRACKS = 40, 5  # labelled rows and tracks from which a head is fitted
STRENGTH = 0.1  # inverse of the head's ridge
MOST = 12_000  # rows that a fold is fitted on, drawn by chance from more
PATIENCE, EXACT = 100, 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Labelled rows of a library, and the track that each is from."""

    rows: Floats
    given: Ints
    tracks: Ints

    @property
    def folds(self) -> Ints:
        return self.tracks % FOLDS

    def only(self, kept: NDArray[np.bool_]) -> "_Rows":
        return _Rows(self.rows[kept], self.given[kept], self.tracks[kept])


def section_head(scenes: Sequence[BarScene]) -> Head | None:
    """Of each label, for stretches; what looks mislabelled is left out of a second fit.

    That is confident learning's pruning by noise rate (Northcutt, Jiang and Chuang, JAIR 2021).
    """
    known = _gathered(
        scenes,
        lambda scene: scene.section_rows,
        lambda scene: np.array([LABELS.index(s.label) for s in scene.case.held.sections]),
    )
    head = _head(known, len(LABELS))
    return None if head is None else _head(_pruned(known, head), len(LABELS)) or head


def boundary_head(scenes: Sequence[BarScene]) -> Head | None:
    """Whether a section begins, for bars."""
    return _head(_gathered(scenes, lambda scene: scene.boundary_rows, _starts), 2)


def _starts(scene: BarScene) -> Ints:
    given = np.zeros(scene.case.evidence.bars, dtype=np.int64)
    given[scene.section_bars[1:]] = 1
    return given


def cue_head(scenes: Sequence[BarScene]) -> Head | None:
    """None first, then each kind of cue, for bars; a bar with two cues counts as two rows."""
    known = _gathered(
        scenes, lambda scene: scene.cue_rows[_cued(scene)[:, 0]], lambda scene: _cued(scene)[:, 1]
    )
    return _head(known, 1 + len(KINDS))


def _cued(scene: BarScene) -> Ints:
    """Pairs of bar and class."""
    none = np.flatnonzero(~scene.cues.any(axis=1))
    bars, kinds = np.nonzero(scene.cues)
    pairs = [np.column_stack([none, np.zeros_like(none)]), np.column_stack([bars, kinds + 1])]
    return np.concatenate(pairs)


def _gathered(
    scenes: Sequence[BarScene],
    rows_of: Callable[[BarScene], Floats],
    given_of: Callable[[BarScene], Ints],
) -> _Rows:
    if not scenes:
        return _Rows(np.zeros((0, 1)), *np.zeros((2, 0), dtype=np.int64))
    given = [given_of(scene) for scene in scenes]
    tracks = [
        np.full(len(g), s.case.track_id, dtype=np.int64) for g, s in zip(given, scenes, strict=True)
    ]
    rows = np.concatenate([rows_of(scene) for scene in scenes])
    return _Rows(rows, np.concatenate(given), np.concatenate(tracks))


def _head(known: _Rows, classes: int) -> Head | None:
    """None for too little to learn."""
    enough = len(known.given) >= FEWEST and len(np.unique(known.tracks)) >= FEWEST_TRACKS
    if not enough or len(np.unique(known.given)) < 2:
        return None
    others = [known.folds != fold for fold in range(FOLDS)]
    fitted = [_fitted(known.rows[rest], known.given[rest], classes) for rest in others]
    return Head(np.array([w for w, _ in fitted]), np.array([b for _, b in fitted]))


def _pruned(known: _Rows, head: Head) -> _Rows:
    """Without the rows that cleanlab holds for mislabelled."""
    from cleanlab.filter import find_label_issues

    seen, given = np.unique(known.given, return_inverse=True)
    probs = np.empty((len(given), len(seen)))
    for fold in range(FOLDS):
        mine = known.folds == fold
        if mine.any():
            probs[mine] = head.probabilities(known.rows[mine], TrackId(fold))[:, seen]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # small classes are expected in small libraries
        wrong = find_label_issues(
            given,
            probs / probs.sum(axis=1, keepdims=True),
            filter_by="prune_by_noise_rate",
            n_jobs=1,
        )
    return known.only(~wrong)


def _fitted(rows: Floats, given: Ints, classes: int) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    weights, bias = np.zeros((rows.shape[1], classes)), np.full(classes, UNSEEN)
    seen = np.unique(given)
    if len(seen) < 2:
        bias[seen] = 0.0
        return weights, bias
    drawn = np.random.default_rng(0).permutation(len(given))[:MOST]
    mean, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    model = LogisticRegression(C=STRENGTH, max_iter=PATIENCE, tol=EXACT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a head that has not quite settled ranks as well
        model.fit((rows[drawn] - mean) / spread, given[drawn])
    coefficients, intercept = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn keeps one row for two classes
        coefficients = np.concatenate([-coefficients, coefficients]) / 2.0
        intercept = np.concatenate([-intercept, intercept]) / 2.0
    weights[:, model.classes_] = (coefficients / spread).T
    bias[model.classes_] = intercept - (coefficients / spread) @ mean
    return weights, bias

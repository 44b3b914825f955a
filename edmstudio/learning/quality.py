"""How probable it is that given labels are wrong, from one source or many, by cleanlab.

Shares of wrong labels come from the confident joint (Northcutt, Jiang and Chuang, "Confident
learning", JAIR 2021) or, where sources speak of the same rows, from CROWDLAB (Goh, Tkachenko and
Mueller, 2022). With them Bayes' rule turns probabilities of the classes into doubts.
"""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NONE = -1  # a source that says nothing of a row
USUAL_NOISE, USUAL_WEIGHT = 0.1, 20.0  # share of wrong labels before any was seen, and its weight
LEAST, MOST = 0.02, 0.5
OTHERS = 3.0  # classes that a wrong label usually falls on
FEW = 1e-6
ENOUGH = 10  # rows with several sources from which CROWDLAB is asked


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """What is thought of rows that several sources have labelled.

    Attributes
    ----------
    joint : ndarray, shape (rows, classes)
        Probability of each class by all sources and the checkpoint together.
    noise : ndarray, shape (sources,)
        Estimated share of wrong labels of each source.
    """

    joint: Floats
    noise: Floats

    def wrong(self, given: Ints) -> Floats:
        """Probability that a class given to each row is wrong, shape (rows,)."""
        return np.asarray(1.0 - self.joint[np.arange(len(given)), given])

    def instead(self, given: Ints) -> Ints:
        """The most probable class but the one given, shape (rows,)."""
        others = self.joint.copy()
        others[np.arange(len(given)), given] = -1.0
        return np.asarray(others.argmax(axis=1), dtype=np.int64)


def believe(given: Ints, probs: Floats) -> Belief:
    """Judge the labels of several sources against out-of-sample probabilities.

    Parameters
    ----------
    given : ndarray, shape (rows, sources), int
        Class of each label, `NONE` where a source is silent.
    probs : ndarray, shape (rows, classes)
        Of the checkpoint, summing to 1.
    """
    sure = np.clip(probs, FEW, None).astype(np.float64)
    sure /= sure.sum(axis=1, keepdims=True)
    noise = np.array([noise_rate(column, sure) for column in given.T])
    several = (given != NONE).sum(axis=1) > 1
    if several.sum() >= ENOUGH:
        noise = _by_crowd(given[several], sure[several], noise)
    return Belief(weighed(given, sure, noise), noise)


def weighed(given: Ints, probs: Floats, noise: Floats) -> Floats:
    """Bayes: each source counts as often as it is right; a wrong label falls on `OTHERS` classes.

    Returns the probability of each class, shape (rows, classes).
    """
    score = np.log(probs)
    for column, rate in enumerate(noise):
        said = np.flatnonzero(given[:, column] != NONE)
        score[said, given[said, column]] += np.log(1.0 - rate) - np.log(rate / OTHERS)
    score -= score.max(axis=1, keepdims=True)
    shares = np.exp(score)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def noise_rate(given: Ints, probs: Floats) -> float:
    """Share of one source's labels that are wrong, by the confident joint, drawn to the usual."""
    from cleanlab.count import compute_confident_joint

    said = given != NONE
    count = int(said.sum())
    if len(set(given[said].tolist())) < 2:
        wrong = float((1.0 - probs[said, given[said]]).sum()) if count else 0.0
    else:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # small classes are expected in small libraries
            joint = compute_confident_joint(given[said], probs[said], calibrate=False)
        wrong = float(joint.sum() - np.trace(joint)) * count / max(float(joint.sum()), 1.0)
    return _drawn(wrong, count)


def _by_crowd(given: Ints, probs: Floats, before: Floats) -> Floats:
    """What CROWDLAB says of each source, where it speaks of enough rows that others label too."""
    from cleanlab.multiannotator import get_label_quality_multiannotator

    counts = (given != NONE).sum(axis=0)
    asked = np.flatnonzero(counts >= ENOUGH)
    rows = (given[:, asked] != NONE).sum(axis=1) > 0
    noise = before.copy()
    if len(asked) < 2 or len(set(given[rows][:, asked].ravel().tolist()) - {NONE}) < 2:
        return noise
    table = np.where(given[rows][:, asked] == NONE, np.nan, given[rows][:, asked])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        said = get_label_quality_multiannotator(
            table, probs[rows], verbose=False, return_detailed_quality=False
        )
    stats = said["annotator_stats"]
    for place, quality in zip(stats.index, stats["annotator_quality"], strict=True):
        column = int(asked[int(place)])
        noise[column] = _drawn((1.0 - float(quality)) * counts[column], int(counts[column]))
    return noise


def _drawn(wrong: float, count: int) -> float:
    rate = (wrong + USUAL_NOISE * USUAL_WEIGHT) / (count + USUAL_WEIGHT)
    return float(np.clip(rate, LEAST, MOST))

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
FEW = 1e-6
FEWEST = 30  # labels from which probabilities are tempered
POWERS = (0.4, 0.55, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0)
MISHEARD = (0.005, 0.02, 0.05, 0.1, 0.15)  # shares of what a checkpoint hears wrongly
ROUNDS = 12
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
    sure = tempered(given, probs)
    noise = np.array([noise_rate(column, sure) for column in given.T])
    several = (given != NONE).sum(axis=1) > 1
    if several.sum() >= ENOUGH:
        noise = _by_crowd(given[several], sure[several], noise)
    return Belief(weighed(given, sure, noise), noise)


def weighed(given: Ints, probs: Floats, noise: Floats) -> Floats:
    """Bayes: each source counts as often as it is right; a wrong label falls on any other class.

    Returns the probability of each class, shape (rows, classes).
    """
    score, others = np.log(probs), probs.shape[1] - 1
    for column, rate in enumerate(noise):
        said = np.flatnonzero(given[:, column] != NONE)
        score[said, given[said, column]] += np.log(1.0 - rate) - np.log(rate / others)
    score -= score.max(axis=1, keepdims=True)
    shares = np.exp(score)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def tempered(given: Ints, probs: Floats) -> Floats:
    """The same probabilities, as sharp and as sure as explains the labels best.

    The labels are taken as a mixture of what is heard, of what the checkpoint mishears and of
    mistakes, so that wrong labels do not blunt what is right, nor a checkpoint that is sure of
    itself make right labels look wrong.
    """
    logs = np.log(np.clip(probs, FEW, None).astype(np.float64))
    rows, columns = np.nonzero(given != NONE)
    if len(rows) < FEWEST:
        return _powered(logs, 1.0, MISHEARD[1])
    labels = given[rows, columns]
    tried = [(power, missed) for power in POWERS for missed in MISHEARD]
    others = probs.shape[1] - 1
    fits = [_likelihood(_powered(logs, *each)[rows, labels], others) for each in tried]
    return _powered(logs, *tried[int(np.argmax(fits))])


def _powered(logs: Floats, power: float, missed: float) -> Floats:
    shares = np.exp(power * (logs - logs.max(axis=1, keepdims=True)))
    shares = shares / shares.sum(axis=1, keepdims=True)
    return np.asarray((1.0 - missed) * shares + missed / shares.shape[1])


def _likelihood(said: Floats, others: int) -> float:
    """Log likelihood of labels at their best share of mistakes, the usual one weighing in."""
    rates = np.array([0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3])
    mixed = np.log((1.0 - rates) * said[:, None] + rates * (1.0 - said[:, None]) / others)
    prior = 2.0 * np.log(rates) + (USUAL_WEIGHT - 2.0) * np.log(1.0 - rates)
    return float((mixed.sum(axis=0) + prior).max())


def noise_rate(given: Ints, probs: Floats) -> float:
    """Share of one source's labels that are wrong.

    It starts from the confident joint, which counts everything unlikely as wrong, and is made
    consistent with the doubts that follow from it (expectation maximisation).
    """
    said = given != NONE
    count = int(said.sum())
    if not count:
        return USUAL_NOISE
    quality = probs[said, given[said]]
    rate = _drawn(_off_diagonal(given[said], probs[said]) * count, count)
    for _ in range(ROUNDS):
        against = (1.0 - quality) * rate / (probs.shape[1] - 1)
        wrong = against / np.maximum(against + quality * (1.0 - rate), 1e-12)
        rate = _drawn(float(wrong.sum()), count)
    return rate


def _off_diagonal(given: Ints, probs: Floats) -> float:
    """Share of the confident joint that speaks against the labels."""
    from cleanlab.count import compute_confident_joint

    if len(set(given.tolist())) < 2:
        return float((1.0 - probs[np.arange(len(given)), given]).mean())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # small classes are expected in small libraries
        joint = compute_confident_joint(given, probs, calibrate=False)
    return float(joint.sum() - np.trace(joint)) / max(float(joint.sum()), 1.0)


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

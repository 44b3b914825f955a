"""Odds that mean what they say: the weights with which network and classic analysis are pooled.

Logistic regression on tracks that neither was trained on (Platt 1999; of labels a temperature each,
Guo et al. 2017). `Card.calibration` keeps what is found here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.optimize
from numpy.typing import NDArray

from edmstudio.domain.key import ALL_KEYS
from edmstudio.learning.judges import Judged
from edmstudio.metrics.reliability import reliability

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Answers = tuple[Floats, Floats, Bools, Floats]  # of both judges, what is right, weights
MARKS = ("boundary", "cue")
RIDGE = 1e-4  # holds the weights where two judges say the same


@dataclass(frozen=True, slots=True)
class Pool:
    """``network * logit + classic * log-odds + shift``.

    Attributes
    ----------
    network, classic, shift : float
    before, after : float
        Calibration error of the network alone, and of the pool.
    """

    network: float
    classic: float
    shift: float
    before: float
    after: float

    @property
    def weights(self) -> tuple[float, float, float]:
        """As the card keeps them."""
        return (round(self.network, 4), round(self.classic, 4), round(self.shift, 4))


def calibrate(tracks: Sequence[Judged]) -> dict[str, Pool]:
    """Of every head that the tracks say anything of."""
    found = {}
    for head in MARKS:
        rows = [_marks(head, track) for track in tracks]
        network, classic, marks, weight = (np.concatenate(c) for c in zip(*rows, strict=True))
        if marks.any():
            found[head] = _platt(network, classic, marks, weight)
    labelled = [track for track in tracks if not track.truth.allowed.all()]
    if labelled:
        found["label"] = _temperatures([_labels(track) for track in labelled])
    keyed = [track for track in tracks if track.key >= 0]
    if keyed:
        found["key"] = _temperatures([_key(track) for track in keyed])
    return found


def _marks(head: str, track: Judged) -> tuple[Floats, Floats, Floats, Floats]:
    """Bars (and kinds) of which it is known whether there is a mark, one after the other."""
    marks = getattr(track.truth, head).ravel()
    known = ~np.isnan(marks)
    weight = np.full(int(known.sum()), track.weight)
    return (
        track.network[head].ravel()[known],
        track.classic[head].ravel()[known],
        marks[known].astype(np.float64),
        weight,
    )


def _platt(network: Floats, classic: Floats, marks: Floats, weight: Floats) -> Pool:
    columns = np.column_stack([network, classic, np.ones(len(marks))])

    def loss(pool: Floats) -> tuple[float, Floats]:
        odds = columns @ pool
        cost = weight @ (np.logaddexp(0.0, odds) - marks * odds) / weight.sum()
        slope = columns.T @ (weight * (_chance(odds) - marks)) / weight.sum()
        return float(cost + RIDGE * pool @ pool), slope + 2.0 * RIDGE * pool

    pool = scipy.optimize.minimize(loss, [0.5, 0.5, 0.0], jac=True, method="L-BFGS-B").x
    before, after = (reliability(_chance(odds), marks).error for odds in (network, columns @ pool))
    network_weight, classic_weight, shift = map(float, pool)
    return Pool(network_weight, classic_weight, shift, before, after)


def _temperatures(rows: Sequence[Answers]) -> Pool:
    network, classic, allowed, weight = (np.concatenate(c) for c in zip(*rows, strict=True))

    def loss(pair: Floats) -> float:
        odds = pair[0] * network + pair[1] * classic
        held = np.where(allowed, odds, -np.inf)
        cost = weight @ (_log_sum(odds) - _log_sum(held)) / weight.sum()
        beside = (pair[0] ** 2 + (pair[1] - 1.0) ** 2) / len(allowed)  # few answers change little
        return float(cost + beside)

    bounds = [(0.0, 3.0), (0.0, 3.0)]
    a, b = scipy.optimize.minimize(loss, [0.5, 0.5], method="L-BFGS-B", bounds=bounds).x
    before, after = (_error(odds, allowed) for odds in (network, a * network + b * classic))
    return Pool(float(a), float(b), 0.0, before, after)


def _key(track: Judged) -> Answers:
    """A single row: the whole track."""
    allowed = np.arange(len(ALL_KEYS))[None] == track.key
    weight = np.full(1, track.weight * len(track.truth.boundary))
    return track.network["key"][None], track.classic["key"][None], allowed, weight


def _labels(track: Judged) -> Answers:
    """Bars of which anything is known."""
    told = ~track.truth.allowed.all(axis=1)
    weight = np.full(int(told.sum()), track.weight)
    rows = (track.network["label"], track.classic["label"], track.truth.allowed)
    network, classic, allowed = (row[told] for row in rows)
    return network, classic, allowed, weight


def _error(odds: Floats, allowed: Bools) -> float:
    best = odds.argmax(axis=1)
    sure = np.exp(odds.max(axis=1) - _log_sum(odds))
    right = allowed[np.arange(len(best)), best]
    return reliability(np.clip(sure, 0.0, 1.0), right).error


def _chance(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -60.0, 60.0))))


def _log_sum(rows: Floats) -> Floats:
    return np.asarray(np.logaddexp.reduce(rows, axis=1))

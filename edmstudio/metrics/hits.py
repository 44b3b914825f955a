"""Precision, recall and F of events in time, matched one to one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Seconds = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hits:
    """How many events were found.

    Attributes
    ----------
    precision, recall, f : float
        0 to 1; 0 where either side has no event.
    """

    precision: float
    recall: float
    f: float

    @classmethod
    def counted(cls, matched: int, reference: int, estimate: int) -> "Hits":
        """From the number of pairs and of events on both sides."""
        if not reference or not estimate:
            return cls(0.0, 0.0, 0.0)
        precision, recall = matched / estimate, matched / reference
        total = precision + recall
        return cls(precision, recall, 2.0 * precision * recall / total if total else 0.0)


def matched_pairs(
    reference: ArrayLike, estimate: ArrayLike, tolerance: ArrayLike
) -> NDArray[np.intp]:
    """The most pairs (place in `reference`, place in `estimate`), each event used once.

    `tolerance` in seconds is one for all or one for each reference event; an event exactly that
    far away still counts. Going through the estimates in order and giving each to the reference
    that is first to close is the best matching there is (Glover, Naval Research Logistics 14,
    1967). Shape (pairs, 2).
    """
    truth, found = np.atleast_1d(np.asarray(reference, float)), np.asarray(estimate, float)
    reach = np.broadcast_to(np.asarray(tolerance, float), truth.shape)
    closes = truth + reach
    free = np.ones(len(truth), dtype=bool)
    pairs = []
    for place in np.argsort(found, kind="stable"):
        # Taken around the estimate, as mir_eval does: it decides ties in the last bit alike.
        open_here = free & (found[place] - reach <= truth) & (truth <= found[place] + reach)
        if open_here.any():
            chosen = int(np.where(open_here, closes, np.inf).argmin())
            free[chosen] = False
            pairs.append((chosen, int(place)))
    return np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)


def hits(reference: ArrayLike, estimate: ArrayLike, tolerance: ArrayLike) -> Hits:
    """Precision, recall and F of events within `tolerance` seconds."""
    count = len(matched_pairs(reference, estimate, tolerance))
    return Hits.counted(count, np.size(reference), np.size(estimate))

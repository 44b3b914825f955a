"""On which bars of a phrase sections begin: the offset modulo 4, 8 and 16 bars."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHARPNESS = 4.0  # nats that one certain boundary is worth
PRIOR = {4: 0.5, 8: 0.8, 16: 1.0}  # share of SHARPNESS: longer phrases have fewer witnesses


@dataclass(frozen=True, slots=True, eq=False)
class PhrasePhase:
    """Where phrases of `period` bars begin.

    Attributes
    ----------
    period : int
        Bars.
    offset : int
        Phrases begin with the bars whose index modulo `period` is this.
    share : ndarray, shape (period,)
        Probability of each offset; its greatest value is the confidence.
    """

    period: int
    offset: int
    share: NDArray[np.float64]


def phrase_phase(boundary: NDArray[np.float32], period: int) -> PhrasePhase:
    """The offset at which the bars that probably begin a section fall.

    Parameters
    ----------
    boundary : ndarray, shape (bars,)
        Probability that a section begins with each bar (`BarActivations.boundary`).
    period : int
        4, 8 or 16 bars.
    """
    places = np.arange(len(boundary)) % period
    votes = np.bincount(places, weights=boundary, minlength=period).astype(np.float64)
    score = SHARPNESS * PRIOR.get(period, 1.0) * votes
    share = np.exp(score - score.max())
    share /= share.sum()
    return PhrasePhase(period, int(share.argmax()), share)


def phrase_bonus(boundary: NDArray[np.float32]) -> NDArray[np.float64]:
    """Log-odds that a bar gains as a section start from its place in the phrase, shape (bars,).

    A bar is compared with the average bar: log of the offset's share times the period.
    """
    total = np.zeros(len(boundary))
    for period in (4, 8):
        share = phrase_phase(boundary, period).share
        gain = np.log(0.9 * share * period + 0.1)
        total += gain[np.arange(len(boundary)) % period]
    return total

"""Whether a confidence means what it says: calibration error, and its picture's numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

BINS = 15


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """Confidence against the share that was right, in bins of equal width.

    Attributes
    ----------
    edges : ndarray, shape (bins + 1,)
    counts : ndarray, shape (bins,)
        Answers in each bin.
    confidence, share_right : ndarray, shape (bins,)
        Means over each bin; NaN where it is empty.
    error : float
        Expected calibration error: the mean distance of the two, by count (Guo et al. 2017).
    """

    edges: NDArray[np.float64]
    counts: NDArray[np.int64]
    confidence: NDArray[np.float64]
    share_right: NDArray[np.float64]
    error: float


def reliability(confidence: ArrayLike, right: ArrayLike, bins: int = BINS) -> Reliability:
    """Compare confidences, 0 to 1, with whether each answer was right, both of shape (answers,).

    ValueError where a confidence is not a probability.
    """
    sure, true = np.asarray(confidence, float), np.asarray(right, float)
    if len(sure) and not (sure.min() >= 0.0 and sure.max() <= 1.0):
        raise ValueError("a confidence lies outside 0 to 1")
    places = np.clip(np.ceil(sure * bins).astype(int) - 1, 0, bins - 1)
    counts = np.bincount(places, minlength=bins)
    sums = np.bincount(places, sure, bins), np.bincount(places, true, bins)
    held = np.where(counts > 0, counts, np.nan)
    mean, share = sums[0] / held, sums[1] / held
    error = np.nansum(np.abs(mean - share) * counts) / max(len(sure), 1)
    return Reliability(np.linspace(0.0, 1.0, bins + 1), counts, mean, share, float(error))

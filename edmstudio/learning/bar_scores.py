"""The least credible bars of a library of millions, streamed in blocks."""

import numpy as np
from numpy.typing import NDArray

BLOCK = 100_000  # rows; float64 copies of a block stay small


def worst_bars(
    given: NDArray[np.int64], probs: NDArray[np.float32], count: int
) -> NDArray[np.int64]:
    """Rows whose label cleanlab finds least credible, worst first, shape (count,) at most.

    Parameters
    ----------
    given : ndarray, shape (bars,)
        Class of each bar.
    probs : ndarray, shape (bars, classes)
        Out-of-sample probabilities.
    """
    from cleanlab.rank import get_label_quality_scores

    quality = np.empty(len(given), dtype=np.float32)
    for start in range(0, len(given), BLOCK):
        block = slice(start, start + BLOCK)
        quality[block] = get_label_quality_scores(
            given[block], probs[block], method="normalized_margin"
        )
    count = min(count, len(quality))
    worst = np.argpartition(quality, count - 1)[:count] if count else np.zeros(0, dtype=np.intp)
    return np.asarray(worst[np.argsort(quality[worst], kind="stable")], dtype=np.int64)

"""How probable it is that a number is wrong, by how far it lies from what is expected.

The distance is cleanlab's residual quality. Right labels scatter with heavy tails (what was heard
is now and then wrong itself), wrong ones fall anywhere within reach; how many there are is found
by expectation maximisation.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
USUAL, WEIGHT = 0.05, 10.0  # share of wrong labels before any was seen, and its weight
ROUNDS = 12


def wrong_numbers(
    labels: Floats, expected: Floats, *, tight: float, reach: float, tails: float = 1.0
) -> Floats:
    """Probability that each label is wrong, shape (labels,).

    Parameters
    ----------
    labels, expected : ndarray, shape (labels,)
    tight : float
        Least scatter of right labels, in their unit.
    reach : float
        Greatest distance of wrong labels.
    tails : float
        Degrees of freedom of the scatter: 1 for instruments that fail, more for people's scales.
    """
    from cleanlab.regression.rank import get_label_quality_scores

    scatter = max(float(np.median(np.abs(labels - expected))), tight)
    # The quality is exp(-|residual|); in units of the scatter it neither vanishes nor saturates.
    unit = scatter * 10.0
    padded = [
        np.append(each, 0.0) / unit for each in (labels, expected)
    ]  # cleanlab takes no single
    quality = np.asarray(get_label_quality_scores(*padded, method="residual"), dtype=np.float64)
    apart = -np.log(np.clip(quality[:-1], 1e-300, 1.0)) * 10.0
    right = 0.35 / scatter * (1.0 + apart**2 / tails) ** (-(tails + 1.0) / 2.0)
    rate = USUAL
    wrong = np.full(len(labels), rate)
    for _ in range(ROUNDS):
        against = rate / (2.0 * reach)
        wrong = against / (against + (1.0 - rate) * right)
        rate = float(np.clip((wrong.sum() + USUAL * WEIGHT) / (len(wrong) + WEIGHT), 0.005, 0.5))
    return np.asarray(wrong)

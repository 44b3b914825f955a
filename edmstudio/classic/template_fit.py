"""How the bar templates are fitted: logistic regression over all readings of each track."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.optimize
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """All readings of one piece of music, and which of them are right.

    Attributes
    ----------
    profiles : ndarray, shape (readings, kinds, 16)
        `bar_templates.turned` profiles, of every tempo octave one after another.
    priors : ndarray, shape (readings,)
        Log-prior of each reading, from its tempo.
    right : ndarray of bool, shape (readings,)
    ignored : ndarray of bool, shape (readings,)
        Readings that are neither right nor wrong (another accepted tempo).
    weight : float
    """

    profiles: Floats
    priors: Floats
    right: NDArray[np.bool_]
    ignored: NDArray[np.bool_]
    weight: float


def fit_templates(examples: Sequence[Example], penalty: float) -> Floats:
    """Weights, shape (kinds, 16), that make the right readings most probable.

    `penalty` times the sum of squared weights is added to the negative log-likelihood.
    """
    shape = examples[0].profiles.shape[1:]

    def loss(flat: Floats) -> tuple[float, Floats]:
        total, gradient = penalty * float(flat @ flat), 2.0 * penalty * flat
        for example in examples:
            rows = example.profiles.reshape(len(example.profiles), -1)
            scores = np.where(example.ignored, -1e3, rows @ flat + example.priors)
            share = np.exp(scores - scores.max())
            share /= share.sum()
            hit = np.where(example.right, share, 0.0)
            total -= example.weight * float(np.log(hit.sum() + 1e-12))
            gradient -= example.weight * ((hit / (hit.sum() + 1e-12) - share) @ rows)
        return total, gradient

    start = np.zeros(int(np.prod(shape)))
    found = scipy.optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    return np.asarray(found.x).reshape(shape)

"""From 24 scores to the key of a track, and how sure that is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.key import ALL_KEYS, Key

SHARPNESS = 14.0  # nats per unit of correlation, so that confidence means the share that is right
MINOR = 0.63  # prior share; 85 % of the 604 GiantSteps key tracks (Knees et al. 2015) are minor


@dataclass(frozen=True, slots=True, eq=False)
class KeyChoice:
    """The key of a track.

    Attributes
    ----------
    key : Key or None
        None where nothing tonal was heard.
    confidence : float
        Probability of `key`, 0 to 1.
    posterior : ndarray, shape (24,)
        Probability of each of `ALL_KEYS`.
    """

    key: Key | None
    confidence: float
    posterior: NDArray[np.float64]


def choose_key(scores: NDArray[np.float64]) -> KeyChoice:
    """The most probable key for correlations in the order of `ALL_KEYS`, shape (24,)."""
    if not np.any(scores):
        return KeyChoice(None, 0.0, np.full(24, 1.0 / 24.0))
    prior = np.array([MINOR if key.minor else 1.0 - MINOR for key in ALL_KEYS])
    weight = prior * np.exp(SHARPNESS * (scores - scores.max()))
    posterior = weight / weight.sum()
    best = int(posterior.argmax())
    return KeyChoice(ALL_KEYS[best], float(posterior[best]), posterior)

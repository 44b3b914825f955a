"""From 24 scores to the key of a track, and how sure that is."""

from collections.abc import Mapping
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


def choose_key(scores: NDArray[np.float64], called: Mapping[str, float] | None = None) -> KeyChoice:
    """The most probable key for correlations in the order of `ALL_KEYS`, shape (24,).

    `called`: how probable it is that a person calls the heard key one of its `kin`.
    """
    if not np.any(scores):
        return KeyChoice(None, 0.0, np.full(24, 1.0 / 24.0))
    prior = np.array([MINOR if key.minor else 1.0 - MINOR for key in ALL_KEYS])
    weight = prior * np.exp(SHARPNESS * (scores - scores.max()))
    posterior = _as_called(weight / weight.sum(), called or {})
    best = int(posterior.argmax())
    return KeyChoice(ALL_KEYS[best], float(posterior[best]), posterior)


def kin(key: Key) -> dict[str, Key]:
    """The keys that are taken for this one most often, by how they lie to it."""
    return {
        "relative": Key((key.pitch + (3 if key.minor else -3)) % 12, not key.minor),
        "parallel": Key(key.pitch, not key.minor),
        "fifth-up": Key((key.pitch + 7) % 12, key.minor),
        "fifth-down": Key((key.pitch + 5) % 12, key.minor),
    }


def _as_called(heard: NDArray[np.float64], called: Mapping[str, float]) -> NDArray[np.float64]:
    """Probability of each name, where a person calls some keys by the names of their kin."""
    if not called:
        return heard
    said = heard * (1.0 - sum(called.values()))
    for index, key in enumerate(ALL_KEYS):
        for how, other in kin(key).items():
            said[ALL_KEYS.index(other)] += heard[index] * called.get(how, 0.0)
    return np.asarray(said)

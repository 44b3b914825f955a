"""The tempo from a moment on, where that moment is a beat: for a grid that changes there."""

import numpy as np
from numpy.typing import NDArray

SECONDS = 24.0  # looked at behind the moment
WIDEST = 0.16  # of the tempo that was; further off is another octave's business
CLOSE = 0.030  # seconds between a beat and an attack that is meant for it
FEWEST = 8  # beats that must have their attack
DRIFT = 0.25  # of `CLOSE`; what two tempi that are tried may drift apart by the end
Seconds = NDArray[np.float64]


def tempo_here(attacks: Seconds, here: float, about: float) -> float | None:
    """BPM whose beats, counted from `here`, meet the most attacks; None where too few do.

    Every tempo near the one that was is tried as a comb, then the best is fitted to the attacks
    that it meets, all by least squares through the moment itself.

    Parameters
    ----------
    attacks : ndarray, shape (attacks,)
        Seconds, in order, where something is struck.
    here : float
        Seconds of a beat.
    about : float
        BPM of the grid that does not fit any more.
    """
    after = attacks[(attacks > here + CLOSE) & (attacks <= here + SECONDS)] - here
    if len(after) < FEWEST:
        return None
    period = 60.0 / about
    step = DRIFT * CLOSE * period / after[-1]
    periods = np.arange(period * (1 - WIDEST), period * (1 + WIDEST), step)
    away = _away(after[None, :], periods[:, None])
    met = np.exp(-((away / CLOSE) ** 2)).sum(axis=1) / np.sqrt(after[-1] / periods)
    return _fitted(after, float(periods[int(met.argmax())]))


def _away(after: Seconds, period: Seconds) -> Seconds:
    """Seconds from each attack to the nearest beat."""
    beats = after / period
    return np.asarray((beats - np.rint(beats)) * period)


def _fitted(after: Seconds, period: float) -> float | None:
    for _ in range(3):
        beats = np.rint(after / period)
        meant = (np.abs(after - beats * period) <= CLOSE) & (beats > 0)
        if len(np.unique(beats[meant])) < FEWEST:
            return None
        period = float((beats[meant] @ after[meant]) / (beats[meant] @ beats[meant]))
    return 60.0 / period

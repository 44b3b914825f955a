"""The tempo from a moment on, where that moment is a beat: for a grid that changes there."""

import numpy as np
from numpy.typing import NDArray

SECONDS = 24.0  # looked at behind the moment
WIDEST = 0.16  # of the tempo that was; further off is another octave's business
CLOSE = 0.030  # seconds between a beat and an attack that is meant for it
FEWEST = 8  # beats that must have their attack
PARTS = 4  # of a beat that this music strikes
NARROW = 0.2  # of such a part; an attack that far off is hardly on it
DRIFT = 0.25  # of `CLOSE`; what two tempi that are tried may drift apart by the end
Seconds = NDArray[np.float64]


def tempo_here(attacks: Seconds, here: float, about: float) -> float | None:
    """BPM whose beats, counted from `here`, meet the most attacks; None where too few do.

    Every tempo near the one that was is tried as a comb: how many of its beats are struck, and how
    well all the attacks lie on its quarters of a beat, without which five sixteenths look as good
    as four. The best is fitted to the attacks that it meets by least squares through the moment.

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
    struck = _near(after, periods, CLOSE).sum(axis=1) / np.sqrt(after[-1] / periods)
    parts = periods / PARTS
    explained = _near(after, parts, NARROW * parts[:, None]).mean(axis=1)
    return _fitted(after, float(periods[int((struck * explained).argmax())]))


def _near(after: Seconds, periods: Seconds, close: float | Seconds) -> Seconds:
    """How near each attack lies to a multiple of each period, 0..1, shape (periods, attacks)."""
    return np.asarray(np.exp(-((_away(after[None, :], periods[:, None]) / close) ** 2)))


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

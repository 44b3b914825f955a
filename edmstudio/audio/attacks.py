"""Where something is struck: the moments that stretching must leave as they are."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

HOP = 0.001  # seconds
RISE = 4.0  # times the energy of what came before
APART = 0.030  # seconds between two attacks, at least
SWELL = 0.1  # of the way up, where an attack has begun
QUIET = 1e-3  # of the loudest millisecond's energy; less is no attack
_FAST, _SLOW, _GAP = 3, 16, 2  # hops: what is compared with what, and the space between
_CHUNK = 1024  # hops


def find_attacks(
    samples: NDArray[np.int16] | NDArray[np.float32],
    rate: int,
    stopped: Callable[[], bool] = lambda: False,
) -> NDArray[np.int64]:
    """Frames just before every attack, shape (attacks,); what was found where it is stopped.

    An attack is where the energy of three milliseconds, of the sound or of its difference (which
    hears a hi-hat over a bass), is four times that of the sixteen before.
    """
    hop = max(round(HOP * rate), 1)
    full, bright = _energies(samples, hop, stopped)
    rises = np.stack([_rise(full), _rise(bright)])
    over = np.flatnonzero(rises.max(axis=0) > RISE)
    found, last = [], -1 << 30
    for place in over.tolist():
        if (place - last) * hop >= APART * rate:
            found.append(place)
            last = place
    orders = rises.argmax(axis=0)
    begins = [_begin(samples, place * hop, hop, int(orders[place])) for place in found]
    return np.array(begins, np.int64)


def _begin(
    samples: NDArray[np.int16] | NDArray[np.float32], first: int, hop: int, order: int
) -> int:
    """The frame, to a quarter of a hop, from which on an attack swells (or its difference)."""
    fine = max(hop // 4, 1)
    mono = samples[first : first + (_FAST + 2) * hop].mean(axis=1, dtype=np.float64)
    mono = np.diff(mono, order, prepend=mono[:1].repeat(order))
    loud = np.abs(mono[: len(mono) // fine * fine]).reshape(-1, fine).max(axis=1)
    swells = loud > loud[0] + SWELL * (loud.max() - loud[0])
    return first + max(int(np.argmax(swells)) - 1, 0) * fine


def _energies(
    samples: NDArray[np.int16] | NDArray[np.float32], hop: int, stopped: Callable[[], bool]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Energy of each hop, of the sound and of its difference, shape (hops,) each."""
    hops = len(samples) // hop
    full, bright = np.zeros(hops, np.float32), np.zeros(hops, np.float32)
    for first in range(0, hops, _CHUNK):
        if stopped():
            break
        last = min(first + _CHUNK, hops)
        mono = samples[first * hop : last * hop].mean(axis=1, dtype=np.float32)
        steps = np.diff(mono, prepend=mono[:1])
        full[first:last] = np.square(mono).reshape(-1, hop).sum(axis=1)
        bright[first:last] = np.square(steps).reshape(-1, hop).sum(axis=1)
    return full, bright


def _rise(energy: NDArray[np.float32]) -> NDArray[np.float64]:
    """How many times the energy before a hop is that from it on, shape (hops,)."""
    if not len(energy):
        return np.zeros(0)
    least = QUIET * float(energy.max()) + 1e-12
    sums = np.concatenate([np.zeros(_SLOW + _GAP), [0.0], np.cumsum(energy, dtype=np.float64)])
    here = np.arange(len(energy)) + _SLOW + _GAP
    after = (sums[np.minimum(here + _FAST, len(sums) - 1)] - sums[here]) / _FAST
    before = (sums[here - _GAP] - sums[here - _GAP - _SLOW]) / _SLOW
    return np.asarray(np.where(after > least, after / (before + least), 0.0))

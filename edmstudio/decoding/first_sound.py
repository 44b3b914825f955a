"""Where the music begins."""

import numpy as np
from numpy.typing import NDArray

STRONG = 200  # one frame in so many is a strong onset
SHARE = 0.15  # of the track's strong onsets; less is hiss and run-in


def first_sound(onset: NDArray[np.float64], hz: float) -> float:
    """Second of the first onset that is loud for this track; 0.0 where there is none."""
    if not len(onset) or not onset.any():
        return 0.0
    strongest = max(len(onset) // STRONG, 1)
    strong = float(np.partition(onset, -strongest)[-strongest:].mean())
    return float(np.flatnonzero(onset > SHARE * strong)[0]) / hz

"""Where the music begins."""

import numpy as np
from numpy.typing import NDArray

SHARE = 0.25  # of the track's strong onsets; less is hiss and run-in


def first_sound(onset: NDArray[np.float64], hz: float) -> float:
    """Second of the first onset that is loud for this track; 0.0 where there is none."""
    strong = float(np.quantile(onset, 0.995)) if len(onset) else 0.0
    loud = np.flatnonzero(onset > SHARE * strong) if strong > 0.0 else np.zeros(0, dtype=np.intp)
    return float(loud[0]) / hz if len(loud) else 0.0

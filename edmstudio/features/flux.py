"""How much louder each band gets from frame to frame: where notes and drums begin."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
LAG = 2  # frames (20 ms): a kick needs more than one frame to rise


def rises(levels: Floats) -> Floats:
    """Rise of each band against its neighbourhood two frames before, shape (frames, bands).

    The frame before is widened by a maximum over three bands, so that a vibrato or a glide that
    moves from band to band is no onset (SuperFlux, Böck and Widmer, DAFx 2013).
    """
    before = np.zeros_like(levels)
    before[LAG:] = levels[:-LAG] if len(levels) > LAG else 0.0
    widened = before.copy()
    np.maximum(widened[:, 1:], before[:, :-1], out=widened[:, 1:])
    np.maximum(widened[:, :-1], before[:, 1:], out=widened[:, :-1])
    np.subtract(levels, widened, out=widened)
    return np.maximum(widened, 0.0, out=widened)

"""How probable it is that a grid needs no hand."""

import math
from dataclasses import dataclass

from edmstudio.decoding.grid_fit import GridFit

# Log-odds per unit, set by hand: on 65 real tracks with exact beats, nearly all of them right, the
# mean is about 0.9; noise, drones and bursts at random moments stay below 0.1. Too few of the real
# ones are wrong to fit these by regression.
BIAS, BEAT, CLARITY, RESIDUAL = -4.0, 5.0, 4.0, -0.35
SHORT = 12.0  # seconds; of less music, less is known


@dataclass(frozen=True, slots=True)
class GridTrust:
    """Probabilities that the beats, and that beats and bar lines, are right, 0 to 1."""

    grid: float
    downbeat: float


def grid_trust(fit: GridFit) -> GridTrust:
    """From how much of the activation the beats gather, and how well the onsets hold the line."""
    if fit.grid is None or not fit.parts:
        return GridTrust(0.0, 0.0)
    seconds = fit.parts[-1].passage.stop
    score = BIAS + BEAT * fit.beat_probability + CLARITY * fit.clarity
    score += RESIDUAL * 1000.0 * fit.residual
    grid = 1.0 / (1.0 + math.exp(-score)) * seconds / (seconds + SHORT / 4.0)
    return GridTrust(grid, grid * fit.bar_probability)

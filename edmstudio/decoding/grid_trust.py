"""How probable it is that a grid needs no hand."""

import math
from dataclasses import dataclass

from edmstudio.decoding.grid_fit import GridFit

# Log-odds per unit, from a logistic fit over 65 real tracks with exact beats and as many pieces
# of noise, speech-like bursts and drones: whether tempo, beat phase and every beat are right.
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

"""Energy as it is heard, on the scale that a person uses."""

import numpy as np

from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.habits import EnergyHabit

LOWEST, HIGHEST = 1.0, 10.0


def on_scale(level: float, habit: EnergyHabit | None) -> float:
    """A level of 1 to 10, not rounded, as the person would say it."""
    if habit is None:
        return level
    return float(np.clip(habit.shift + habit.slope * level, LOWEST, HIGHEST))


def rescaled(curve: EnergyCurve, level: float, habit: EnergyHabit | None) -> EnergyCurve:
    """The same curve under the level that a person would give it."""
    if habit is None:
        return curve
    return EnergyCurve(int(np.rint(level)), curve.hz, curve.curve)

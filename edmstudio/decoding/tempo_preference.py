"""Which of two tempi an octave apart a DJ would count, and which of them this person does."""

import math
from collections.abc import Callable, Sequence

from edmstudio.domain.habits import OctaveHabit

CENTRE = 125.0  # BPM
SPREAD = 0.35  # octaves
SLOW_EDGE, FAST_EDGE = 78.0, 182.0  # BPM; dubstep is counted at 140, drum and bass at 174
EDGE = 0.05  # octaves beyond an edge that cost as much as one spread
NEAR = 0.1  # octaves from a learned tempo at which nothing of it is left

Preference = Callable[[float], float]


def tempo_preference(bpm: float) -> float:
    """Log-prior of a tempo: a wide bell around house, falling steeply outside what DJs count."""
    octaves = math.log2(bpm / CENTRE) / SPREAD
    slow = max(math.log2(SLOW_EDGE / bpm), 0.0) / EDGE
    fast = max(math.log2(bpm / FAST_EDGE), 0.0) / EDGE
    return -0.5 * (octaves**2 + slow**2 + fast**2)


def preference_with(habits: Sequence[OctaveHabit]) -> Preference:
    """The same, moved by what a person's corrections said near each tempo.

    A habit of some odds raises the slower tempo by half of them and lowers the faster one by the
    other half; between learned tempi it is interpolated.
    """
    if not habits:
        return tempo_preference

    def preference(bpm: float) -> float:
        gain = sum(
            habit.odds / 2.0 * (_near(bpm / habit.bpm) - _near(bpm / 2.0 / habit.bpm))
            for habit in habits
        )
        return tempo_preference(bpm) + gain

    return preference


def _near(ratio: float) -> float:
    return max(1.0 - abs(math.log2(ratio)) / NEAR, 0.0)

"""Which of two tempi an octave apart a DJ would count."""

import math

CENTRE = 125.0  # BPM
SPREAD = 0.35  # octaves
SLOW_EDGE, FAST_EDGE = 78.0, 182.0  # BPM; dubstep is counted at 140, drum and bass at 174
EDGE = 0.05  # octaves beyond an edge that cost as much as one spread


def tempo_preference(bpm: float) -> float:
    """Log-prior of a tempo: a wide bell around house, falling steeply outside what DJs count."""
    octaves = math.log2(bpm / CENTRE) / SPREAD
    slow = max(math.log2(SLOW_EDGE / bpm), 0.0) / EDGE
    fast = max(math.log2(bpm / FAST_EDGE), 0.0) / EDGE
    return -0.5 * (octaves**2 + slow**2 + fast**2)

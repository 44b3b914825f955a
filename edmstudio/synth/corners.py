"""Masters far from the usual: what a desk, a chip, a tape or an unsure ear does to a whole track.

Each lies at an edge of what real tracks measure like, so that nothing learned here takes a
balance, a loudness or a level of the kick for a property of music.
"""

import numpy as np
from scipy.signal import butter, sosfilt

from edmstudio.synth.biquads import bell, filtered, highpass, shelf
from edmstudio.synth.placing import RATE, Floats
from edmstudio.synth.streams import Chance, between, happens, log_between, pick

CORNERED = 0.32  # share of the tracks whose balance lies at an edge
CORNERS = {
    "dull": 0.22, "hollow": 0.22, "bottom": 0.2, "thin": 0.13, "nasal": 0.1, "airy": 0.13,
}  # fmt: skip


def cornered(both: Floats, chance: Chance) -> Floats:
    """The sound as it is, or pushed into one corner of the spectrum; shape (2, frames)."""
    if not happens(chance, CORNERED):
        return both
    kind = pick(chance, list(CORNERS), list(CORNERS.values()))
    if kind == "dull":  # a chip, an old sampler, a tape of a tape
        shut = butter(pick(chance, [2, 4]), log_between(chance, 350, 6000), fs=RATE, output="sos")
        return np.asarray(sosfilt(shut.astype(np.float32), both), dtype=np.float32)
    if kind == "hollow":
        dip = bell(
            log_between(chance, 350, 800), -between(chance, 5, 18), between(chance, 0.3, 0.7)
        )
        return filtered(both, dip)
    if kind == "bottom":
        low = shelf(log_between(chance, 60, 120), between(chance, 3, 12), high=False)
        rest = shelf(log_between(chance, 150, 500), -between(chance, 2, 16), high=True)
        return filtered(both, low, rest)
    if kind == "thin":
        return filtered(both, highpass(log_between(chance, 60, 500)))
    if kind == "nasal":
        return filtered(both, bell(log_between(chance, 900, 2500), between(chance, 4, 11), 0.5))
    return filtered(both, shelf(between(chance, 7000, 11000), between(chance, 4, 11), high=True))

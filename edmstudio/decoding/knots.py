"""As few knots as hold a moving pulse to a few milliseconds."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.pulse import Pulse

Floats = NDArray[np.float64]
ALLOWED = 0.004  # seconds by which a knot that is left out may bend the pulse


def thinned(pulse: Pulse, allowed: float = ALLOWED) -> Pulse:
    """The pulse straight between the knots that matter (Ramer 1972; Douglas and Peucker 1973).

    What is kept is then laid through all the knots by least squares, so that the noise of single
    ones averages out.
    """
    line = np.polyval(np.polyfit(pulse.beats, pulse.seconds, 1), pulse.beats)
    kept = _corners(pulse.beats, pulse.seconds - line, allowed)
    beats = pulse.beats[kept]
    hats = np.stack([np.interp(pulse.beats, beats, row) for row in np.eye(len(beats))], axis=1)
    seconds: Floats = np.linalg.lstsq(hats, pulse.seconds, rcond=None)[0].astype(np.float64)
    if (np.diff(seconds) <= 0.0).any():
        seconds = pulse.seconds[kept]
    return replace(pulse, beats=beats, seconds=seconds)


def _corners(x: Floats, y: Floats, allowed: float) -> list[int]:
    """Indices of the points between which straight lines are at most `allowed` off."""
    kept, open_ends = {0, len(x) - 1}, [(0, len(x) - 1)]
    while open_ends:
        first, last = open_ends.pop()
        if last - first < 2:
            continue
        inside = np.arange(first + 1, last)
        line = np.interp(x[inside], x[[first, last]], y[[first, last]])
        off = np.abs(y[inside] - line)
        if off.max() > allowed:
            corner = int(inside[off.argmax()])
            kept.add(corner)
            open_ends += [(first, corner), (corner, last)]
    return sorted(kept)

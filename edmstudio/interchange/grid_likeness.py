"""Whether two grids are one: anchor by anchor, or beat by beat as far as programs round."""

import numpy as np

from edmstudio.domain.grid import TempoMap

ROUNDING = 1e-6  # seconds and beats a minute
NEAR = 0.003  # seconds that programs may make of one beat


def same_grid(one: TempoMap, other: TempoMap) -> bool:
    """Whether nobody moved an anchor, a tempo or a bar line."""
    if len(one.anchors) != len(other.anchors):
        return False
    return all(
        abs(a.seconds - b.seconds) < ROUNDING
        and abs(a.bpm - b.bpm) < ROUNDING
        and (a.meter, (a.beat - a.shift) % a.meter) == (b.meter, (b.beat - b.shift) % b.meter)
        for a, b in zip(one.anchors, other.anchors, strict=True)
    )


def same_beats(one: TempoMap, other: TempoMap, seconds: float) -> bool:
    """Whether the beats of a track of so many seconds are the same, whatever the bars."""
    end = max(seconds, 4.0)
    beats, others = one.beats(1.0, end - 1.0), other.beats(0.0, end)
    if len(others) < 2 or abs(len(one.beats(0.0, end)) - len(others)) > 1:
        return False
    at = np.clip(np.searchsorted(others, beats), 1, len(others) - 1)
    apart = np.minimum(np.abs(beats - others[at - 1]), np.abs(others[at] - beats))
    return bool(apart.max(initial=0.0) <= NEAR)

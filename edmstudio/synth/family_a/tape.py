"""A tape that somebody stops: before a loud section instead of a gap, or where nothing changes."""

import numpy as np

from edmstudio.synth.family_a.plan import Plan
from edmstudio.synth.family_a.rhythm import Rhythm
from edmstudio.synth.family_a.transitions import Habits
from edmstudio.synth.performance import Stems
from edmstudio.synth.streams import Chance, happens, pick

Stretches = list[tuple[float, float]]


def choose_stops(
    plan: Plan, habits: Habits, rhythm: Rhythm, gaps: Stretches, chance: Chance
) -> Stretches:
    """Beats from and to which the tape runs down: some of the gaps, and some phrases' ends."""
    found = [gap for gap in gaps if happens(chance, habits.tape)]
    for begin, end, _ in plan.edges():
        for bar in range(begin + 8, end - 4, 8):
            if happens(chance, habits.tape * habits.stray):
                beat = float(rhythm.clock.bar_starts[bar])
                found.append((beat - pick(chance, [1.0, 2.0]), beat))
    return found


def slow_down(stems: Stems, rhythm: Rhythm, stops: Stretches) -> None:
    """Bass, drums and music lose speed and pitch evenly until they stand; in place."""
    for begin, end in stops:
        first, last = np.maximum(rhythm.frames([begin, end]), 0).tolist()
        last = min(last, len(stems.bass))
        if last - first < 2000:
            continue
        way = np.arange(last - first) / (last - first)
        places = first + (last - first) * (way - way**2 / 2.0)  # the speed falls from 1 to 0
        here = places.astype(np.int64)
        later = (places - here).astype(np.float32)
        level = (1.0 - way**4).astype(np.float32)
        for stem in (stems.bass, stems.drums, stems.music):
            stem[..., first:last] = level * (
                stem[..., here] * (1 - later) + stem[..., here + 1] * later
            )

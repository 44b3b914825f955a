"""Does a section begin here?"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.provenance import Voice
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.bar_scene import LABELS, BarScene, rates, without_own
from edmstudio.review.lore import Lore
from edmstudio.review.marks import moved
from edmstudio.review.question import Question, bounded, clock, logit

Floats = NDArray[np.float64]
BOUNDARY = ("heard", "better", "stray", "eights", "fours", "cue", "change", "others", "trust")
REACH = 8  # bars within which a better place is sought
TO_HEAR = 4.0  # seconds before and behind
LIMIT = 5.0  # nats
CHANGE = 0.3  # bars of one section sound alike: three say about as much as one alone


@dataclass(frozen=True, slots=True, eq=False)
class _Boundary:
    """One boundary on the bars: where it is, where it would rather be, what changes by that."""

    index: int
    bar: int
    better: int
    heard: float
    gain: float
    change: float


def boundaries(scene: BarScene, lore: Lore) -> list[Question]:
    """One for each boundary that a program or a person set."""
    case = scene.case
    if not any(section.by.voice is Voice.LABEL for section in case.held.sections[1:]):
        return []
    likely = boundary_likely(scene, lore)
    nats, rare = np.log(likely + 1e-4), rates(likely)
    found = [
        _boundary(scene, index, nats, float(rare[bar]))
        for index, bar in enumerate(scene.section_bars)
        if index
        and bar > 0  # where the music begins is heard nowhere else
        and case.held.sections[index].by.voice is Voice.LABEL
    ]
    others = without_own([each.heard for each in found])
    trust = logit(case.predicted.trust.sections)
    return [
        _question(scene, each, likely, around=(rest, trust))
        for each, rest in zip(found, others, strict=True)
    ]


def boundary_likely(scene: BarScene, lore: Lore) -> Floats:
    """That a section begins with each bar, shape (bars,): told by the other tracks, or heard."""
    if lore.boundaries is None:
        return scene.case.evidence.boundary.astype(np.float64)
    return lore.boundaries.probabilities(scene.boundary_rows, scene.case.track_id)[:, 1]


def _boundary(scene: BarScene, index: int, nats: Floats, rare: float) -> _Boundary:
    bar = scene.section_bars[index]
    low, high = _room(scene, index)
    change = _change(scene, index, low, high)
    worth = nats[low : high + 1] + change
    if len(worth) > 1:
        worth[bar - low] = -np.inf
    better = low + int(worth.argmax())
    gain, moved = nats[better] - nats[bar], change[better - low] - change[bar - low]
    return _Boundary(index, bar, better, rare, float(gain), float(moved))


def _room(scene: BarScene, index: int) -> tuple[int, int]:
    """The bars to which a boundary could move without passing its neighbours."""
    bars, last = scene.section_bars, scene.case.evidence.bars - 1
    bar = bars[index]
    before = bars[index - 1] + 1
    after = bars[index + 1] - 1 if index + 1 < len(bars) else last
    return max(min(before, bar), bar - REACH, 0), min(max(after, bar), bar + REACH, last)


def _change(scene: BarScene, index: int, low: int, high: int) -> Floats:
    """How well each bar from `low` to `high` parts the two labels, in nats from the first one."""
    sections = scene.case.held.sections
    before, after = (LABELS.index(sections[i].label) for i in (index - 1, index))
    summed = scene.label_sums[low : high + 1]
    gain = summed[:, before] - summed[:, after]
    return np.asarray(CHANGE * (gain - gain[0]))


def _question(
    scene: BarScene, each: _Boundary, likely: Floats, *, around: tuple[float, float]
) -> Question:
    case = scene.case
    nats = (
        each.heard,
        bounded(each.gain, LIMIT),
        float(scene.section_strays[each.index]),
        _phrased(scene, each, 8),
        _phrased(scene, each, 4),
        float(scene.cues[each.better].any()) - float(scene.cues[each.bar].any()),
        bounded(each.change, LIMIT),
        *around,
    )
    told = ("", "", "no bar begins here", "", "", "", "", "", "")
    source = case.held.sections[each.index].by.source
    return Question(Doubt.BOUNDARY, source, nats, told, partial(_about, scene, each, likely))


def _phrased(scene: BarScene, each: _Boundary, period: int) -> float:
    """Greater share of the other boundaries that lie whole phrases from the better place."""
    others = [bar % period for bar in scene.section_bars[1:]]
    del others[each.index - 1]
    there, here = others.count(each.better % period), others.count(each.bar % period)
    return (there - here) / (len(others) + 1.0)


def _about(scene: BarScene, each: _Boundary, likely: Floats) -> Suspicion:
    case, section = scene.case, scene.case.held.sections[each.index]
    here, source, place = section.start, section.by.source, _place(scene, each, likely)
    there = moved(case, float(case.evidence.lines[place]), scene.section_lag)
    there = float(np.clip(there, 0.001, case.seconds - 0.001))
    before, after, bars = float(likely[each.bar]), float(likely[place]), place - each.bar
    begins = f"{source} begins the {section.label} at {clock(here)}"
    beside = f"{begins}; the bar line beside it is at {clock(there)}"
    where = f"{abs(bars)} {'bar' if abs(bars) == 1 else 'bars'} {'later' if bars > 0 else 'before'}"
    away = f"{begins}; the likeliest other place is {where}, at {clock(there)}"
    return Suspicion(
        case.track_id,
        Doubt.BOUNDARY,
        source,
        start=max(here - TO_HEAR, 0.0),
        end=min(here + TO_HEAR, case.seconds),
        label=f"{here:.3f}",
        suggested=f"{there:.3f}",
        score=0.0,
        reason=away if bars else beside,
        amount=there,
        figures=(("p label", before), ("p suggested", after), ("bars", float(bars))),
    )


def _place(scene: BarScene, each: _Boundary, likely: Floats) -> int:
    """Off the bar lines a boundary may only have to go to its own; on it, to another one."""
    own = scene.section_strays[each.index] and likely[each.bar] >= likely[each.better]
    return each.bar if own else each.better

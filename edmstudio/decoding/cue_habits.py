"""Where this person would set cues: every bar line weighed by what begins near it.

A bar line is described by the places that it is: so many bars before or behind the start of a
section of some label, the first of that label or any, behind the start of the music or before its
end. Log-odds of places add up (a logistic model with a prior); learning them is the affair of
`learning.cue_ranker`. Where sections begin is not sure either: probabilities are means over maps
drawn from what is held for possible, so that a cue that hangs on a doubtful drop is doubtful.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.activations import BarActivations
from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.habits import CueHabits, CueLook, CuePlace
from edmstudio.domain.provenance import UNKNOWN, Provenance
from edmstudio.domain.sections import Section, SectionLabel

Floats = NDArray[np.float64]
BARS = (-32, -16, -12, -8, -4, -2, -1, 0, 1, 2, 4, 8, 12, 16, 32)
START, END = "start", "end"
LAST_START = 2.0  # seconds before the end within which no cue is of use
HAIR = 0.05  # seconds by which a downbeat may lie before the first sample
UNKNOWN_LOOK = CueLook(CueKind.OTHER.value)
SURE = 4.0  # log-odds beyond which what is heard counts no more


@dataclass(frozen=True, slots=True)
class Event:
    """Something that begins with a bar.

    Attributes
    ----------
    name : str
        A section label, `START` or `END`.
    bar : int
    first : bool
        Whether it is the first of its name.
    """

    name: str
    bar: int
    first: bool


def bar_starts(grid: TempoMap, end: float) -> Floats:
    """Bar lines at which a cue may stand, in seconds."""
    lines = grid.downbeats(-HAIR, max(end - LAST_START, 1e-9))
    return np.asarray(np.maximum(lines, 0.0))


def events_of(sections: Sequence[Section], lines: Floats) -> list[Event]:
    """What begins on which of the bar lines; the first section begins with the music."""
    sounding = [s for s in sections if s.label is not SectionLabel.SILENCE]
    if not sounding or not len(lines):
        return []
    first_bar = int(np.searchsorted(lines, sounding[0].start - HAIR))
    found = [Event(START, min(first_bar, len(lines) - 1), first=True)]
    seen: set[str] = set()
    for section in sections:
        bar = int(np.abs(lines - section.start).argmin())
        found.append(Event(section.label.value, bar, first=section.label.value not in seen))
        seen.add(section.label.value)
    found.append(Event(END, len(lines), first=True))
    return found


def places_at(events: Sequence[Event], bars: int) -> list[list[tuple[str, int, bool]]]:
    """For each bar line, every place that it is: event, bars behind it, whether it is the first."""
    found: list[list[tuple[str, int, bool]]] = [[] for _ in range(bars)]
    for event in events:
        for shift in BARS:
            bar = event.bar + shift
            if 0 <= bar < bars:
                found[bar].append((event.name, shift, False))
                if event.first:
                    found[bar].append((event.name, shift, True))
    return found


def heard_cues(bars: BarActivations | None, lines: Floats) -> Floats:
    """Log-odds of the checkpoint's own cues on each line, at most `SURE`, shape (lines,)."""
    if bars is None or not len(bars.boundary):
        return np.full(len(lines), -SURE)
    likely = np.maximum(bars.cue.max(axis=1), 1e-6).astype(np.float64)
    odds = np.clip(np.log(likely) - np.log1p(-np.minimum(likely, 1.0 - 1e-6)), -SURE, SURE)
    nearest = np.abs(bars.starts[:-1][None, :] - lines[:, None]).argmin(axis=1)
    return np.asarray(odds[nearest])


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """How probable a cue is on each bar line.

    Attributes
    ----------
    lines : ndarray, shape (lines,)
        Seconds.
    probability : ndarray, shape (lines,)
    look : tuple of CuePlace or None
        For each line the place that speaks most for a cue, with how it looks.
    """

    lines: Floats
    probability: Floats
    look: tuple[CuePlace | None, ...]


def rank(
    maps: Sequence[Sequence[Section]],
    grid: TempoMap,
    bars: BarActivations | None,
    habits: CueHabits,
) -> Ranked:
    """Weigh every bar line of a track, whose sections may be any of some maps."""
    lines = bar_starts(grid, maps[0][-1].end)
    alone = habits.bias + habits.heard * heard_cues(bars, lines)
    counts = Counter(tuple(events_of(sections, lines)) for sections in maps)
    total, highest = np.zeros(len(lines)), np.zeros(len(lines))
    looks: list[CuePlace | None] = [None] * len(lines)
    for events, count in counts.items():
        odds, shown = _weighed(events, alone, habits)
        share = count / len(maps) / (1.0 + np.exp(-odds))
        total += share
        for row in np.flatnonzero(share > highest):
            looks[row] = shown[row]
        highest = np.maximum(highest, share)
    return Ranked(lines, total, tuple(looks))


def _weighed(
    events: Sequence[Event], alone: Floats, habits: CueHabits
) -> tuple[Floats, list[CuePlace | None]]:
    """Log-odds of every line with what its places add, and the place that decides its look."""
    known = {(place.event, place.bars, place.first): place for place in habits.places}
    odds = alone.copy()
    looks: list[CuePlace | None] = []
    for row, places in enumerate(places_at(events, len(odds))):
        found = [known[place] for place in places if place in known]
        odds[row] += sum(place.odds for place in found)
        shown = [place for place in found if place.look is not None]
        looks.append(max(shown, key=lambda place: place.odds, default=None))
    return odds, looks


def habitual_cues(
    ranked: Ranked, grid: TempoMap, *, by: Provenance = UNKNOWN
) -> tuple[CuePoint, ...]:
    """The cues that this person would set, in order of time."""
    rows = worth_marking(ranked.probability)
    seen: Counter[CueLook] = Counter()
    cues, taken = [], set[str]()
    for number, row in enumerate(rows, start=1):
        place = ranked.look[row]
        look = UNKNOWN_LOOK if place is None or place.look is None else place.look
        slot = look.slots[seen[look]] if seen[look] < len(look.slots) else ""
        slot = slot if slot in SLOTS and slot not in taken else ""
        seen[look] += 1
        taken |= {slot} - {""}
        cues.append(
            CuePoint(
                seconds=float(ranked.lines[row]),
                cue_id=number,
                kind=CueKind(look.kind),
                name=f"{look.name} {seen[look]}" if look.numbered else look.name,
                slot=slot,
                end=_loop_end(look, grid, float(ranked.lines[row])),
                colour=look.colour,
                confidence=float(ranked.probability[row]),
                by=by,
            )
        )
    return tuple(cues)


def _loop_end(look: CueLook, grid: TempoMap, seconds: float) -> float | None:
    if not look.bars:
        return None
    beats = look.bars * grid.anchor_at(seconds).meter
    return grid.seconds_at(grid.beat_at(seconds) + beats)


def worth_marking(probability: Floats) -> list[int]:
    """The lines whose marking has the highest expected F measure, in order of time.

    Of the `n` most probable, F is expected to be ``2 * sum(p of these) / (n + sum(p of all))``.
    """
    order = np.argsort(-probability, kind="stable")
    gains = 2.0 * np.cumsum(probability[order])
    expected = gains / (np.arange(1, len(order) + 1) + probability.sum())
    if not len(expected):
        return []
    count = int(expected.argmax()) + 1
    return sorted(int(row) for row in order[:count])

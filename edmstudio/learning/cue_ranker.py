"""Which bar lines a person marks and how the marks look, learned from the cues that they set.

A logistic model over places (`decoding.cue_habits`), whose weights begin as what most DJs mark and
move as far as the person's own cues say: the most probable weights under a Gaussian prior.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from edmstudio.decoding.cue_habits import START, bar_starts, events_of, heard_cues, places_at
from edmstudio.decoding.cue_template import CLUB, CueLine
from edmstudio.domain.annotations import Fact
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.habits import CueHabits, CueLook, CuePlace
from edmstudio.learning.heard import Heard

Floats = NDArray[np.float64]
Place = tuple[str, int, bool]
T = TypeVar("T")
NEAR = 0.35  # beats from a bar line within which a cue marks it
BIAS, HEARD = -4.5, 0.1  # log-odds of any bar line; what the checkpoint's own cues count
# What most DJs mark: sections by the kind of cue on their start.
USUAL: dict[Place, tuple[float, CueKind]] = {
    (START, 0, True): (6.0, CueKind.FIRST_BEAT),
    ("build", 0, False): (4.5, CueKind.BUILD),
    ("drop", 0, False): (5.5, CueKind.DROP),
    ("chorus", 0, False): (5.5, CueKind.DROP),
    ("break", 0, False): (5.0, CueKind.BREAK),
    ("bridge", 0, False): (4.0, CueKind.BREAK),
    ("outro", 0, False): (5.0, CueKind.MIX_OUT),
    ("cooldown", 0, False): (4.0, CueKind.MIX_OUT),
}
SPREAD, SPREAD_FAR, SPREAD_HEARD, SPREAD_BIAS = 2.0, 1.3, 0.15, 1.0
NEWTON = 25
_NUMBERED = re.compile(r"(.*?)\s*(\d+)")


@dataclass(frozen=True, slots=True, eq=False)
class _Marked:
    """One track: what each bar line is, and whether the person marked it."""

    places: list[list[Place]]
    heard: Floats
    cues: dict[int, CuePoint]
    grid: TempoMap


def cue_habits(heard: Sequence[Heard]) -> CueHabits | None:
    """What the person's cues say; None where they set none themselves."""
    tracks = [found for each in heard if (found := _marked(each)) is not None]
    if not tracks:
        return None
    known = sorted(
        {place for track in tracks for row in track.places for place in row} | set(USUAL)
    )
    weights = _fitted(tracks, known)
    odds = dict(zip(known, weights[2:].tolist(), strict=True))
    looks = _looks(tracks, odds)
    places = (
        CuePlace(*place, odds=round(odds[place], 4), look=looks.get(place))
        for place in known
        if abs(odds[place]) > 0.02 or place in looks
    )
    return CueHabits(round(float(weights[0]), 4), round(float(weights[1]), 4), tuple(places))


def _marked(heard: Heard) -> _Marked | None:
    grid = heard.grid
    if Fact.CUES not in heard.lesson.decided or grid is None or not heard.sections:
        return None
    lines = bar_starts(grid, heard.sections[-1].end)
    places = places_at(events_of(heard.sections, lines), len(lines))
    cues: dict[int, CuePoint] = {}
    for cue in heard.lesson.held.cues:
        row = int(np.abs(lines - cue.seconds).argmin()) if len(lines) else -1
        reach = NEAR * grid.anchor_at(cue.seconds).period
        if row >= 0 and abs(float(lines[row]) - cue.seconds) <= reach:
            cues.setdefault(row, cue)
    return _Marked(places, heard_cues(heard.bars, lines), cues, grid)


def _fitted(tracks: Sequence[_Marked], known: Sequence[Place]) -> Floats:
    """Bias, weight of what is heard, and weight of each place."""
    column = {place: 2 + index for index, place in enumerate(known)}
    rows, marks = [], []
    for track in tracks:
        for row, places in enumerate(track.places):
            values = np.zeros(2 + len(known))
            values[0], values[1] = 1.0, track.heard[row]
            values[[column[place] for place in places]] = 1.0
            rows.append(values)
            marks.append(row in track.cues)
    usual = np.array([BIAS, HEARD, *(USUAL[p][0] if p in USUAL else 0.0 for p in known)])
    spread = np.array([SPREAD_BIAS, SPREAD_HEARD, *map(_spread, known)])
    return most_probable(np.array(rows), np.array(marks, dtype=np.float64), usual, spread)


def _spread(place: Place) -> float:
    """Whole phrases before something, and its start, are what people go by."""
    return SPREAD if place[1] in (0, -8, -16, -32) else SPREAD_FAR


def most_probable(rows: Floats, marks: Floats, usual: Floats, spread: Floats) -> Floats:
    """Weights of a logistic model under a Gaussian prior, by Newton's method with halved steps."""
    weights, precision = usual.copy(), 1.0 / spread**2

    def cost(at: Floats) -> float:
        odds = rows @ at
        loss = np.logaddexp(0.0, odds) - marks * odds
        return float(loss.sum() + 0.5 * (precision * (at - usual) ** 2).sum())

    now = cost(weights)
    for _ in range(NEWTON):
        likely = 1.0 / (1.0 + np.exp(-np.clip(rows @ weights, -30.0, 30.0)))
        slope = rows.T @ (likely - marks) + precision * (weights - usual)
        curve = (rows * (likely * (1.0 - likely))[:, None]).T @ rows + np.diag(precision)
        step, size = np.linalg.solve(curve, slope), 1.0
        while (after := cost(weights - size * step)) > now and size > 1e-4:
            size /= 2.0
        weights = weights - size * step
        if now - after < 1e-6:
            break
        now = after
    return weights


def _looks(tracks: Sequence[_Marked], odds: dict[Place, float]) -> dict[Place, CueLook]:
    """How cues at each place look; every cue counts for the place that explains it best."""
    found: dict[Place, list[list[_Shown]]] = defaultdict(list)
    for track in tracks:
        mine: dict[Place, list[_Shown]] = defaultdict(list)
        for row, cue in sorted(track.cues.items()):
            if track.places[row]:
                best = max(track.places[row], key=lambda place: odds[place])
                mine[best].append(_Shown(cue, _loop_bars(cue, track.grid)))
        for place, shown in mine.items():
            found[place].append(shown)
    usual = {place: _usual_look(kind) for place, (_, kind) in USUAL.items() if place not in found}
    return usual | {place: _look(shown) for place, shown in found.items()}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cue, and how many bars it loops, 0 for a point."""

    cue: CuePoint
    bars: int


def _loop_bars(cue: CuePoint, grid: TempoMap) -> int:
    if cue.end is None:
        return 0
    beats = grid.beat_at(cue.end) - grid.beat_at(cue.seconds)
    return max(round(beats / grid.anchor_at(cue.seconds).meter), 1)


def _usual_look(kind: CueKind) -> CueLook:
    line = CLUB.line(kind) or CueLine(kind)
    return CueLook(kind.value, line.name, line.numbered, "", tuple(line.slots))


def _look(tracks: Sequence[Sequence[_Shown]]) -> CueLook:
    shown = [each for track in tracks for each in track]
    name, numbered = Counter(_stem(each.cue.name) for each in shown).most_common(1)[0][0]
    longest = max(map(len, tracks))
    slots = [_most([t[n].cue.slot for t in tracks if len(t) > n]) for n in range(longest)]
    return CueLook(
        kind=_most([each.cue.kind.value for each in shown]),
        name=name,
        numbered=numbered,
        colour=_most([each.cue.colour for each in shown]),
        slots=tuple(slots),
        bars=_most([each.bars for each in shown]),
    )


def _stem(name: str) -> tuple[str, bool]:
    """A name without the number at its end, and whether it has one."""
    found = _NUMBERED.fullmatch(name)
    return (found[1], True) if found and found[1] else (name, False)


def _most(values: Sequence[T]) -> T:
    return Counter(values).most_common(1)[0][0]

"""Corrections of the tempo and of where it changes; beats are counted, never lost.

What DJs ask for is in Mixxx's tracker (#15212 tempo from here, #13768 stretch that keeps whole
beats).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import FASTEST, SLOWEST, Anchor, TempoMap
from edmstudio.domain.grid_edits import anchors_before, regridded
from edmstudio.domain.refused import Refused


@dataclass(frozen=True, slots=True)
class DoubleTempo:
    """Twice as many beats; every second one is where a beat was."""

    @property
    def title(self) -> str:
        return "Double tempo"

    def apply(self, annotations: Annotations) -> Annotations:
        return regridded(annotations, doubled)


@dataclass(frozen=True, slots=True)
class HalveTempo:
    """Half as many beats, the even ones; an anchor on an odd beat moves on by one."""

    @property
    def title(self) -> str:
        return "Halve tempo"

    def apply(self, annotations: Annotations) -> Annotations:
        return regridded(annotations, halved)


def doubled(grid: TempoMap) -> TempoMap:
    """Twice as many beats; every second one is where a beat was.

    Raises
    ------
    Refused
        Where that is no music any more; so does `halved`.
    """
    _check_tempo(max(anchor.bpm for anchor in grid.anchors) * 2)
    return TempoMap(
        tuple(
            replace(a, beat=a.beat * 2, bpm=a.bpm * 2, shift=a.shift * 2 % a.meter)
            for a in grid.anchors
        )
    )


def halved(grid: TempoMap) -> TempoMap:
    """Half as many beats, the even ones; an anchor on an odd beat moves on by one."""
    _check_tempo(min(anchor.bpm for anchor in grid.anchors) / 2)
    found: dict[int, Anchor] = {}
    for anchor in grid.anchors:
        late = anchor.beat % 2
        beat = (anchor.beat + late) // 2
        seconds = anchor.seconds + late * anchor.period
        shift = anchor.shift // 2 % anchor.meter
        found[beat] = replace(anchor, beat=beat, seconds=seconds, bpm=anchor.bpm / 2, shift=shift)
    return TempoMap(tuple(found.values()))


@dataclass(frozen=True, slots=True)
class SetTempo:
    """Another tempo for the stretch around `seconds`; its anchor and all other anchors stay."""

    bpm: float
    seconds: float = 0.0

    @property
    def title(self) -> str:
        return f"Set tempo to {self.bpm:g} BPM"

    def apply(self, annotations: Annotations) -> Annotations:
        return regridded(annotations, self._retimed)

    def _retimed(self, grid: TempoMap) -> TempoMap:
        _check_tempo(self.bpm)
        held = grid.anchor_at(self.seconds)
        return _counted([replace(a, bpm=self.bpm) if a is held else a for a in grid.anchors])


@dataclass(frozen=True, slots=True)
class TempoFromHere:
    """Another tempo from the beat nearest to `seconds` on; earlier beats stay where they are."""

    seconds: float
    bpm: float

    @property
    def title(self) -> str:
        return f"{self.bpm:g} BPM from here"

    def apply(self, annotations: Annotations) -> Annotations:
        return regridded(annotations, self._changed)

    def _changed(self, grid: TempoMap) -> TempoMap:
        _check_tempo(self.bpm)
        beat = round(grid.beat_at(self.seconds))
        held = grid.anchor_of_beat(beat)
        here = replace(held, beat=beat, seconds=grid.seconds_at(beat), bpm=self.bpm)
        return _counted(
            [*anchors_before(grid, beat), here, *(a for a in grid.anchors if a.beat > beat)]
        )


@dataclass(frozen=True, slots=True)
class StretchBeat:
    """Take a beat to `seconds`; whole beats are kept on both sides.

    Behind the last anchor its tempo follows; between two anchors the beat becomes one. An anchor
    that is taken along keeps its bars, and the last one its tempo.
    """

    beat: int
    seconds: float

    @property
    def title(self) -> str:
        return "Stretch grid"

    def apply(self, annotations: Annotations) -> Annotations:
        return regridded(annotations, self._stretched)

    def _stretched(self, grid: TempoMap) -> TempoMap:
        held = grid.anchor_of_beat(self.beat - 1)
        if self.beat <= held.beat or self.seconds <= held.seconds:
            raise Refused("Only a beat behind an anchor can be stretched; shift the grid instead.")
        before = [a for a in grid.anchors if a.beat < held.beat]
        after = [a for a in grid.anchors if a.beat > self.beat]
        slower = replace(held, bpm=_tempo(held.beat, held.seconds, self.beat, self.seconds))
        taken = grid.anchor_of_beat(self.beat)
        if taken is held and not after:
            return TempoMap((*before, slower))
        bpm = taken.bpm
        if after:
            bpm = _tempo(self.beat, self.seconds, after[0].beat, after[0].seconds)
        here = replace(taken, beat=self.beat, seconds=self.seconds, bpm=bpm)
        return TempoMap((*before, slower, here, *after))


@dataclass(frozen=True, slots=True)
class RemoveAnchor:
    """Let the tempo before the anchor nearest to `seconds` run on; the first anchor stays."""

    seconds: float

    @property
    def title(self) -> str:
        return "Remove tempo anchor"

    def apply(self, annotations: Annotations) -> Annotations:
        return regridded(annotations, self._without)

    def _without(self, grid: TempoMap) -> TempoMap:
        if len(grid.anchors) == 1:
            raise Refused("The only anchor of a grid can't be removed.")
        gone = min(grid.anchors[1:], key=lambda a: abs(a.seconds - self.seconds))
        return _counted([a for a in grid.anchors if a is not gone])


def _check_tempo(bpm: float) -> None:
    if not SLOWEST <= bpm <= FASTEST:
        raise Refused(f"{bpm:g} BPM is outside {SLOWEST:g} to {FASTEST:g} BPM.")


def _tempo(beat: int, seconds: float, later: int, later_seconds: float) -> float:
    if later_seconds <= seconds:
        raise Refused("A beat can't be taken past its neighbours.")
    return 60.0 * (later - beat) / (later_seconds - seconds)


def _counted(anchors: Sequence[Anchor]) -> TempoMap:
    """Number the beats anew after the first anchor, each keeping its place in the bar."""
    counted = [anchors[0]]
    for anchor in anchors[1:]:
        last = counted[-1]
        beat = last.beat + max(round((anchor.seconds - last.seconds) / last.period), 1)
        shift = (beat - (anchor.beat - anchor.shift)) % anchor.meter
        counted.append(replace(anchor, beat=beat, shift=shift))
    return TempoMap(tuple(counted))

"""Corrections of where beats and bars fall; each leaves the track's other facts alone.

What DJs ask for is in Mixxx's tracker (#10811 half a beat, #16581 downbeat here). Tempo is in
`tempo_edits`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import takewhile

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.refused import Refused

FARTHEST = 1e6  # seconds, or beats: beyond it numbers grow that no list of beats can hold


@dataclass(frozen=True, slots=True)
class ShiftGrid:
    """Move the whole grid later by `seconds` (earlier where negative)."""

    seconds: float

    @property
    def title(self) -> str:
        return f"Shift grid by {self.seconds * 1000:+g} ms"

    def apply(self, annotations: Annotations) -> Annotations:
        return regridded(annotations, lambda grid: grid.shifted(self.seconds))


@dataclass(frozen=True, slots=True)
class ShiftBeats:
    """Move the whole grid later by some beats, or by a part of one.

    Whole beats of a grid with several tempi are counted on: where the tempo changes, it changes.
    """

    beats: float

    @property
    def title(self) -> str:
        return f"Shift grid by {self.beats:+g} beat"

    def apply(self, annotations: Annotations) -> Annotations:
        return regridded(annotations, self._shifted)

    def _shifted(self, grid: TempoMap) -> TempoMap:
        whole = round(self.beats) if len(grid.anchors) > 1 else 0
        part = self.beats - whole
        return TempoMap(
            tuple(
                replace(a, beat=a.beat - whole, seconds=a.seconds + part * a.period)
                for a in grid.anchors
            )
        )


@dataclass(frozen=True, slots=True)
class AlignGrid:
    """Move the whole grid so that the nearest beat falls on `seconds`."""

    seconds: float

    @property
    def title(self) -> str:
        return "Align grid here"

    def apply(self, annotations: Annotations) -> Annotations:
        return regridded(annotations, lambda g: g.shifted(self.seconds - g.snap(self.seconds)))


@dataclass(frozen=True, slots=True)
class DownbeatHere:
    """Call the beat nearest to `seconds` a "1", for the whole track; no beat moves."""

    seconds: float

    @property
    def title(self) -> str:
        return "Downbeat here"

    def apply(self, annotations: Annotations) -> Annotations:
        return regridded(annotations, self._renumbered)

    def _renumbered(self, grid: TempoMap) -> TempoMap:
        beat = round(grid.beat_at(self.seconds))
        anchor = grid.anchor_of_beat(beat)
        late = (beat - anchor.shift) % anchor.meter
        # Beat 0 stays the first downbeat: the old one, or the nearest that is in the track.
        if late > anchor.meter / 2 and grid.seconds_at(late - anchor.meter) >= 0:
            late -= anchor.meter
        return TempoMap(tuple(replace(a, beat=a.beat - late) for a in grid.anchors))


@dataclass(frozen=True, slots=True)
class BarFromHere:
    """Begin a bar on the beat nearest to `seconds`; bars before it stay as they are.

    Those behind it follow, up to where bars of another length begin.
    """

    seconds: float

    @property
    def title(self) -> str:
        return "Bar from here"

    def apply(self, annotations: Annotations) -> Annotations:
        return regridded(annotations, self._barred)

    def _barred(self, grid: TempoMap) -> TempoMap:
        beat = round(grid.beat_at(self.seconds))
        held = grid.anchor_of_beat(beat)
        if (beat - held.shift) % held.meter == 0:
            return grid
        here = replace(held, beat=beat, seconds=grid.seconds_at(beat), shift=beat % held.meter)
        before = anchors_before(grid, beat)
        after = [a for a in grid.anchors if a.beat > beat]
        led = len(list(takewhile(lambda a: a.meter == held.meter, after)))
        follow = (replace(a, shift=here.shift) for a in after[:led])
        return TempoMap((*before, here, *follow, *after[led:]))


@dataclass(frozen=True, slots=True)
class PlaceGrid:
    """A grid in place of whatever was there."""

    grid: TempoMap

    @property
    def title(self) -> str:
        return "Set grid"

    def apply(self, annotations: Annotations) -> Annotations:
        _check_lock(annotations)
        return replace(annotations, grid=placed(self.grid))


@dataclass(frozen=True, slots=True)
class LockGrid:
    """Protect the grid from every grid edit."""

    @property
    def title(self) -> str:
        return "Lock grid"

    def apply(self, annotations: Annotations) -> Annotations:
        return replace(annotations, grid_locked=True)


@dataclass(frozen=True, slots=True)
class UnlockGrid:
    """Let the grid be edited again."""

    @property
    def title(self) -> str:
        return "Unlock grid"

    def apply(self, annotations: Annotations) -> Annotations:
        return replace(annotations, grid_locked=False)


def regridded(annotations: Annotations, change: Callable[[TempoMap], TempoMap]) -> Annotations:
    """With another grid; `Refused` where there is none, it is locked, or the change makes none."""
    _check_lock(annotations)
    if annotations.grid is None:
        raise Refused("This track has no beat grid yet; analyse it or set a tempo first.")
    try:
        return replace(annotations, grid=placed(change(annotations.grid)))
    except ValueError as error:
        raise Refused(f"The grid can't be changed like that: {error}.") from error


def anchors_before(grid: TempoMap, beat: int) -> list[Anchor]:
    """What keeps the beats before `beat` where they are once an anchor is put on it.

    The first anchor also holds what comes before it: there, one more takes that over.
    """
    before = [anchor for anchor in grid.anchors if anchor.beat < beat]
    seconds = grid.seconds_at(beat - 1)
    if before or seconds < 0.0:
        return before
    return [replace(grid.anchors[0], beat=beat - 1, seconds=seconds)]


def placed(grid: TempoMap) -> TempoMap:
    """The grid; `Refused` where a beat of it is pinned so far away that no track has it."""
    for anchor in grid.anchors:
        if not (abs(anchor.beat) <= FARTHEST and abs(anchor.seconds) <= FARTHEST):
            raise Refused(f"Beat {anchor.beat + 1:g} at {anchor.seconds:g} s lies in no track.")
    return grid


def _check_lock(annotations: Annotations) -> None:
    if annotations.grid_locked:
        raise Refused("The grid is locked; unlock it to change it.")

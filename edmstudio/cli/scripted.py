"""From what stands behind the options of `edit` to the edits that the window makes too."""

from collections.abc import Callable
from typing import Any

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.edits import Edit, PlaceCue, RemoveCue, SetEnergy, SetKey
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.grid_edits import PlaceGrid, ShiftGrid
from edmstudio.domain.refused import Refused
from edmstudio.domain.section_edits import PaintSection
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.tempo_edits import DoubleTempo, HalveTempo
from edmstudio.domain.track import Track

REACH = 0.05  # seconds from a cue within which a time means it


def corrected(name: str, value: Any, track: Track, held: Annotations) -> Edit:
    """The edit of one option; `Refused` where it makes no sense on this track."""
    return _MADE[name](value, track, held)


def _section(value: tuple[float, float, str], track: Track, held: Annotations) -> Edit:
    start, end, label = value
    return PaintSection(start, end, SectionLabel(label), track.seconds)


def _cue(value: tuple[float, str, str], track: Track, held: Annotations) -> Edit:
    seconds, kind, name = value
    _check_inside(seconds, track)
    return PlaceCue(CuePoint(seconds, held.fresh_cue_id(), CueKind(kind), name))


def _delete_cue(seconds: float, track: Track, held: Annotations) -> Edit:
    nearest = min(held.cues, key=lambda cue: abs(cue.seconds - seconds), default=None)
    if nearest is None:
        raise Refused("This track has no cues.")
    if abs(nearest.seconds - seconds) > REACH:
        raise Refused(f"There is no cue at {seconds:g} s; the nearest is at {nearest.seconds:g} s.")
    return RemoveCue(nearest.cue_id)


def _grid(value: tuple[float, float, int], track: Track, held: Annotations) -> Edit:
    seconds, bpm, beat = value
    _check_inside(seconds, track)
    try:
        anchor = Anchor(beat - 1, seconds, bpm, _meter(held))
        return PlaceGrid(TempoMap((anchor,)))
    except ValueError as error:
        raise Refused(f"The grid can't be placed: {error}.") from error


def _meter(held: Annotations) -> int:
    return held.grid.anchors[0].meter if held.grid else 4


def _check_inside(seconds: float, track: Track) -> None:
    if seconds > track.seconds:
        raise Refused(f"{seconds:g} s is behind the end of the track ({track.seconds:.3f} s).")


_MADE: dict[str, Callable[[Any, Track, Annotations], Edit]] = {
    "section": _section,
    "cue": _cue,
    "delete_cue": _delete_cue,
    "grid": _grid,
    "shift": lambda ms, track, held: ShiftGrid(ms / 1000.0),
    "double": lambda flag, track, held: DoubleTempo(),
    "halve": lambda flag, track, held: HalveTempo(),
    "key": lambda key, track, held: SetKey(key),
    "energy": lambda level, track, held: SetEnergy(level),
}

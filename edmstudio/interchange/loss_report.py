"""What tracks lose on their way to a program, counted by kind."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.interchange.capabilities import Bars, Capability
from edmstudio.interchange.colours import SERATO
from edmstudio.interchange.cue_policy import chosen, on_pads
from edmstudio.interchange.exporter import DEFAULTS, ExportOptions, SectionsAs
from edmstudio.interchange.vocabulary import cue_kind, cue_name


class Loss(StrEnum):
    """The kinds of loss, each a line of the report."""

    CUES = "Cues that find no place"
    PADLESS = "Cues without a pad that get one"
    LOOPS = "Loops that find no place"
    PADS = "Cues and loops that lose their pad"
    CUT_NAMES = "Cue names cut short"
    NAMES = "Cue names left behind"
    KINDS = "Cue kinds that their names do not tell"
    COLOURS = "Cue colours left behind"
    NEAR_COLOURS = "Cue colours that become the nearest of the program's own"
    LOCKS = "Locks left behind"
    GRIDS = "Grids left behind"
    BARS = "Grids whose bar lines are left behind"
    METRES = "Changes of the bar that are counted on by four"
    SECTIONS = "Sections left behind, unless they go as cues or loops"
    KEYS = "Keys left behind"
    ENERGIES = "Energy levels left behind"
    CURVES = "Energy curves left behind, but for their level"


@dataclass(slots=True)
class LossReport:
    """Losses of many tracks.

    Attributes
    ----------
    items, tracks : Counter
        By kind of loss: how many things, in how many tracks.
    """

    items: Counter[Loss] = field(default_factory=Counter)
    tracks: Counter[Loss] = field(default_factory=Counter)

    def add(
        self, annotations: Annotations, capability: Capability, options: ExportOptions = DEFAULTS
    ) -> None:
        """Count what one track would lose."""
        for loss, count in lost(annotations, capability, options):
            if count > 0:
                self.items[loss] += count
                self.tracks[loss] += 1


def lost(
    annotations: Annotations, capability: Capability, options: ExportOptions = DEFAULTS
) -> Iterator[tuple[Loss, int]]:
    """How much of each kind does not arrive; zeros included."""
    yield from _cues(chosen(annotations, (), options), capability)
    yield from _grid(annotations, capability)
    travels = capability.sections or (
        options.sections is not SectionsAs.NOTHING and capability.hot_cues > 0
    )
    yield Loss.SECTIONS, 0 if travels else len(annotations.sections)
    yield Loss.KEYS, int(annotations.key is not None and not capability.key)
    energy = annotations.energy
    if energy is not None:
        yield Loss.ENERGIES, int(capability.energy == "none")
        yield Loss.CURVES, int(capability.energy == "level" and bool(len(energy.curve)))


def _cues(cues: tuple[CuePoint, ...], capability: Capability) -> Iterator[tuple[Loss, int]]:
    points = [cue for cue in cues if cue.end is None]
    loops = [cue for cue in cues if cue.end is not None]
    over = max(len(points) - capability.hot_cues - capability.memory_cues, 0)
    yield Loss.CUES, over
    yield Loss.LOOPS, max(len(loops) - capability.loops, 0)
    if not capability.hot_cues:
        return
    arrive = points if not over else [cue for cue in on_pads(points) if cue.slot]
    if not capability.memory_cues:
        yield Loss.PADLESS, len(arrive) - sum(bool(cue.slot) for cue in points)
    yield from _of_each_cue(arrive, loops[: capability.loops], capability)


def _of_each_cue(
    points: list[CuePoint], loops: list[CuePoint], capability: Capability
) -> Iterator[tuple[Loss, int]]:
    """What cues lose that arrive."""
    cues = [*points, *loops]
    padded = (points if not capability.pads else []) + (loops if not capability.loop_pads else [])
    yield Loss.PADS, sum(bool(cue.slot) for cue in padded)
    named = [cue for cue in cues if len(cue.name.encode()) > capability.name_bytes]
    yield (Loss.CUT_NAMES if capability.name_bytes else Loss.NAMES), len(named)
    most = capability.name_bytes
    yield Loss.KINDS, 0 if capability.kinds else sum(_is_untold(cue, most) for cue in cues)
    coloured = [cue for cue in cues if cue.colour]
    if capability.colours == "none":
        yield Loss.COLOURS, len(coloured)
    elif capability.colours == "hot cues":
        yield Loss.COLOURS, sum(not cue.slot for cue in coloured)
    elif capability.colours == "fixed":
        yield Loss.NEAR_COLOURS, sum(cue.colour.upper() not in SERATO for cue in coloured)
    held = [] if not capability.cue_locks else loops
    yield Loss.LOCKS, sum(cue.locked and cue not in held for cue in cues)


def _is_untold(cue: CuePoint, most: int) -> bool:
    """Whether another program takes the cue for one of another kind, by `most` bytes of name."""
    loop = cue.end is not None
    name = cue_name(cue.name, cue.kind).encode()[:most].decode("utf-8", "ignore")
    return cue_kind(name, loop=loop) is not (CueKind.LOOP if loop else cue.kind)


def _grid(annotations: Annotations, capability: Capability) -> Iterator[tuple[Loss, int]]:
    grid = annotations.grid
    if grid is None:
        return
    yield Loss.GRIDS, int(not capability.grid)
    if capability.grid:
        yield Loss.BARS, int(capability.bars is Bars.NONE)
        yield Loss.METRES, _miscounted(grid, capability.bars)
        yield Loss.LOCKS, int(annotations.grid_locked and not capability.grid_locks)


def _miscounted(grid: TempoMap, bars: Bars) -> int:
    """Anchors from which on a program counts other bars than we do."""
    if bars in {Bars.ANY, Bars.NONE}:
        return 0
    odd = [anchor.meter != 4 for anchor in grid.anchors]
    if bars is Bars.FOUR:
        return sum(odd)
    phase = grid.anchors[0].shift % 4
    begins = [_place(anchor) == 0 for anchor in grid.anchors]
    goes_on = [anchor.shift % 4 == phase for anchor in grid.anchors]
    fits = [True, *begins[1:]] if bars is Bars.ANCHORS else goes_on
    return sum(each or not right for each, right in zip(odd, fits, strict=True))


def _place(anchor: Anchor) -> int:
    return (anchor.beat - anchor.shift) % anchor.meter

"""What many tracks would lose on their way to a program, counted by kind.

`capabilities.losses` says it of one track in words; this adds up.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.interchange.capabilities import Capability


class Loss(StrEnum):
    """The kinds of loss, each a line of the report."""

    CUES = "Cues that find no place"
    PADLESS = "Cues without a pad that get one"
    LOOPS = "Loops that find no place"
    CUT_NAMES = "Cue names cut short"
    NAMES = "Cue names left behind"
    COLOURS = "Cue colours left behind"
    NEAR_COLOURS = "Cue colours that become the nearest of the program's own"
    GRIDS = "Grids left behind"
    TEMPI = "Tempo changes lost"
    DOWNBEATS = "Metres other than four, counted by four"
    SECTIONS = "Sections left behind, unless they go as cues or loops"
    KEYS = "Keys left behind"
    ENERGIES = "Energy levels left behind"


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

    def add(self, annotations: Annotations, capability: Capability) -> None:
        """Count what one track would lose."""
        for loss, count in lost(annotations, capability):
            if count > 0:
                self.items[loss] += count
                self.tracks[loss] += 1


def lost(annotations: Annotations, capability: Capability) -> Iterator[tuple[Loss, int]]:
    """How much of each kind does not arrive; zeros included."""
    yield from _cues(annotations.cues, capability)
    grid = annotations.grid
    if grid is not None and capability.grid == "none":
        yield Loss.GRIDS, 1
    elif grid is not None:
        if capability.grid == "constant":
            yield Loss.TEMPI, len(grid.anchors) - 1
        if not capability.downbeat:
            yield Loss.DOWNBEATS, sum(anchor.meter != 4 for anchor in grid.anchors)
    yield Loss.SECTIONS, 0 if capability.sections else len(annotations.sections)
    yield Loss.KEYS, int(annotations.key is not None and not capability.key)
    yield Loss.ENERGIES, int(annotations.energy is not None and not capability.energy)


def _cues(cues: tuple[CuePoint, ...], capability: Capability) -> Iterator[tuple[Loss, int]]:
    points = [cue for cue in cues if cue.end is None]
    loops = [cue for cue in cues if cue.end is not None]
    over = max(len(points) - capability.hot_cues - capability.memory_cues, 0)
    yield Loss.CUES, over
    if not over and not capability.memory_cues:
        yield Loss.PADLESS, sum(not cue.slot for cue in points)
    yield Loss.LOOPS, max(len(loops) - capability.loops, 0)
    named = [cue for cue in cues if len(cue.name.encode()) > capability.name_bytes]
    yield (Loss.CUT_NAMES if capability.name_bytes else Loss.NAMES), len(named)
    coloured = [cue for cue in cues if cue.colour]
    if capability.colours == "none":
        yield Loss.COLOURS, len(coloured)
    elif capability.colours == "hot cues":
        yield Loss.COLOURS, sum(not cue.slot for cue in coloured)
    elif capability.colours == "fixed":
        yield Loss.NEAR_COLOURS, len(coloured)

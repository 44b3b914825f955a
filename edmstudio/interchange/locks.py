"""Locks that a person set in another program: what is locked there stays as it is there.

What we lock ourselves on the way out must not bar our own way later: a grid or a cue that was ours
before is no stranger's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.provenance import Voice
from edmstudio.interchange.cue_policy import marks_the_same
from edmstudio.interchange.grid_likeness import same_beats


def vouched(annotations: Annotations) -> bool:
    """Whether a person stands by the grid here, so that it leaves locked."""
    decided = annotations.grid_locked or Fact.GRID in annotations.decided
    return annotations.grid is not None and decided


def opened(cues: Iterable[CuePoint], past: Sequence[Annotations]) -> tuple[CuePoint, ...]:
    """A program's cues, those unlocked that a person or a model placed here.

    `past` is what was ours before, on the program's timeline (`ExportTrack.past`).
    """
    placed = [c for each in past for c in each.cues if c.by.voice is not Voice.LABEL]
    return tuple(
        replace(cue, locked=False)
        if cue.locked and any(marks_the_same(cue, own) for own in placed)
        else cue
        for cue in cues
    )


def is_foreign(grid: TempoMap | None, past: Sequence[Annotations], seconds: float) -> bool:
    """Whether a program has a grid that neither a person nor a model gave the track here."""
    own = (each.grid for each in past if each.grid_by.voice is not Voice.LABEL)
    return grid is not None and not any(
        each is not None and same_beats(grid, each, seconds) for each in own
    )

"""A set of cues out of a track's sections, by a person's template, as one correction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from edmstudio.decoding.cue_choice import choose_cues
from edmstudio.decoding.cue_template import CueTemplate
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.refused import Refused

NEAR = 0.5  # beats; two cues this near to each other are the same one


@dataclass(frozen=True, slots=True, eq=False)
class ApplyTemplate:
    """Put the template's cues in place of every cue that is not locked.

    A locked cue keeps its moment, its name and its pad, and the template sets nothing beside it.
    """

    template: CueTemplate

    @property
    def title(self) -> str:
        return "Set cues by template"

    def apply(self, annotations: Annotations) -> Annotations:
        if annotations.grid is None or not annotations.sections:
            raise Refused("A template needs a beat grid and sections; analyse the track first.")
        locked = [cue for cue in annotations.cues if cue.locked]
        near = NEAR * annotations.grid.anchors[0].period
        chosen = choose_cues(annotations.sections, annotations.grid, template=self.template)
        new = _renumbered(_beside(chosen, locked, near), annotations, locked)
        cues = sorted([*locked, *new], key=lambda cue: (cue.seconds, cue.cue_id))
        return replace(annotations, cues=tuple(cues))


def _beside(chosen: Iterable[CuePoint], locked: Sequence[CuePoint], near: float) -> list[CuePoint]:
    """The chosen cues that no locked one stands for, off the pads that are taken."""
    taken = {cue.slot for cue in locked if cue.slot}
    return [
        replace(cue, slot="" if cue.slot in taken else cue.slot)
        for cue in chosen
        if all(abs(cue.seconds - other.seconds) > near for other in locked)
    ]


def _renumbered(
    new: Sequence[CuePoint], annotations: Annotations, locked: Sequence[CuePoint]
) -> list[CuePoint]:
    """A cue that was there already keeps its identity; so a second time changes nothing."""
    free = {(cue.seconds, cue.kind): cue for cue in annotations.cues if cue not in locked}
    fresh, numbered = annotations.fresh_cue_id(), []
    for cue in new:
        held = free.pop((cue.seconds, cue.kind), None)
        if held is None:
            numbered.append(replace(cue, cue_id=fresh))
            fresh += 1
        else:
            same = replace(cue, cue_id=held.cue_id, confidence=held.confidence, by=held.by)
            numbered.append(same)
    return numbered

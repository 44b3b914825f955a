"""The corrections a person can make: plain values that say what they would leave behind."""

from dataclasses import dataclass, replace
from typing import Protocol

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Refused


class Edit(Protocol):
    """A correction about to happen; it changes nothing by itself.

    `apply` raises `Refused` with a sentence where the edit makes no sense here.
    """

    @property
    def title(self) -> str: ...
    def apply(self, annotations: Annotations) -> Annotations: ...


@dataclass(frozen=True, slots=True)
class MoveCue:
    """Move one cue (a loop with its end) to another moment, in seconds."""

    cue_id: int
    seconds: float

    @property
    def title(self) -> str:
        return "Move cue"

    def apply(self, annotations: Annotations) -> Annotations:
        cue = held_cue(annotations, self.cue_id)
        end = None if cue.end is None else cue.end + self.seconds - cue.seconds
        return annotations.with_cue(replace(cue, seconds=self.seconds, end=end))


@dataclass(frozen=True, slots=True)
class PlaceCue:
    """Add a cue, or replace the one of the same identity (name, kind, colour, slot, loop end)."""

    cue: CuePoint
    title: str = "Add cue"

    def apply(self, annotations: Annotations) -> Annotations:
        """A pad holds one cue: whoever sat on the slot loses it."""
        for other in annotations.cues:
            if self.cue.slot and other.slot == self.cue.slot and other.cue_id != self.cue.cue_id:
                annotations = annotations.with_cue(replace(other, slot=""))
        return annotations.with_cue(self.cue)


@dataclass(frozen=True, slots=True)
class RemoveCue:
    """Delete one cue."""

    cue_id: int

    @property
    def title(self) -> str:
        return "Delete cue"

    def apply(self, annotations: Annotations) -> Annotations:
        return annotations.without_cue(held_cue(annotations, self.cue_id).cue_id)


def held_cue(annotations: Annotations, cue_id: int) -> CuePoint:
    """The cue of this identity; `Refused` where it was taken away meanwhile."""
    try:
        return annotations.cue(cue_id)
    except KeyError as error:
        raise Refused("This cue is not there any more.") from error


@dataclass(frozen=True, slots=True)
class SetKey:
    """Say which key the track is in."""

    key: Key

    @property
    def title(self) -> str:
        return f"Set key to {self.key.name}"

    def apply(self, annotations: Annotations) -> Annotations:
        return replace(annotations, key=self.key)


@dataclass(frozen=True, slots=True)
class SetEnergy:
    """Say how hard the track drives, 1 to 10."""

    level: int

    @property
    def title(self) -> str:
        return f"Set energy to {self.level}"

    def apply(self, annotations: Annotations) -> Annotations:
        held = annotations.energy
        energy = EnergyCurve(self.level, held.hz, held.curve) if held else EnergyCurve(self.level)
        return replace(annotations, energy=energy)


@dataclass(frozen=True, slots=True)
class Several:
    """Edits that are one step for the person: a template, a batch, a macro."""

    title: str
    edits: tuple[Edit, ...]

    def apply(self, annotations: Annotations) -> Annotations:
        for edit in self.edits:
            annotations = edit.apply(annotations)
        return annotations

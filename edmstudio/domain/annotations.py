"""All that is believed about one track."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from edmstudio.domain.cues import CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import UNKNOWN, Provenance
from edmstudio.domain.sections import Section


class Fact(StrEnum):
    """The kinds of fact about a track; each holds, and is decided, by itself."""

    GRID = "grid"
    SECTIONS = "sections"
    CUES = "cues"
    KEY = "key"
    ENERGY = "energy"


@dataclass(frozen=True, slots=True)
class Trust:
    """Calibrated probabilities that a whole layer needs no hand, 0 to 1."""

    grid: float = 0.0
    downbeat: float = 0.0
    sections: float = 0.0
    cues: float = 0.0
    key: float = 0.0


@dataclass(frozen=True, slots=True)
class Annotations:
    """The whole believed truth of one track; immutable.

    Attributes
    ----------
    grid : TempoMap or None
    sections : tuple of Section
        In order, covering the track without gap or overlap; empty when unknown.
    cues : tuple of CuePoint
        In order of `seconds`.
    key : Key or None
    energy : EnergyCurve or None
    genre : str
    grid_by, key_by, energy_by : Provenance
        Sections and cues carry their own.
    decided : frozenset of Fact
        What a person touched: newer predictions and labels leave it alone, so a cue that was
        deleted stays deleted.
    grid_locked : bool
    trust : Trust
    """

    grid: TempoMap | None = None
    sections: tuple[Section, ...] = ()
    cues: tuple[CuePoint, ...] = ()
    key: Key | None = None
    energy: EnergyCurve | None = None
    genre: str = ""
    grid_by: Provenance = UNKNOWN
    key_by: Provenance = UNKNOWN
    energy_by: Provenance = UNKNOWN
    decided: frozenset[Fact] = frozenset()
    grid_locked: bool = False
    trust: Trust = field(default_factory=Trust)

    def cue(self, cue_id: int) -> CuePoint:
        """The cue of this identity; KeyError where there is none."""
        for cue in self.cues:
            if cue.cue_id == cue_id:
                return cue
        raise KeyError(cue_id)

    def with_cue(self, cue: CuePoint) -> "Annotations":
        """With this cue added, or put in place of the one of the same identity."""
        others = (other for other in self.cues if other.cue_id != cue.cue_id)
        return replace(self, cues=tuple(sorted((*others, cue), key=_by_time)))

    def without_cue(self, cue_id: int) -> "Annotations":
        """Without the cue of this identity; KeyError where there is none."""
        gone = self.cue(cue_id)
        return replace(self, cues=tuple(cue for cue in self.cues if cue is not gone))

    def fresh_cue_id(self) -> int:
        """An identity that no cue of the track has."""
        return max((cue.cue_id for cue in self.cues), default=0) + 1

    def section_at(self, seconds: float) -> Section | None:
        """The section a moment lies in."""
        return next((s for s in self.sections if s.start <= seconds < s.end), None)


def _by_time(cue: CuePoint) -> tuple[float, int]:
    return cue.seconds, cue.cue_id

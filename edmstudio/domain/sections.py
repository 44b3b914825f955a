"""Sections of a track: spans with one of ten labels that cover it without gap or overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from edmstudio.domain.provenance import UNKNOWN, Provenance


class SectionLabel(StrEnum):
    """The ten labels; their meaning and maps to other sets are in `interchange`."""

    INTRO = "intro"
    VERSE = "verse"
    BUILD = "build"
    DROP = "drop"
    BREAK = "break"
    BRIDGE = "bridge"
    CHORUS = "chorus"
    COOLDOWN = "cooldown"
    OUTRO = "outro"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Section:
    """A span of the track.

    Attributes
    ----------
    start, end : float
        Seconds on the canonical timeline.
    label : SectionLabel
    confidence : float
        Calibrated probability of the label, 1.0 when a person decided.
    by : Provenance
    """

    start: float
    end: float
    label: SectionLabel
    confidence: float = 1.0
    by: Provenance = UNKNOWN

    @property
    def seconds(self) -> float:
        """Duration."""
        return self.end - self.start


def is_partition(sections: Sequence[Section]) -> bool:
    """Whether sections follow each other without gap or overlap, none of them empty."""
    return all(section.end > section.start for section in sections) and all(
        left.end == right.start for left, right in pairwise(sections)
    )

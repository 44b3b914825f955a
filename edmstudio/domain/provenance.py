"""Who says so: a program, a checkpoint or a person."""

from dataclasses import dataclass
from enum import StrEnum


class Voice(StrEnum):
    """The three kinds of source, from weakest to strongest."""

    PREDICTION = "prediction"
    LABEL = "label"
    CORRECTION = "correction"

    @property
    def rank(self) -> int:
        """A correction (2) outranks a label (1), a label a prediction (0)."""
        return list(Voice).index(self)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fact comes from.

    Attributes
    ----------
    voice : Voice
    source : str
        The checkpoint, the program ("rekordbox 7.2.8") or the annotator.
    """

    voice: Voice
    source: str

    def __str__(self) -> str:
        return f"{self.voice}:{self.source}"

    @classmethod
    def parse(cls, text: str) -> "Provenance":
        """The inverse of `str`."""
        voice, _, source = text.partition(":")
        return cls(Voice(voice), source)


UNKNOWN = Provenance(Voice.PREDICTION, "")

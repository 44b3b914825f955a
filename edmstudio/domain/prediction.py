"""What one checkpoint, or the analysis without a network, said about a track."""

from dataclasses import dataclass

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Prediction:
    """The answer of every analyser, `classic` and `model` alike.

    Attributes
    ----------
    annotations : Annotations
        With `trust` filled and every fact's provenance naming the checkpoint.
    checkpoint : str
        Identity of what answered, "classic-1" for the analysis without a network.
    genre_confidence : float
    key_confidence : float
        0 to 1.
    evidence : Evidence or None
        What else it holds for possible, for the review queue.
    """

    annotations: Annotations
    checkpoint: str
    genre_confidence: float = 0.0
    key_confidence: float = 0.0
    evidence: Evidence | None = None

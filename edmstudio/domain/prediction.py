"""What one checkpoint, or the analysis without a network, said about a track."""

from dataclasses import dataclass

from edmstudio.domain.annotations import Annotations


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
    """

    annotations: Annotations
    checkpoint: str
    genre_confidence: float = 0.0
    key_confidence: float = 0.0

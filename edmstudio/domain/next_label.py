"""A track that nobody has labelled, and why it should be labelled before others."""

from dataclasses import dataclass

from edmstudio.domain.track import TrackId


@dataclass(frozen=True, slots=True)
class NextLabel:
    """One track in the order of labelling.

    Attributes
    ----------
    track_id : TrackId
    rank : int
        1 is to be labelled first.
    worth : float
        Expected harm of what the checkpoint may have wrong here, less for tracks that sound like
        labelled ones or like those before it.
    reason : str
        Why, in words with the figures of `figures`.
    figures : tuple of pairs
        "p grid", "p sections", "p cues" and "p key", as sure as the checkpoint is of each, and
        "likeness" to the labelled track, or the one before it, that sounds most like it.
    """

    track_id: TrackId
    rank: int
    worth: float
    reason: str
    figures: tuple[tuple[str, float], ...] = ()

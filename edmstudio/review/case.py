"""One track as the search for wrong labels sees it: what holds, who says what, what was heard."""

from dataclasses import dataclass

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.evidence import Evidence
from edmstudio.domain.suspicion import Doubt
from edmstudio.domain.track import TrackId


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Everything about one track, as plain values that can be sent to a worker.

    Attributes
    ----------
    track_id : TrackId
    seconds : float
        Duration.
    held : Annotations
        What holds now; only its labels and predictions are doubted, never what a person decided.
    sayings : tuple of pairs
        Source and what it says, the most trusted first.
    predicted : Annotations
        What the checkpoint says.
    evidence : Evidence
        What else it holds for possible.
    answered : frozenset of Doubt
        What a person was asked about the grid that holds, where answers are all that they said of
        it: who agrees that it should be twice as fast has not said where its bars begin.
    """

    track_id: TrackId
    seconds: float
    held: Annotations
    sayings: tuple[tuple[str, Annotations], ...]
    predicted: Annotations
    evidence: Evidence
    answered: frozenset[Doubt] = frozenset()

    def doubts(self, fact: Fact) -> bool:
        """Whether this kind of fact may be asked about."""
        return fact not in self.held.decided or (fact is Fact.GRID and bool(self.answered))

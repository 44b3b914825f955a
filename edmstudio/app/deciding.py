"""What one annotator says to the questions of a review, written down as decisions."""

from datetime import datetime

from edmstudio.domain.suspicion import Decision, QueueItem, Verdict
from edmstudio.store.decisions import Decisions
from edmstudio.store.library import Library


class Deciding:
    """Writes decisions in an annotator's name; they are committed with what they decide."""

    def __init__(self, library: Library, annotator: str) -> None:
        self._decisions, self._annotator = Decisions(library), annotator

    def write(
        self,
        item: QueueItem,
        verdict: Verdict,
        made_at: datetime,
        *,
        new: str | None = None,
        seconds: float = 0.0,
        batch: str = "",
    ) -> Decision:
        """A decision and its number.

        Parameters
        ----------
        new : str or None
            What holds since; None where that is what held.
        seconds : float
            What it took the person.
        batch : str
            Of the corrections that it made, so that both are taken back as one.
        """
        held = item.suspicion.label
        return self._decisions.append(
            Decision(
                0,
                item,
                verdict,
                old=held,
                new=held if new is None else new,
                seconds=seconds,
                annotator=self._annotator,
                made_at=made_at.isoformat(),
                batch=batch,
            )
        )

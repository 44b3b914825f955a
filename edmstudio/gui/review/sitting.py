"""The answers of one sitting: what was said to each question, after how long, and by whose hand."""

from collections.abc import Callable

from edmstudio.app.reviewing import Reviewing, Settled
from edmstudio.domain.suspicion import Decision, QueueItem, Verdict
from edmstudio.gui.studio import Studio
from edmstudio.store.decisions import Decisions


class Sitting:
    """Gives the answers, and takes the last one back.

    Attributes
    ----------
    by_hand : Decision or None
        The answer to the question on the screen that a correction was.
    """

    def __init__(self, studio: Studio, now: Callable[[], float]) -> None:
        self._studio, self._now = studio, now
        self._decisions = Decisions(studio.library)
        self._given: list[Decision] = []
        self._since = 0.0
        self.by_hand: Decision | None = None

    @property
    def seconds(self) -> float:
        """How long the question is on the screen."""
        return self._now() - self._since

    @property
    def answered(self) -> int:
        """How many questions were answered before the one on the screen."""
        return len(self._given) - (self.by_hand is not None)

    @property
    def can_go_back(self) -> bool:
        """Whether an answer of this sitting can be taken back."""
        return bool(self._given)

    def ask(self) -> None:
        """Another question is on the screen."""
        self._since, self.by_hand = self._now(), None

    def accept(self, item: QueueItem) -> Settled:
        """Take the suggestion; `Refused` where it can't be taken."""
        return self._noted(self._reviewing().accept(item.item_id, seconds=self.seconds))

    def keep(self, item: QueueItem) -> Settled:
        """Let the label stand."""
        return self._noted(self._reviewing().keep(item.item_id, seconds=self.seconds))

    def skip(self, item: QueueItem) -> Settled:
        """Leave it for later."""
        return self._noted(self._reviewing().skip(item.item_id, seconds=self.seconds))

    def back(self) -> QueueItem | None:
        """Take the last answer back that still stands; None where there is none.

        Raises
        ------
        Refused
            Where its track was corrected again since.
        """
        self._given = [each for each in self._given if self._decisions.stands(each)]
        if not self._given:
            return None
        item = self._reviewing().back(self._given[-1])
        self._given.pop()
        return item

    def notice(self, item: QueueItem | None) -> None:
        """A correction may have been the answer to this question, and undo may have taken it."""
        last = self._decisions.last()
        if last is None or not (item and _answers(last, item)):
            self.by_hand = None
        elif self.by_hand is None:
            self.by_hand = last
            self._given.append(last)

    def _noted(self, settled: Settled) -> Settled:
        self._given.append(settled.decision)
        return settled

    def _reviewing(self) -> Reviewing:
        return Reviewing(self._studio.library, self._studio.settings.signature)


def _answers(last: Decision, item: QueueItem) -> bool:
    """Whether the last decision of all stands as the answer to this question."""
    return last.item.item_id == item.item_id and last.verdict is Verdict.ACCEPT

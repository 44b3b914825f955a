"""How many questions wait about the open track, for whoever shows how far it can be trusted."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from edmstudio.gui.review.reviewer import Reviewer
from edmstudio.gui.session import Session


class OpenQuestions(QObject):
    """Counts when another track is opened, and when the queue has moved on."""

    def __init__(self, session: Session, reviewer: Reviewer, told: Callable[[int], None]) -> None:
        super().__init__(reviewer)
        self._reviewer, self._told = reviewer, told
        for heard in (session.opened, reviewer.asked, reviewer.stood):
            heard.connect(self._count)

    def _count(self) -> None:
        held = self._reviewer.open_track
        self._told(0 if held is None else self._reviewer.about(held))

"""Commands of the review queue; its keys are heard while a question is on the screen."""

from collections.abc import Callable

from PySide6.QtWidgets import QDockWidget

from edmstudio.gui.commands.registry import Command, Context
from edmstudio.gui.review.label_next import LabelNext
from edmstudio.gui.review.queue_view import QueueView
from edmstudio.gui.review.reviewer import Reviewer
from edmstudio.gui.review.reviewers_doors import ReviewersDoors
from edmstudio.gui.words import tr


def review_commands(
    reviewer: Reviewer, view: QueueView, label: LabelNext, room: Callable[[QDockWidget], None]
) -> list[Command]:
    """Everything in the menu "Review"."""
    menu = tr("&Review")

    def asked() -> bool:
        return reviewer.item is not None

    def begin() -> None:
        show()
        reviewer.load()

    def begin_here() -> None:
        show()
        reviewer.load(reviewer.open_track)

    def show() -> None:
        dock = view.parentWidget()
        if isinstance(dock, QDockWidget):
            dock.show()
            dock.raise_()
            room(dock)

    return [
        Command("review.start", tr("Review what waits"), menu, begin, ("Ctrl+Shift+R",)),
        Command("review.here", tr("Review the open track"), menu, begin_here, ("Ctrl+Alt+Q",),
                enabled=lambda: reviewer.open_track is not None),
        Command("review.look", tr("Look for doubts"), menu, reviewer.look, ("Ctrl+Alt+D",),
                enabled=lambda: not reviewer.search.busy),
        Command("review.label-next", tr("Label next"), menu, label.go, ("Ctrl+Alt+U",)),
        Command("review.accept", tr("Accept the suggestion"), menu, reviewer.accept,
                ("A", "Return"), context=Context.REVIEW, enabled=asked),
        Command("review.keep", tr("Keep the label"), menu, reviewer.keep, ("X",),
                context=Context.REVIEW, enabled=asked),
        Command("review.skip", tr("Skip the question"), menu, reviewer.skip, ("S",),
                context=Context.REVIEW, enabled=asked),
        Command("review.back", tr("Back to the question before"), menu, reviewer.back,
                ("Backspace",), context=Context.REVIEW,
                enabled=lambda: reviewer.sitting.can_go_back),
    ]  # fmt: skip


def reviewers_commands(doors: ReviewersDoors) -> list[Command]:
    """The foot of the menu "Review": what several reviewers share."""
    menu = tr("&Review")
    return [
        Command("review.take-in", tr("Take in a reviewer's library…"), menu, doors.take_in,
                ("Ctrl+Alt+J",)),
        Command("review.save-answers", tr("Save the answers…"), menu, doors.save_answers,
                ("Ctrl+Alt+W",)),
    ]  # fmt: skip

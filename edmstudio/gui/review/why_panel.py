"""Why something is in doubt: the reason, its figures, and the tracks of the same cause."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QVBoxLayout, QWidget

from edmstudio.domain.suspicion import Purpose, QueueItem
from edmstudio.gui.review.reviewer import Reviewer
from edmstudio.gui.words import percent, tr

APART = "  ·  "
LIKELY = {"p label": "as it is {share}", "p suggested": "as suggested {share}"}
SIDES = {"agree": "for the change: {names}", "differ": "against it: {names}"}


class WhyPanel(QWidget):
    """The evidence behind a question; nothing here asks for a click."""

    def __init__(self, reviewer: Reviewer) -> None:
        super().__init__()
        self._reviewer = reviewer
        self.reason, self.figures = QLabel(), QLabel()
        for label in (self.reason, self.figures):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.figures.setProperty("role", "muted")
        self.together = QListWidget()
        self.together.setAccessibleName(tr("Tracks of the same cause"))
        self.together.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.figures, self.reason):  # the shorter one first, where room is short
            layout.addWidget(widget)
        layout.addWidget(self.together, stretch=1)

    def show_item(self, item: QueueItem | None) -> None:
        """The evidence of one question, or nothing."""
        members = self._reviewer.members()
        self.together.setVisible(bool(members))
        self.together.clear()
        self.together.addItems([track.name for track in members])
        if item is None:
            self.reason.clear()
            self.figures.clear()
            return
        self.reason.setText(item.suspicion.reason)
        self.figures.setText(APART.join(filter(None, (_likely(item), *_sides(item)))))
        self.figures.setVisible(bool(self.figures.text()))
        self.figures.setToolTip(_told(item))


def _likely(item: QueueItem) -> str:
    """How likely what is there is right, and what is suggested, by the model's ear alone."""
    held = dict(item.suspicion.figures)
    shares = [
        tr(words).format(share=percent(value))
        for name, words in LIKELY.items()
        if isinstance(value := held.get(name), float) and _compares(item, name)
    ]
    if not shares:
        return ""
    return tr("By ear: {shares} likely right").format(shares=APART.join(shares))


def _compares(item: QueueItem, name: str) -> bool:
    """Where nothing would stand in its place, how likely another place is says nothing."""
    return name == "p label" or bool(item.suspicion.suggested)


def _sides(item: QueueItem) -> list[str]:
    """Who says the one, and who the other."""
    held = dict(item.suspicion.figures)
    return [tr(SIDES[side]).format(names=held[side]) for side in SIDES if held.get(side)]


def _told(item: QueueItem) -> str:
    """What the likelihood leaves out; not of audits, whose answer must not lean on it."""
    if item.purpose is not Purpose.DOUBT:
        return ""
    return tr(
        "By ear means: by the sound alone. With how often such labels are right, and with the "
        "other tracks, it comes to {share} likely wrong."
    ).format(share=percent(item.suspicion.score))

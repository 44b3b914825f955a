"""Why something is in doubt: the reason, its figures, and the tracks of the same cause."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QVBoxLayout, QWidget

from edmstudio.domain.suspicion import Purpose, QueueItem
from edmstudio.gui.review.reviewer import Reviewer
from edmstudio.gui.words import tr

PROBABILITIES = {"p label": "as it is", "p suggested": "as suggested"}


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
        for widget in (self.reason, self.figures):
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
        figures = item.suspicion.figures
        said = [_said(name, value) for name, value in figures if value != ""]
        if item.purpose is Purpose.DOUBT:  # whoever knows that it is an audit answers otherwise
            said.insert(0, tr("{share} % likely wrong").format(share=_percent(item)))
        self.figures.setText("   ".join(said))


def _said(name: str, value: float | str) -> str:
    """A figure in words; probabilities of what is there and of what is suggested in per cent."""
    if name in PROBABILITIES and not isinstance(value, str):
        return f"{tr(PROBABILITIES[name])} {round(100 * value)} %"
    return f"{name} {_short(value)}"


def _short(value: float | str) -> str:
    """A figure to three places; what follows says nothing to a person."""
    return value if isinstance(value, str) else f"{round(value, 3):g}"


def _percent(item: QueueItem) -> int:
    return round(item.suspicion.score * 100)

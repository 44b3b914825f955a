"""The panel of the review queue: what is asked, why, and how the review goes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from edmstudio.domain.suspicion import QueueItem
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.review.questions import FINE, asked, by_hand
from edmstudio.gui.review.reviewer import Reviewer
from edmstudio.gui.review.why_panel import APART, WhyPanel
from edmstudio.gui.widgets.even_layout import EvenLayout
from edmstudio.gui.widgets.key_button import KeyButton
from edmstudio.gui.words import clock, tr
from edmstudio.review.progress import Progress

TELLING = 120  # letters of a usual reason
LINES, SPACING = 4, 4  # figures, place, how it goes, margins; pixels between lines


class QueueView(QWidget):
    """One question about one place; every answer has a key and a button."""

    def __init__(self, reviewer: Reviewer) -> None:
        super().__init__()
        self._reviewer = reviewer
        self.question = _label("title")
        self.number, self.where, self.standing = (_label("muted") for _ in range(3))
        for label in (self.question, self.where, self.standing):
            label.setWordWrap(True)
        self.why = WhyPanel(reviewer)
        self.look = QPushButton(tr("Look for doubts"))
        self.look.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.look.clicked.connect(lambda: reviewer.look())
        self.accept = KeyButton("A", reviewer.accept)
        for button in (self.look, self.accept):
            button.setProperty("primary", "true")
        self.keep, self.skip = KeyButton("X", reviewer.keep), KeyButton("S", reviewer.skip)
        self.back = KeyButton("⌫", reviewer.back)
        self.skip.say(tr("Skip"))
        self.back.say(tr("Back"))
        self._lay_out()
        reviewer.asked.connect(self.show_question)
        reviewer.stood.connect(self._show_standing)
        reviewer.search.looking.connect(self._show_looking)
        self.show_question()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        for button in (self.accept, self.keep, self.skip, self.back):
            button.wear(theme)

    def asking(self) -> bool:
        """Whether a question waits for its key, or an answer for being taken back."""
        there = self._reviewer.item is not None or self._reviewer.sitting.can_go_back
        return self.isVisible() and there

    def room(self, width: int) -> int:
        """Pixels of height in which a question of a usual reason fits with all its figures."""
        lines = -(-TELLING * self.fontMetrics().averageCharWidth() // max(width, 1))
        text = (LINES + lines) * (self.fontMetrics().lineSpacing() + SPACING)
        beside = width - self.number.sizeHint().width() - 4 * SPACING
        asked = self.question.heightForWidth(beside)
        return text + asked + self._answers.heightForWidth(width)

    def show_question(self) -> None:
        """Read the reviewer again."""
        item = self._reviewer.item
        self._enable(item)
        if item is None:
            self.question.setText(tr("Nothing waits."))
            self.where.setText(tr("Labels that may be wrong are looked for in the whole library."))
        else:
            self._ask(item)
        self.why.show_item(item)
        self.why.setVisible(item is not None)
        self._show_standing()

    def _ask(self, item: QueueItem) -> None:
        about, track, given = item.suspicion, self._reviewer.track(), self._reviewer.sitting.by_hand
        words = asked(about)
        self.question.setText(words.title if given is None else by_hand(about, given.new))
        self.accept.say(words.accept if given is None else tr("Next"))
        self.keep.say(words.keep)
        place = [track.name if track else "", clock(about.start, FINE)]
        if about.source:
            place.append(tr("from {source}").format(source=about.source))
        self.where.setText(APART.join(place))

    def _enable(self, item: QueueItem | None) -> None:
        """Where nothing waits there is nothing to answer, but something to look for."""
        for button in (self.accept, self.keep, self.skip):
            button.setVisible(item is not None)
        self.look.setVisible(item is None)
        for button in (self.keep, self.skip):
            button.setEnabled(self._reviewer.sitting.by_hand is None)
        self.back.setEnabled(self._reviewer.sitting.can_go_back)
        self.back.setVisible(item is not None or self.back.isEnabled())

    def _show_standing(self) -> None:
        told, waiting = self._reviewer.standing, self._reviewer.waiting
        number, done = self._reviewer.number, self._reviewer.number - 1
        of = tr("{number} of {count}").format(number=number, count=done + waiting)
        self.number.setText(of if waiting else "")
        self.standing.setText(APART.join(_how_it_goes(told)) if told is not None else "")

    def _show_looking(self, busy: bool) -> None:
        self.look.setEnabled(not busy)
        self.look.setText(tr("Looking…") if busy else tr("Look for doubts"))

    def _lay_out(self) -> None:
        """Question and answers always in sight; what is behind them scrolls where it is narrow."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.question, stretch=1)
        head.addWidget(self.number, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        self._answers = QWidget()
        answers = EvenLayout(self._answers)
        answers.setContentsMargins(0, 0, 0, 0)
        answers.setSpacing(SPACING)
        for button in (self.accept, self.keep, self.skip, self.back, self.look):
            answers.addWidget(button)
        layout.addWidget(self._answers)
        behind = QWidget()
        inner = QVBoxLayout(behind)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        for widget in (self.why, self.where, self.standing):
            inner.addWidget(widget)
        inner.addStretch()
        self.behind = QScrollArea()
        self.behind.setWidgetResizable(True)
        self.behind.setFrameShape(QScrollArea.Shape.NoFrame)
        self.behind.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.behind.setWidget(behind)
        self.behind.setMinimumHeight(1)  # what is asked comes first
        layout.addWidget(self.behind, stretch=1)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _how_it_goes(told: Progress) -> list[str]:
    said = []
    if told.decisions:
        said.append(tr("{count} answered").format(count=told.decisions))
    if told.an_hour:
        said.append(tr("{rate:.0f} an hour").format(rate=told.an_hour))
        said.append(tr("{seconds:.1f} s each").format(seconds=told.median_seconds))
    if told.wrong is not None and told.remaining is not None:
        low, high = round(told.wrong.low * 100), round(told.wrong.high * 100)
        said.append(tr("{low}–{high} % of all labels wrong").format(low=low, high=high))
    if told.stop:
        said.append(tr("few doubts are right now: you may stop"))
    if told.retrain:
        said.append(tr("enough corrections to retrain"))
    return said

"""The panel of the review queue: what is asked, why, and how the review goes."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from edmstudio.domain.suspicion import Doubt, QueueItem
from edmstudio.gui.review.reviewer import Reviewer
from edmstudio.gui.review.why_panel import WhyPanel
from edmstudio.gui.widgets.flow_layout import FlowLayout
from edmstudio.gui.words import tr
from edmstudio.review.progress import Progress

TELLING = 120  # letters of a usual reason
LINES, SPACING = 4, 4  # figures, place, how it goes, margins; pixels between lines
BESIDE = 8  # pixels between a question and what it would change
QUESTIONS = {
    Doubt.OCTAVE: "Is this the tempo?",
    Doubt.HALF_BEAT: "Do the beats fall here?",
    Doubt.BAR_PHASE: "Is beat 1 here?",
    Doubt.PHRASE_PHASE: "Does the phrase begin here?",
    Doubt.OFFSET: "Are the beats on the attacks?",
    Doubt.TEMPO: "Do the beats hold to the end?",
    Doubt.LABEL: "Is this the right section?",
    Doubt.BOUNDARY: "Does a section begin here?",
    Doubt.CUE_KIND: "Is this the right kind of cue?",
    Doubt.CUE_PLACE: "Is this cue in its place?",
    Doubt.CUE_MISSING: "Is a cue missing here?",
    Doubt.CUE_DOUBTFUL: "Is this a cue?",
    Doubt.KEY: "Is this the key?",
    Doubt.ENERGY: "Is this the energy?",
    Doubt.OUTLIER: "Is this like the other tracks?",
    Doubt.NOT_MUSIC: "Is this music to mix?",
    Doubt.BROKEN: "Is the recording whole?",
    Doubt.DUPLICATE: "Is this here twice?",
}


class QueueView(QWidget):
    """One question about one place; every answer has a key and a button."""

    def __init__(self, reviewer: Reviewer) -> None:
        super().__init__()
        self._reviewer = reviewer
        self.question, self.change = _label("title"), _label("")
        self.where = _label("muted")
        self.standing = _label("muted")
        for label in (self.where, self.standing):
            label.setWordWrap(True)
        self.why = WhyPanel(reviewer)
        self.look = _button(tr("Look for doubts"), reviewer.look)
        self.look.setProperty("primary", "true")
        self.accept = _button(tr("Accept  A"), reviewer.accept)
        self.accept.setProperty("primary", "true")
        self.keep = _button(tr("Keep  X"), reviewer.keep)
        self.skip = _button(tr("Skip  S"), reviewer.skip)
        self.back = _button(tr("Back  ⌫"), reviewer.back)
        self._lay_out()
        reviewer.asked.connect(self.show_question)
        reviewer.stood.connect(self._show_standing)
        reviewer.search.looking.connect(self._show_looking)
        self.show_question()

    def asking(self) -> bool:
        """Whether a question waits for its key, or an answer for being taken back."""
        there = self._reviewer.item is not None or self._reviewer.sitting.can_go_back
        return self.isVisible() and there

    def room(self, width: int) -> int:
        """Pixels of height in which a question of a usual reason fits with all its figures."""
        lines = -(-TELLING * self.fontMetrics().averageCharWidth() // max(width, 1))
        text = (LINES + lines) * (self.fontMetrics().lineSpacing() + SPACING)
        return text + sum(row.heightForWidth(width) for row in (self._asked, self._answers))

    def show_question(self) -> None:
        """Read the reviewer again."""
        item = self._reviewer.item
        self._enable(item)
        if item is None:
            self.question.setText(tr("Nothing waits."))
            self.change.clear()
            self.where.setText(tr("Labels that may be wrong are looked for in the whole library."))
        else:
            self._ask(item)
        self.why.show_item(item)
        self.why.setVisible(item is not None)
        self._show_standing()

    def _ask(self, item: QueueItem) -> None:
        suspicion, track = item.suspicion, self._reviewer.track()
        self.question.setText(tr(QUESTIONS[suspicion.doubt]))
        given = self._reviewer.sitting.by_hand
        instead = suspicion.suggested if given is None else given.new
        label, instead = suspicion.label or tr("nothing"), instead or tr("nothing")
        hand = "" if given is None else "  " + tr("by hand")
        self.change.setText(f"<b>{label}</b>  →  <b>{instead}</b>{hand}")
        self.accept.setText(tr("Accept  A") if given is None else tr("Next  A"))
        minutes, seconds = divmod(suspicion.start, 60.0)
        place = f"{int(minutes)}:{seconds:04.1f}"
        self.where.setText(f"{track.name if track else ''}   {place}   {suspicion.source}")

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
        told = self._reviewer.standing
        said = [tr("{count} waiting").format(count=self._reviewer.waiting)]
        if told is not None:
            said += _how_it_goes(told)
        self.standing.setText("   ".join(said))

    def _show_looking(self, busy: bool) -> None:
        self.look.setEnabled(not busy)
        self.look.setText(tr("Looking …") if busy else tr("Look for doubts"))

    def _lay_out(self) -> None:
        """Question and answers always in sight; what is behind them scrolls where it is narrow."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        self._asked = _row(self.question, self.change, apart=BESIDE)
        buttons = (self.accept, self.keep, self.skip, self.look, self.back)
        self._answers = _row(*buttons, apart=SPACING)
        layout.addWidget(self._asked)
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


def _row(*widgets: QWidget, apart: int) -> QWidget:
    """Beside each other, and below each other where words would be cut."""
    row = QWidget()
    layout = FlowLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(apart)
    for widget in widgets:
        layout.addWidget(widget)
    return row


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _button(title: str, answer: Callable[[], None]) -> QPushButton:
    button = QPushButton(title)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda: answer())
    return button


def _how_it_goes(told: Progress) -> list[str]:
    said = []
    if told.decisions:
        said.append(tr("{count} answered").format(count=told.decisions))
    if told.an_hour:
        said.append(tr("{rate:.0f} an hour").format(rate=told.an_hour))
        said.append(tr("{seconds:.1f} s each").format(seconds=told.median_seconds))
    if told.wrong is not None and told.remaining is not None:
        low, high = round(told.wrong.low * 100), round(told.wrong.high * 100)
        said.append(tr("{low}–{high} % of all labels wrong").format(low=low, high=high))
    if told.stop:
        said.append(tr("few doubts are right now: you may stop"))
    if told.retrain:
        said.append(tr("enough corrections to retrain"))
    return said

"""Retraining in a window of its own: planned, watched, then promoted or discarded.

It stands beside the work: one can go on correcting while it learns, and close it too.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from edmstudio.app.retrain_plan import Plan
from edmstudio.domain.refused import Refused
from edmstudio.domain.retraining import Outcome
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.studio import Studio
from edmstudio.gui.teaching.page_stack import PageStack
from edmstudio.gui.teaching.retrain_pages import LearningPage, PlanPage, VerdictPage
from edmstudio.gui.teaching.teacher import Teacher
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.help_link import help_label
from edmstudio.gui.widgets.room import fit, scrolling, space
from edmstudio.gui.words import tr

WIDE, WIDER, HIGH = 780, 960, 700  # pixels of the design; wider and high with pictures


class RetrainDialog(QDialog):
    """The teacher does the work and goes on without it.

    Attributes
    ----------
    settled : bool
        Whether what there is to learn has been counted.
    """

    history_asked = Signal()
    review_asked = Signal()

    def __init__(self, teacher: Teacher, studio: Studio, theme: Theme, parent: MainWindow) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Retrain"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._teacher, self.settled = teacher, False
        self.plan, self.learning = PlanPage(theme), LearningPage(theme)
        self.verdict = VerdictPage(studio, theme)
        self.pages = PageStack(self.plan, self.learning, self.verdict)
        self.history = QPushButton(tr("All models…"))
        self.again, self.leave = QPushButton(tr("Learn again…")), QPushButton(tr("Close"))
        self.stop, self.discard = QPushButton(tr("Stop")), QPushButton(tr("Discard"))
        self.learn, self.promote, self.retry = (
            primary(QPushButton(words))
            for words in (tr("Learn"), tr("Use the new model"), tr("Try again"))
        )
        self._buttons = (
            self.again, self.leave, self.stop, self.discard, self.learn, self.promote, self.retry
        )  # fmt: skip
        self._lay_out()
        self._connect(studio)
        self._theme = theme
        space(self, 1.0)
        self._begin_with()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(help_label("retraining"))
        foot.addWidget(self.history)
        foot.addStretch()
        for button in self._buttons:
            foot.addWidget(button)
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolling(self.pages))
        layout.addLayout(foot)

    def _connect(self, studio: Studio) -> None:
        teacher = self._teacher
        self.history.clicked.connect(self.history_asked)
        self.plan.review.clicked.connect(self._review)
        self.learn.clicked.connect(self._learn)
        self.stop.clicked.connect(self._stop)
        self.again.clicked.connect(self._plan)
        self.retry.clicked.connect(self._learn)
        self.discard.clicked.connect(self._discard)
        self.promote.clicked.connect(self._promote)
        self.leave.clicked.connect(self.close)
        self.verdict.changes.open_asked.connect(studio.open_track)
        teacher.planned.connect(self._planned)
        teacher.began.connect(self._began)
        teacher.progressed.connect(self.learning.show_progress)
        teacher.told.connect(self.learning.hear)
        teacher.judged.connect(self._judged)
        teacher.refused.connect(self._refused)
        teacher.stopped.connect(self._plan)

    def _begin_with(self) -> None:
        """Where the teacher is."""
        if self._teacher.running:
            self._began()
        elif self._teacher.outcome is not None:
            self._judged(self._teacher.outcome)
        else:
            self._plan()

    def _plan(self) -> None:
        self._turn_to(self.plan, self.learn, self.leave)
        self.learn.setEnabled(False)
        self._teacher.draw_up()

    def _planned(self, plan: Plan) -> None:
        self.plan.show_plan(plan)
        self.settled = True
        self._size()
        self.learn.setEnabled(bool(plan.lessons))
        (self.learn if plan.lessons else self.leave).setFocus()

    def _review(self) -> None:
        self.close()
        self.review_asked.emit()

    def _learn(self) -> None:
        deep = self.plan.deep.isChecked()
        (self._teacher.learn_deep if deep else self._teacher.learn)()

    def _began(self) -> None:
        self.learning.begin()
        self.stop.setEnabled(True)
        self._turn_to(self.learning, self.stop, self.leave)
        self.leave.setText(tr("Continue in background"))

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.learning.stage.setText(tr("Stopping…"))
        self._teacher.cancel()

    def _judged(self, outcome: Outcome) -> None:
        self.verdict.show_outcome(outcome)
        if outcome.verdict.promoted:
            self._turn_to(self.verdict, self.discard, self.promote)
            self.promote.setFocus()
        else:
            self._turn_to(self.verdict, self.again, self.leave)

    def _refused(self, refusal: Refused) -> None:
        self.verdict.refuse(refusal)
        self._turn_to(self.verdict, self.leave, self.retry)

    def _discard(self) -> None:
        self._teacher.discard()
        self._plan()

    def _promote(self) -> None:
        self._teacher.promote()
        self.close()

    def _turn_to(self, page: PlanPage | LearningPage | VerdictPage, *held: QPushButton) -> None:
        """One page, with the buttons that go with it."""
        self.pages.turn_to(page)
        for button in self._buttons:
            button.setVisible(button in held)
        self.leave.setText(tr("Close"))
        self._size()

    def _size(self) -> None:
        """As high as what is told, and wide where there are pictures."""
        page = self.pages.shown
        compares = page is self.verdict and not self.verdict.changes.isHidden()
        pictures = compares or page is self.learning
        wide = self._theme.px(WIDER if compares else WIDE)
        line = self.fontMetrics().height()
        foot = self.learn.sizeHint().height() + line // 2
        told = page.heightForWidth(wide - 2 * line) + foot + 2 * line
        high = self._theme.px(HIGH)
        fit(self, wide, high if pictures else min(told, high))

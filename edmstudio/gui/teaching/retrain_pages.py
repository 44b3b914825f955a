"""The three pages of a retraining: what there is to learn, learning, and what came of it."""

from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from edmstudio.app.retrain_plan import Plan
from edmstudio.domain.refused import Refused
from edmstudio.domain.retraining import Level, Outcome
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.studio import Studio
from edmstudio.gui.teaching.lesson_table import LessonTable
from edmstudio.gui.teaching.retrain_words import (
    SHORT,
    about,
    curve_of,
    heading,
    levels,
    promises,
    remaining,
    since,
    stage_of,
)
from edmstudio.gui.teaching.track_changes import TrackChanges
from edmstudio.gui.teaching.verdict_table import VerdictTable
from edmstudio.gui.widgets.help_link import Said
from edmstudio.gui.words import tr
from edmstudio.jobs.job import Progress

if TYPE_CHECKING:
    from edmstudio.gui.plots.cost_plot import CostPlot


def titled(text: str) -> QLabel:
    """A heading of a page."""
    label = QLabel(text)
    label.setProperty("role", "title")
    return label


def column(page: QWidget, theme: Theme) -> QVBoxLayout:
    """The layout of a page."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.px(10))
    return layout


class PlanPage(QWidget):
    """What was corrected, and what would be learned from it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table = LessonTable()
        self.since, self.about = QLabel(), Said()
        self.since.setWordWrap(True)
        self.deep = QCheckBox(tr("Thoroughly: more steps, then rounds of teacher and student"))
        self.review = QPushButton(tr("Start the review"))
        self.deep.setToolTip(tr("Takes several times as long; cancel at any time"))
        layout = column(self, theme)
        for widget in (titled(tr("What there is to learn")), self.since, self.table, self.about):
            layout.addWidget(widget)
        layout.addWidget(self.deep)
        layout.addWidget(self.review, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()

    def show_plan(self, plan: Plan) -> None:
        """Fill in the counts."""
        self.table.show_plan(plan)
        self.since.setText(since(plan))
        self.since.setVisible(bool(plan.lessons))
        self.about.setText(about(plan))
        self.table.setVisible(bool(plan.lessons))
        self.review.setVisible(not plan.lessons)
        self.deep.setVisible(plan.network and bool(plan.lessons))


class LearningPage(QWidget):
    """How far it is, and what the training's costs do meanwhile."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._since = 0.0
        self.plot: CostPlot | None = None
        self.stage, self.verdicts = QLabel(), QLabel()
        self.verdicts.setWordWrap(True)
        self.verdicts.setProperty("role", "muted")
        self.bar = QProgressBar(textVisible=False)
        self._layout = column(self, theme)
        for widget in (titled(tr("Learning")), self.stage, self.bar):
            self._layout.addWidget(widget)
        self._layout.addStretch(1)
        self._layout.addWidget(self.verdicts)

    def begin(self) -> None:
        """Nothing is known yet."""
        self.stage.setText(tr("Beginning…"))
        self.verdicts.clear()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(tr("Learning"))
        self._since = monotonic()
        if self.plot is not None:
            self.plot.clear()

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        stage = stage_of(progress.note) if progress.note else tr("Measuring sound")
        left = remaining(progress, monotonic() - self._since)
        self.stage.setText(
            tr("{stage} · {left} left").format(stage=stage, left=left) if left else stage
        )

    def hear(self, news: dict[str, Any]) -> None:
        """A point of a curve, or the verdict on a level."""
        if "costs" in news:
            self._made().add(news["stage"], news["step"], news["costs"])
        elif "verdict" in news:
            told = f"{tr(SHORT[Level(news['level'])])}: {news['verdict']['reason']}"
            self.verdicts.setText("\n".join(filter(None, (self.verdicts.text(), told))))

    def _made(self) -> "CostPlot":
        if self.plot is None:
            from edmstudio.gui.plots.cost_plot import CostPlot

            self.plot = CostPlot(self._theme, curve_of)
            self._layout.insertWidget(3, self.plot, stretch=1)
            self._layout.setStretch(4, 0)
        return self.plot


class VerdictPage(QWidget):
    """Whether it is better, by how much, and what would change."""

    def __init__(self, studio: Studio, theme: Theme) -> None:
        super().__init__()
        self.title, self.reason = titled(""), Said()
        self.title.setWordWrap(True)
        self.table = VerdictTable(theme)
        self.changed = titled("")
        self.changes = TrackChanges(studio.tracks, studio.places.cache, theme)
        self.promises = QLabel()
        self.promises.setWordWrap(True)
        self.promises.setProperty("role", "muted")
        layout = column(self, theme)
        for widget in (self.title, self.reason):
            layout.addWidget(widget)
        layout.addWidget(self.table)
        layout.addWidget(self.changed)
        layout.addWidget(self.changes, stretch=1)
        layout.addWidget(self.promises)
        layout.addStretch()

    def show_outcome(self, outcome: Outcome) -> None:
        """All that is known of a candidate."""
        self.title.setText(heading(outcome))
        self.reason.setText(outcome.verdict.reason)
        self.table.show_verdict(outcome.verdict)
        self.table.setVisible(bool(outcome.verdict.rows))
        again = "" if outcome.verdict.promoted else tr("Correct more tracks, then learn again.")
        said = filter(None, (again, levels(outcome), promises(outcome.forecasts)))
        self.promises.setText("\n".join(said))
        count = len(outcome.changes)
        title = tr("What would change on other tracks ({count})").format(count=count)
        self.changed.setText(title if count else "")
        self.changes.show_changes(outcome.changes)
        for widget in (self.changed, self.changes):
            widget.setVisible(bool(count))

    def refuse(self, refusal: Refused) -> None:
        """It could not be done: why, and what holds now."""
        self.title.setText(str(refusal))
        told = tr("Learning stopped, and nothing was changed: the model in use goes on answering.")
        self.reason.refuse(Refused(told, refusal.fault))
        for widget in (self.table, self.changed, self.changes, self.promises):
            widget.hide()

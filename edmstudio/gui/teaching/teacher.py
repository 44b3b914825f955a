"""A retraining as the window sees it: planned, watched, promoted or discarded, rolled back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from edmstudio.app import models
from edmstudio.app.retrain_plan import plan
from edmstudio.app.retraining import retrain
from edmstudio.domain.refused import Refused
from edmstudio.domain.retraining import Outcome
from edmstudio.gui.jobs import RunningJob
from edmstudio.gui.review.reviewer import Reviewer
from edmstudio.gui.studio import Studio
from edmstudio.gui.words import tr
from edmstudio.gui.work import Finished
from edmstudio.jobs.job import Progress, Watch


class Teacher(QObject):
    """View model: one retraining at a time, which goes on whether or not somebody looks."""

    planned = Signal(object)  # Plan
    began = Signal()
    progressed = Signal(Progress)
    told = Signal(object)  # what a training tells as it goes: costs, verdicts
    judged = Signal(object)  # Outcome
    stopped = Signal()
    refused = Signal(Refused)
    switched = Signal()  # another checkpoint answers

    def __init__(self, studio: Studio, reviewer: Reviewer) -> None:
        super().__init__(studio)
        self._studio, self._reviewer = studio, reviewer
        self._job: RunningJob | None = None
        self.outcome: Outcome | None = None
        studio.work.ended.connect(self._renewed)

    @property
    def running(self) -> bool:
        """Whether something is being learned."""
        return self._job is not None

    def draw_up(self) -> None:
        """Count what there is to learn; `planned` says."""
        library, cache = self._studio.library, self._studio.places.cache
        job = self._studio.jobs.new(lambda watch: plan(library, cache))
        job.done.connect(self.planned)
        job.failed.connect(self._studio.problems.tell)
        job.start()

    def learn(self) -> None:
        """Begin; a candidate that waits is let go."""
        self._begin(lambda watch: self._retrain(watch, deep=False))

    def learn_deep(self) -> None:
        """Begin at every level, with more rounds."""
        self._begin(lambda watch: self._retrain(watch, deep=True))

    def cancel(self) -> None:
        """Stop; `stopped` says when it has."""
        if self._job is not None:
            self._job.cancel()

    def promote(self) -> None:
        """Let the candidate answer from now on."""
        outcome, library = self.outcome, self._studio.library
        if outcome is not None:
            self.outcome = None
            self._switch(lambda watch: models.promote(library, outcome))

    def discard(self) -> None:
        """Let the candidate go."""
        if self.outcome is not None:
            models.discard(self._studio.library, self.outcome)
            self.outcome = None

    def use(self, name: str) -> None:
        """Let another checkpoint answer."""
        self._switch(lambda watch: models.use(self._studio.library, name).name)

    def roll_back(self) -> None:
        """Let the checkpoint before answer again."""
        self._switch(lambda watch: models.roll_back(self._studio.library))

    def can_roll_back(self) -> bool:
        """Whether another checkpoint answered before."""
        return models.can_roll_back(self._studio.library)

    def close(self) -> None:
        """The window closes: what runs is stopped with it, and nobody is told."""
        self.blockSignals(True)
        self.cancel()

    def _retrain(self, watch: Watch, *, deep: bool) -> Outcome:
        studio = self._studio
        return retrain(
            watch,
            self._tell,
            studio.library,
            place=studio.place,
            cache=studio.places.cache,
            deep=deep,
        )

    def _tell(self, news: dict[str, Any]) -> None:
        self.told.emit(news)

    def _begin(self, work: Callable[[Watch], Outcome]) -> None:
        if self.running:
            return
        self.discard()
        job = self._studio.jobs.new(work)
        job.progressed.connect(self.progressed)
        job.done.connect(self._judge)
        job.cancelled.connect(lambda: self._end(self.stopped.emit))
        job.failed.connect(lambda error: self._end(lambda: self._fail(error)))
        self._job = job
        self.began.emit()
        job.start()

    def _judge(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self._end(lambda: self.judged.emit(outcome))

    def _end(self, told: Callable[[], None]) -> None:
        self._job = None
        told()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.refused.emit(error)
        else:
            self.stopped.emit()
            self._studio.problems.tell(error)

    def _switch(self, work: Callable[[Watch], str]) -> None:
        job = self._studio.jobs.new(work)
        job.done.connect(self._follow)
        job.failed.connect(self._studio.problems.tell)
        job.start()

    def _follow(self, name: str) -> None:
        """All that is shown follows, the open track first, the rest in the background."""
        self._studio.renew()
        self._studio.said.emit(tr("{name} is in use now.").format(name=name))
        self.switched.emit()
        self._studio.work.renew()

    def _renewed(self, finished: Finished) -> None:
        """Also where nothing was left to predict, because every track had been a lesson."""
        if finished.title == tr("Predicting anew") and not finished.cancelled:
            self._reviewer.renew()

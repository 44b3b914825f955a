"""Long work of the window: taking files in, analysing, each committed track by track."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from edmstudio.app.adding import add
from edmstudio.app.analysing import analyse_tracks
from edmstudio.app.demo_step import Step
from edmstudio.app.outcome import Analysed, Arrived, LeftOut
from edmstudio.app.renewing import renew
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track
from edmstudio.gui.jobs import Jobs, RunningJob
from edmstudio.gui.words import tr
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Progress, Watch
from edmstudio.store.library import Library

Outcome = Arrived | Analysed | LeftOut | Step


@dataclass(frozen=True, slots=True)
class Finished:
    """How a piece of work ended."""

    title: str
    done: tuple[int, ...]
    left_out: tuple[LeftOut, ...]
    cancelled: bool = False

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        said = [tr("{title}: {done} done").format(title=self.title, done=len(self.done))]
        if self.cancelled:
            said.append(tr("stopped; the rest can be done later"))
        if self.left_out:
            first = self.left_out[0].reason
            why = str(first) if isinstance(first, Refused) else tr("EDM Studio made a mistake")
            said.append(tr("{count} left out: {why}").format(count=len(self.left_out), why=why))
        return "; ".join(said)


class Work(QObject):
    """One piece of long work at a time; what is asked for meanwhile waits its turn."""

    began = Signal(str)
    progressed = Signal(Progress)
    outcome = Signal(object)  # Arrived | Analysed | LeftOut, as it is committed
    ended = Signal(Finished)
    failed = Signal(Exception)

    def __init__(self, jobs: Jobs, library: Library, place: Place, cache: Path) -> None:
        super().__init__()
        self._jobs = jobs
        self._library, self._place, self._cache = library, place, cache
        self._running: RunningJob | None = None
        self._title = ""
        self._waiting: list[tuple[str, Callable[[Watch], Iterator[Outcome]]]] = []
        self._done: list[int] = []
        self._left_out: list[LeftOut] = []
        self.outcome.connect(self._note)

    @property
    def running(self) -> bool:
        """Whether something is being done."""
        return self._running is not None

    def add(self, paths: Iterable[Path]) -> None:
        """Take files and folders into the library."""
        wanted = list(paths)
        self._ask(
            tr("Adding"),
            lambda watch: add(watch, self._library, wanted, place=self._place, cache=self._cache),
        )

    def analyse(self, tracks: Iterable[Track]) -> None:
        """Ask the current checkpoint about tracks."""
        if wanted := list(tracks):
            self._ask(
                tr("Analysing"),
                lambda watch: analyse_tracks(
                    watch, self._library, wanted, place=self._place, cache=self._cache
                ),
            )

    def renew(self) -> None:
        """Let everything that is predicted follow the checkpoint that answers now."""
        self._ask(
            tr("Predicting anew"),
            lambda watch: renew(watch, self._library, place=self._place, cache=self._cache),
        )

    def demo(self, folder: Path) -> None:
        """Render tracks, with labels that are partly wrong, as far as questions about them."""

        def job_of(watch: Watch) -> Iterator[Outcome]:
            from edmstudio.app.demo import brought_in

            return brought_in(watch, self._library, folder, place=self._place, cache=self._cache)

        self._ask(tr("Making the demo"), job_of)

    def cancel(self) -> None:
        """Stop what runs and forget what waits; what is committed stays."""
        self._waiting.clear()
        if self._running is not None:
            self._running.cancel()

    def _ask(self, title: str, work: Callable[[Watch], Iterator[Outcome]]) -> None:
        self._waiting.append((title, work))
        if self._running is None:
            self._next()

    def _next(self) -> None:
        self._title, work = self._waiting.pop(0)
        self._done, self._left_out = [], []
        job = self._jobs.new(lambda watch: self._through(watch, work))
        job.progressed.connect(self.progressed)
        job.done.connect(lambda: self._end(cancelled=False))
        job.cancelled.connect(lambda: self._end(cancelled=True))
        job.failed.connect(self._fail)
        self._running = job
        self.began.emit(self._title)
        job.start()

    def _through(self, watch: Watch, work: Callable[[Watch], Iterator[Outcome]]) -> None:
        for outcome in work(watch):
            self.outcome.emit(outcome)

    def _note(self, outcome: Outcome) -> None:
        if isinstance(outcome, LeftOut):
            self._left_out.append(outcome)
        elif not isinstance(outcome, Step):
            self._done.append(outcome.track.track_id)
        elif outcome.name == "add":
            self._done.append(len(self._done))

    def _end(self, *, cancelled: bool) -> None:
        finished = Finished(self._title, tuple(self._done), tuple(self._left_out), cancelled)
        self._running = None
        if self._waiting:
            self._next()
        self.ended.emit(finished)

    def _fail(self, error: Exception) -> None:
        self._end(cancelled=False)
        self.failed.emit(error)

"""What a retraining would learn from, at which level, and how long that would take."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from edmstudio.app.current_model import bundled, models_folder
from edmstudio.app.in_listening import Errand
from edmstudio.app.lessons import counted, lessons, untouched
from edmstudio.domain.lesson import Lesson
from edmstudio.domain.retraining import Level, Listened
from edmstudio.model.measured_place import measured_place
from edmstudio.store.checkpoints import Checkpoints
from edmstudio.store.library import Library

FROM_ARRANGER, FROM_EAR = 3, 10  # corrected recordings from which a level pays
OTHERS = 24  # untouched tracks that are kept as they were, and shown
# Seconds that stages take on two quiet cores: a minute of sound measured, and listened to; one
# step of the arranger and of the ear; what is always there.
MEASURED, LISTENED, STEP, EAR_STEP, ALWAYS = 0.5, 0.15, 0.16, 0.31, 6.0
STEPS, EAR_STEPS, DEEPER = 50, 60, 5.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What a retraining would learn from.

    Attributes
    ----------
    lessons : tuple of Lesson
    others : tuple of Listened
    level : Level
        The most that is tried.
    recordings : int
        Corrected recordings; remixes of one are one.
    fresh : int
        Tracks that were corrected since the checkpoint of now was made.
    by_kind, fresh_by_kind : dict of str to int
        Tracks that speak of each kind of fact.
    unmeasured : tuple of Errand
        Files that have to be decoded first.
    seconds : float
        How long it will take, about.
    network : bool
        Whether there is a model that can learn; without one only habits are learned.
    """

    lessons: tuple[Lesson, ...]
    others: tuple[Listened, ...]
    level: Level
    recordings: int
    fresh: int
    by_kind: dict[str, int] = field(default_factory=dict)
    fresh_by_kind: dict[str, int] = field(default_factory=dict)
    unmeasured: tuple[Errand, ...] = ()
    seconds: float = 0.0
    network: bool = False

    @property
    def next_level(self) -> int:
        """Corrected recordings from which more is learned; 0 where there is no more."""
        steps = {Level.ARRANGER: FROM_EAR, Level.HABITS: FROM_ARRANGER if self.network else 0}
        return steps.get(self.level, 0)


def plan(library: Library, cache: Path, *, deep: bool = False) -> Plan:
    """What there is to learn; without lessons where nothing was corrected yet."""
    found = lessons(library)
    taught = {lesson.payload for lesson in found}
    others = untouched(library, taught, OTHERS)
    seen = _revisions(library)
    fresh = [each for each in found if seen.get(each.payload) != each.revision]
    recordings = len({lesson.group for lesson in found})
    every: list[Lesson | Listened] = [*found, *others]
    errands = [
        Errand(each.path, str(cache), each.payload)
        for each in every
        if not measured_place(cache, each.payload).is_file()
    ]
    level = _level(recordings, library, deep=deep)
    drawn = Plan(
        tuple(found),
        tuple(others),
        level,
        recordings,
        len(fresh),
        counted(found),
        counted(fresh),
        tuple(errands),
        network=bool(root(library)),
    )
    return replace(drawn, seconds=_seconds(drawn))


def _level(recordings: int, library: Library, *, deep: bool) -> Level:
    if not root(library):
        return Level.HABITS
    if deep:
        return Level.DEEP
    if recordings >= FROM_EAR:
        return Level.EAR
    return Level.ARRANGER if recordings >= FROM_ARRANGER else Level.HABITS


def _seconds(drawn: Plan) -> float:
    """A guess for two quiet cores."""
    every: list[Lesson | Listened] = [*drawn.lessons, *drawn.others]
    lengths = {each.payload: each.seconds / 60.0 for each in every}
    minutes = sum(lengths[each.payload] for each in drawn.lessons)
    total = ALWAYS + MEASURED * sum(lengths[errand.payload] for errand in drawn.unmeasured)
    total += 3 * LISTENED * minutes
    if drawn.level in (Level.ARRANGER, Level.EAR, Level.DEEP):
        folds = 3 if drawn.recordings >= FROM_EAR else min(drawn.recordings, 4)
        total += (folds + 1) * STEPS * STEP
    if drawn.level in (Level.EAR, Level.DEEP):
        total += EAR_STEPS * EAR_STEP + STEPS * STEP + 2 * LISTENED * minutes
    return float(round(total * (DEEPER if drawn.level is Level.DEEP else 1.0)))


def _revisions(library: Library) -> dict[str, int]:
    """What the checkpoint of now was made with: the revision of each track, by payload."""
    kept = Checkpoints(library).get(Checkpoints(library).current())
    data: dict[str, dict[str, int]] = kept.card.get("data", {}) if kept is not None else {}
    return data.get("tracks", {})


def root(library: Library) -> str:
    """The file that learning begins from: the last deep checkpoint of the line, or the bundled."""
    folder = models_folder(library)
    checkpoints = Checkpoints(library)
    for name in reversed(checkpoints.line()):
        kept = checkpoints.get(name) if name else None
        if kept is None:
            break
        if folder is not None and kept.card.get("level") == Level.DEEP:
            path = folder / kept.file
            return str(path) if path.is_file() else bundled().path
    return bundled().path

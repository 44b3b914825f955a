"""One retraining from beginning to end: learn at every level that pays, judge, keep the best.

Learning always begins from the checkpoint at the root of the line (the bundled one, or the last
that was trained deep), with all corrections there are: nothing drifts from retraining to
retraining, and no track was seen before its fold is asked about it. What answers now is what a
candidate has to beat.
"""

from dataclasses import replace
from pathlib import Path
from time import monotonic

from edmstudio.domain.retraining import Assignment, Level, Outcome
from edmstudio.jobs.job import Watch
from edmstudio.learning import reference_file
from edmstudio.learning.candidates import teaches_bars
from edmstudio.learning.choosing import best
from edmstudio.learning.classroom import FOLDS, FOLDS_OF_ALL, Classroom
from edmstudio.learning.course import Course, Tell
from edmstudio.learning.forecast import forecasts
from edmstudio.learning.incumbent import incumbent, root_of
from edmstudio.learning.keeping import Keeping
from edmstudio.learning.rounds import ROUNDS, deeper
from edmstudio.learning.trials import QUIET, Trials
from edmstudio.learning.tuner import Tuner

FROM_ARRANGER, FROM_EAR = 3, 10  # groups of corrected tracks from which a level is tried


def retrain(
    watch: Watch, tell: Tell, assignment: Assignment, tuner: Tuner | None = None
) -> Outcome:
    """Learn from the lessons; nothing that stands is touched, a candidate is a file of its own.

    Raises
    ------
    Refused
        Where there are no lessons, a model is damaged or the disk is full.
    FloatingPointError
        Where a training ran off.
    """
    began = monotonic()
    tuner = tuner or _tuner(Course(watch, tell), assignment)
    room = Classroom.of(assignment.lessons, tuner.course, Path(assignment.features))
    tuner.course.total = _planned(assignment, tuner, len(room.lessons))
    base = root_of(assignment)
    heard = room.hear(base)
    now = incumbent(assignment, base)
    known = reference_file.load(Path(assignment.reference or "nowhere"))
    trials = Trials(
        room, heard, base, now, now.scores(room, heard), known, tuner, assignment.others
    )
    _try(trials, assignment)
    chosen, verdict = best(trials.tried)
    outcome = Outcome(
        verdict,
        chosen.level,
        trained=len(room.lessons),
        checked=verdict.tracks,
        forecasts=forecasts(chosen.heard),
        tried=tuple((each.level, said) for each, said in trials.tried),
    )
    if verdict.promoted:
        kept = Keeping(assignment, room, chosen, now.name)
        outcome = kept.outcome(outcome, heard, seconds=monotonic() - began)
    return replace(outcome, seconds=round(monotonic() - began, 1))


def _tuner(course: Course, asked: Assignment) -> Tuner:
    usual = Tuner(course, asked.seed)
    return deeper(usual) if asked.level is Level.DEEP else usual


def _try(trials: Trials, asked: Assignment) -> None:
    """Every level that pays, the least first; without a reference nobody could tell the rest."""
    trials.habits()
    room = trials.room
    teaching = {room.groups[each.lesson.payload] for each in teaches_bars(trials.heard)}
    if not (asked.root and trials.known.sounding.frozen and _reaches(asked, Level.ARRANGER)):
        return
    if len(teaching) < FROM_ARRANGER:
        return
    trials.arranger()
    if room.held and _reaches(asked, Level.EAR):
        trials.ear()
    if room.held and _reaches(asked, Level.DEEP):
        trials.rounds()


def _reaches(asked: Assignment, level: Level) -> bool:
    levels = list(Level)
    return levels.index(asked.level) >= levels.index(level)


def _planned(asked: Assignment, tuner: Tuner, lessons: int) -> int:
    """Steps of all stages that are likely."""
    steps = 3 * lessons
    if asked.root and lessons >= FROM_ARRANGER:
        folds = min(lessons, FOLDS_OF_ALL) if lessons < FROM_EAR else FOLDS
        steps += (folds + 1) * tuner.arranging.steps + 2 * lessons + len(asked.others[:QUIET])
    if _reaches(asked, Level.EAR) and asked.root and lessons >= FROM_EAR:
        steps += tuner.hearing.steps + tuner.arranging.steps + 2 * lessons
    if _reaches(asked, Level.DEEP) and asked.root and lessons >= FROM_EAR:
        steps += ROUNDS * (tuner.arranging.steps + len(asked.others))
    return steps

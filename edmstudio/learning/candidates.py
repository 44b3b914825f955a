"""Candidates for the place of a checkpoint, each with what it says of tracks it did not see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from edmstudio.domain.annotations import Fact
from edmstudio.domain.habits import Habits
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.retraining import TASKS, Level, Scores
from edmstudio.learning.analyser import Analyser, Networked
from edmstudio.learning.classroom import Classroom, others
from edmstudio.learning.ear_tuning import Lower, lower_of_lesson
from edmstudio.learning.heard import Heard
from edmstudio.learning.recalibrate import recalibrate
from edmstudio.learning.task_scores import mean_scores, task_scores
from edmstudio.learning.token_corpus import Barred
from edmstudio.learning.tuner import SHARES, Tuner, cost_of, part_way, taught
from edmstudio.learning.tuning_task import Quiet

Asked = dict[str, tuple[Analyser, Habits]]
Memory = tuple[Sequence[Barred], Sequence[Quiet]]  # tracks of the first training; what was said
ALONE = {Fact.KEY: "keys", Fact.ENERGY: "energy"}  # habits on which nothing else depends


@dataclass(frozen=True, slots=True)
class Candidate:
    """What might be promoted.

    Attributes
    ----------
    level : Level
    analyser : Analyser
    habits : Habits
    asked : dict of str to (Analyser, Habits)
        By a lesson's payload, who tells honestly of it: a fold that never saw it, or, where it is
        held back, the candidate itself.
    honest : dict of str to Prediction
        What these say.
    heard : tuple of Heard
        Lessons as folds that never saw them hear them.
    stands : mapping of str to Scores
        Of what stays as it was, the scores that it had.
    share : float
        How far its arranger went from the old weights to the learned ones.
    """

    level: Level
    analyser: Analyser
    habits: Habits
    asked: Asked
    honest: dict[str, Prediction]
    heard: tuple[Heard, ...] = field(default=())
    stands: Mapping[str, Scores] = field(default_factory=dict)
    share: float = 1.0

    def scores(self, heard: Sequence[Heard]) -> dict[str, Scores]:
        """Of what it said honestly, by payload."""
        return {
            each.lesson.payload: task_scores(
                each.lesson, self.honest[each.lesson.payload].annotations
            )
            | self.stands.get(each.lesson.payload, {})
            for each in heard
            if each.lesson.payload in self.honest
        }


def answers(room: Classroom, heard: Sequence[Heard], asked: Asked) -> dict[str, Prediction]:
    """What those say who tell honestly of the lessons."""
    room.course.enter("Checking")
    found = {}
    for each in heard:
        if each.lesson.payload in asked:
            room.course.step()
            analyser, habits = asked[each.lesson.payload]
            found[each.lesson.payload] = analyser.predict(room.sound(each.lesson), habits)
    return found


def head_by_head(
    candidate: Candidate,
    room: Classroom,
    heard: Sequence[Heard],
    before: Mapping[str, Scores],
    now: Habits,
) -> Candidate:
    """With the habits of now in the place of those that do worse, where nothing depends on them.

    A scale of energy that two tracks taught badly then keeps nobody from the sections of ten.
    """
    after = candidate.scores(heard)
    both = sorted(before.keys() & after.keys())
    old, new = (mean_scores([side[name] for name in both]) for side in (before, after))
    worse = {task for task in old.keys() & new.keys() if new[task] < old[task]}
    left = {task: ALONE[TASKS[task][0]] for task in sorted(worse) if TASKS[task][0] in ALONE}
    if not left:
        return candidate
    kept = {name: getattr(now, name) for name in left.values()}
    asked = {
        name: (analyser, replace(habits, **kept))
        for name, (analyser, habits) in candidate.asked.items()
    }
    stands = {
        name: {task: before[name][task] for task in left if task in before[name]} for name in both
    }
    return replace(
        candidate,
        habits=replace(candidate.habits, **kept),
        asked=asked,
        honest=answers(room, heard, asked),
        stands=stands,
    )


def with_habits(room: Classroom, heard: Sequence[Heard], base: Analyser) -> Candidate:
    """Level 0: the same network for a person of whom more is known."""
    room.course.enter("Habits")
    folds = room.folds()
    trained = [each for each in heard if each.lesson.payload in folds]
    final = recalibrate(trained)
    known = [final]  # a lone recording has no other that could tell
    if room.count > 1:
        several = range(max(folds.values()) + 1)
        known = [recalibrate(others(trained, folds, fold)) for fold in several]
    asked: Asked = {}
    for each in heard:
        fold = folds.get(each.lesson.payload)
        asked[each.lesson.payload] = (base, final if fold is None else known[fold])
    honest = answers(room, heard, asked)
    return Candidate(Level.HABITS, base, final, asked, honest, tuple(trained))


def teaches_bars(heard: Sequence[Heard]) -> list[Heard]:
    """The lessons from which an arranger learns: sections or cues were decided."""
    return [e for e in heard if {Fact.SECTIONS, Fact.CUES} & e.lesson.decided]


def with_arranger(
    room: Classroom, heard: Sequence[Heard], base: Networked, tuner: Tuner, *, kept: Memory
) -> Candidate:
    """Level 1: an arranger that learned the person's sections and cues.

    One for each fold tells honestly how such a one does; habits are learned from what these said,
    so that what the network learned by itself is not learned twice.
    """
    folds = room.folds()
    trained = [each for each in heard if each.lesson.payload in folds]
    bars = _taught(room, teaches_bars(trained), base)
    several = max(folds.values()) + 1
    learned = []
    for fold in range(several):
        room.course.enter(f"Arranger, fold {fold + 1} of {several}")
        mine = [bar for bar in bars if folds[bar.name] != fold]
        learned.append(tuner.arranger(base, mine, *kept) if mine else base)
    unseen = [[bar for bar in bars if folds[bar.name] == fold] for fold in range(several)]
    share = best_share(base, learned, unseen)
    variants = [part_way(base, each, share) for each in learned]
    out = [_reheard(room, each, variants[folds[each.lesson.payload]]) for each in trained]
    room.course.enter("Arranger")
    final = part_way(base, tuner.arranger(base, bars, *kept), share)
    habits = recalibrate(out)
    known = [recalibrate(others(out, folds, fold)) for fold in range(several)]
    asked: Asked = {}
    for each in heard:
        fold_of = folds.get(each.lesson.payload)
        whoever = (final, habits) if fold_of is None else (variants[fold_of], known[fold_of])
        asked[each.lesson.payload] = whoever
    honest = answers(room, heard, asked)
    return Candidate(Level.ARRANGER, final, habits, asked, honest, tuple(out), share=share)


def best_share(
    base: Networked, learned: Sequence[Networked], unseen: Sequence[Sequence[Barred]]
) -> float:
    """How far to go from the old weights to the learned ones, as tracks say that they never saw."""

    def cost(share: float) -> float:
        ways = [part_way(base, each, share) for each in learned]
        return sum(cost_of(way, tracks) for way, tracks in zip(ways, unseen, strict=True))

    return min(SHARES, key=cost)


def with_ear(
    room: Classroom,
    heard: Sequence[Heard],
    before: Candidate,
    tuner: Tuner,
    *,
    base: Networked,
    sounds: Sequence[Lower],
    memory: Callable[[Networked], Memory],
) -> Candidate:
    """Level 2: the upper part of the ear as well, and an arranger anew over what it hears.

    Told honestly of the held back tracks only: the ear learned from all others.
    """
    folds = room.folds()
    trained = [each for each in heard if each.lesson.payload in folds]
    room.course.enter("Listening")
    mine = []
    for each in trained:
        room.course.step()
        mel = room.sound(each.lesson).measured.inputs.mel
        grid = each.prediction.annotations.grid
        offset = before.habits.offset
        found = lower_of_lesson(each.lesson, grid, offset, base.checkpoint.network.ear, mel)
        mine += [] if found is None else [found]
    room.course.enter("Ear")
    hearing = tuner.ear(base, mine, sounds)
    bars = _taught(room, teaches_bars(trained), hearing)
    kept = memory(hearing)
    room.course.enter("Arranger")
    if bars:
        hearing = part_way(hearing, tuner.arranger(hearing, bars, *kept), before.share)
    return held_back(Level.EAR, hearing, before, room, heard)


def held_back(
    level: Level, analyser: Analyser, before: Candidate, room: Classroom, heard: Sequence[Heard]
) -> Candidate:
    """With the habits of the one that it began from, and told of the held back tracks only."""
    habits, folds = before.habits, room.folds()
    held = [each.lesson.payload for each in heard if each.lesson.payload not in folds]
    asked: Asked = dict.fromkeys(held, (analyser, habits))
    honest = answers(room, heard, asked)
    stands = {name: scores for name, scores in before.stands.items() if name in asked}
    return Candidate(level, analyser, habits, asked, honest, before.heard, stands)


def _taught(room: Classroom, heard: Sequence[Heard], networked: Networked) -> list[Barred]:
    room.course.enter("Listening")
    bars = []
    for each in heard:
        room.course.step()
        found = taught(each, room.sound(each.lesson), networked)
        bars += [] if found is None else [found]
    return bars


def _reheard(room: Classroom, heard: Heard, variant: Networked) -> Heard:
    """The same lesson, its bars heard by another arranger."""
    return replace(heard, bars=variant.bars(room.sound(heard.lesson), heard.grid))

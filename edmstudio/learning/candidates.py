"""Candidates for the place of a checkpoint, each with what it says of tracks it did not see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from edmstudio.domain.annotations import Fact
from edmstudio.domain.habits import Habits
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.retraining import Level, Scores
from edmstudio.learning.analyser import Analyser, Networked
from edmstudio.learning.classroom import Classroom, others
from edmstudio.learning.ear_tuning import Lower, lower_of_lesson
from edmstudio.learning.heard import Heard
from edmstudio.learning.recalibrate import recalibrate
from edmstudio.learning.task_scores import task_scores
from edmstudio.learning.token_corpus import Barred
from edmstudio.learning.tuner import SHARES, Tuner, cost_of, part_way, taught
from edmstudio.learning.tuning_task import Quiet


@dataclass(frozen=True, slots=True)
class Candidate:
    """What might be promoted.

    Attributes
    ----------
    level : Level
    analyser : Analyser
    habits : Habits
    honest : dict of str to Prediction
        Of lessons by payload, from a fold that never saw them, or held back.
    heard : tuple of Heard
        Lessons as folds that never saw them hear them.
    """

    level: Level
    analyser: Analyser
    habits: Habits
    honest: dict[str, Prediction]
    heard: tuple[Heard, ...] = field(default=())

    def scores(self, heard: Sequence[Heard]) -> dict[str, Scores]:
        """Of what it said honestly, by payload."""
        return {
            each.lesson.payload: task_scores(
                each.lesson, self.honest[each.lesson.payload].annotations
            )
            for each in heard
            if each.lesson.payload in self.honest
        }


def with_habits(room: Classroom, heard: Sequence[Heard], base: Analyser) -> Candidate:
    """Level 0: the same network for a person of whom more is known."""
    room.course.enter("Habits")
    folds = room.folds()
    trained = [each for each in heard if each.lesson.payload in folds]
    honest: dict[str, Prediction] = {}
    final = recalibrate(trained)
    learned: dict[int, Habits] = {}
    for each in heard:
        room.course.step()
        fold = folds.get(each.lesson.payload)
        habits = final
        if fold is not None and room.count > 1:
            if fold not in learned:
                learned[fold] = recalibrate(others(trained, folds, fold))
            habits = learned[fold]
        honest[each.lesson.payload] = base.predict(room.sound(each.lesson), habits)
    return Candidate(Level.HABITS, base, final, honest, tuple(trained))


def teaches_bars(heard: Sequence[Heard]) -> list[Heard]:
    """The lessons from which an arranger learns: sections or cues were decided."""
    return [e for e in heard if {Fact.SECTIONS, Fact.CUES} & e.lesson.decided]


def with_arranger(
    room: Classroom,
    heard: Sequence[Heard],
    base: Networked,
    tuner: Tuner,
    *,
    again: Sequence[Barred],
    quiet: Sequence[Quiet],
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
        learned.append(tuner.arranger(base, mine, again, quiet) if mine else base)
    unseen = [[bar for bar in bars if folds[bar.name] == fold] for fold in range(several)]
    share = best_share(base, learned, unseen)
    variants = [part_way(base, each, share) for each in learned]
    out = [_reheard(room, each, variants[folds[each.lesson.payload]]) for each in trained]
    room.course.enter("Arranger")
    final = part_way(base, tuner.arranger(base, bars, again, quiet), share)
    habits = recalibrate(out)
    known = [recalibrate(others(out, folds, fold)) for fold in range(several)]
    honest: dict[str, Prediction] = {}
    room.course.enter("Checking")
    for each in heard:
        room.course.step()
        sound, fold_of = room.sound(each.lesson), folds.get(each.lesson.payload)
        asked, taken = (final, habits) if fold_of is None else (variants[fold_of], known[fold_of])
        honest[each.lesson.payload] = asked.predict(sound, taken)
    return Candidate(Level.ARRANGER, final, habits, honest, tuple(out))


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
    again: Callable[[Networked], Sequence[Barred]],
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
    rendered = again(hearing)
    room.course.enter("Arranger")
    final = tuner.arranger(hearing, bars, rendered) if bars else hearing
    honest: dict[str, Prediction] = {}
    room.course.enter("Checking")
    for each in heard:
        if each.lesson.payload not in folds:
            room.course.step()
            honest[each.lesson.payload] = final.predict(room.sound(each.lesson), before.habits)
    return Candidate(Level.EAR, final, before.habits, honest, before.heard)


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

"""How each level makes its candidate out of the lessons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from edmstudio.domain.annotations import Fact
from edmstudio.domain.habits import Habits
from edmstudio.domain.retraining import Level
from edmstudio.learning.analyser import Analyser, Networked
from edmstudio.learning.candidate import Asked, Candidate, answers
from edmstudio.learning.classroom import Classroom, others
from edmstudio.learning.ear_tuning import Lower, lower_of_lesson
from edmstudio.learning.heard import Heard
from edmstudio.learning.recalibrate import recalibrate
from edmstudio.learning.section_words import in_our_words
from edmstudio.learning.token_corpus import Barred
from edmstudio.learning.tuner import SHARES, Tuner, cost_of, part_way, taught
from edmstudio.learning.tuning_task import Said

Memory = Sequence[Said]  # what must not be forgotten


def with_habits(room: Classroom, heard: Sequence[Heard], base: Analyser) -> Candidate:
    """Level 0: the same network for a person of whom more is known."""
    room.course.enter("Habits")
    folds = room.folds_of_habits()
    final = recalibrate(heard)
    known = [final]  # a lone recording has no other that could tell
    if room.count > 1:
        several = range(max(folds.values()) + 1)
        known = [recalibrate(others(heard, folds, fold)) for fold in several]
    asked = {name: (base, known[fold]) for name, fold in folds.items()}
    honest = answers(room, heard, asked)
    return Candidate(Level.HABITS, base, final, asked, honest, tuple(heard))


def teaches_bars(heard: Sequence[Heard]) -> list[Heard]:
    """The lessons from which an arranger learns: sections or cues were decided."""
    return [e for e in heard if {Fact.SECTIONS, Fact.CUES} & e.lesson.decided]


def with_arranger(
    room: Classroom, heard: Sequence[Heard], base: Networked, tuner: Tuner, *, kept: Memory
) -> Candidate:
    """Level 1: an arranger that learned the person's sections and cues.

    One for each fold tells honestly how such a one does; habits are learned from what these said,
    so that what the network learned by itself is not learned twice. They learn from the lessons
    that are held back from networks, too, but for those whom these are asked about.
    """
    folds = room.folds()
    trained = [each for each in heard if each.lesson.payload in folds]
    bars = _taught(room, teaches_bars(trained), base)
    several = max(folds.values()) + 1
    learned, unseen = [], []
    for fold in range(several):
        room.course.enter(f"Arranger, fold {fold + 1} of {several}")
        meant = in_our_words(bars, others(trained, folds, fold))
        mine = [bar for bar in meant if folds[bar.name] != fold]
        learned.append(tuner.arranger(base, mine, kept))
        unseen.append([bar for bar in meant if folds[bar.name] == fold])
    share = best_share(base, learned, unseen)
    variants = [part_way(base, each, share) for each in learned]
    room.course.enter("Arranger")
    final = part_way(base, tuner.arranger(base, in_our_words(bars, trained), kept), share)
    out = [_reheard(room, each, variants[folds[each.lesson.payload]]) for each in trained]
    held = [each for each in heard if each.lesson.payload not in folds]
    known = [
        recalibrate([*others(out, folds, fold), *(_reheard(room, each, variant) for each in held)])
        for fold, variant in enumerate(variants)
    ]
    asked = _whoever(
        heard, folds, (final, recalibrate(out)), list(zip(variants, known, strict=True))
    )
    every = [*out, *(_reheard(room, each, final) for each in held)]
    honest = answers(room, heard, asked)
    return Candidate(
        Level.ARRANGER, final, recalibrate(every), asked, honest, tuple(every), share=share
    )


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
    bars = in_our_words(_taught(room, teaches_bars(trained), hearing), trained)
    kept = memory(hearing)
    room.course.enter("Arranger")
    hearing = part_way(hearing, tuner.arranger(hearing, bars, kept), before.share)
    return held_back(Level.EAR, hearing, before, room, heard)


def held_back(
    level: Level, analyser: Analyser, before: Candidate, room: Classroom, heard: Sequence[Heard]
) -> Candidate:
    """With the habits of the one that it began from, and told of the held back tracks only."""
    folds = room.folds()
    held = [each.lesson.payload for each in heard if each.lesson.payload not in folds]
    asked = {name: (analyser, before.asked[name][1]) for name in held}
    honest = answers(room, heard, asked)
    return Candidate(
        level, analyser, before.habits, asked, honest, before.heard, before.left, before.before
    )


def _whoever(
    heard: Sequence[Heard],
    folds: Mapping[str, int],
    final: tuple[Analyser, Habits],
    of_folds: Sequence[tuple[Analyser, Habits]],
) -> Asked:
    """For every lesson the one that did not learn from it."""
    names = [each.lesson.payload for each in heard]
    return {name: of_folds[folds[name]] if name in folds else final for name in names}


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
    return replace(heard, bars=variant.bars(room.sound(heard.lesson), heard.heard_bars))

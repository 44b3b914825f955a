"""What might take the place of a checkpoint, with what it says of tracks that it did not see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from edmstudio.domain.habits import Habits
from edmstudio.domain.lesson import Lesson
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.retraining import CHANCE, TASKS, Level, Scores
from edmstudio.learning.analyser import Analyser
from edmstudio.learning.classroom import Classroom
from edmstudio.learning.gate import compared
from edmstudio.learning.heard import Heard
from edmstudio.learning.task_scores import task_scores
from edmstudio.model.checkpoint import Card

Asked = dict[str, tuple[Analyser, Habits]]
# Habits that can be kept or left each by itself, by the task that tells how well they do; those of
# bars only where the same network hears them.
HEADS = {"octaves": "bpm_acc1", "keys": "key_mirex", "energy": "energy"}
HEADS_OF_BARS = {"lengths": "boundary_f_0.5", "sections": "section_accuracy", "cues": "cue_f"}
# What else depends on them.
BESIDE = {"octaves": tuple(TASKS), "lengths": ("section_accuracy", "cue_f"), "sections": ("cue_f",)}


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
    left : frozenset of str
        Tasks whose habits stay as they were.
    before : mapping of str to Scores
        The scores that these had, by payload, of the lessons that they were learned from.
    share : float
        How far its arranger went from the old weights to the learned ones.
    """

    level: Level
    analyser: Analyser
    habits: Habits
    asked: Asked
    honest: dict[str, Prediction]
    heard: tuple[Heard, ...] = field(default=())
    left: frozenset[str] = frozenset()
    before: Mapping[str, Scores] = field(default_factory=dict)
    share: float = 1.0

    def scores(self, heard: Sequence[Heard]) -> dict[str, Scores]:
        """Of what it said honestly, by payload."""
        honest = [each.lesson for each in heard if each.lesson.payload in self.honest]
        return {lesson.payload: self._scores(lesson) for lesson in honest}

    def _scores(self, lesson: Lesson) -> Scores:
        """What stays may have learned from this very track: there it counts as it did before."""
        said = task_scores(lesson, self.honest[lesson.payload].annotations)
        stood = self.before.get(lesson.payload)
        if stood is None:
            return said
        return {task: value for task, value in said.items() if task not in self.left} | {
            task: value for task, value in stood.items() if task in self.left
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
    now: Card,
    *,
    same: bool = False,
) -> Candidate:
    """With the habits of now in the place of those that do worse, and hardly by chance.

    A scale of energy that two tracks taught badly then keeps nobody from the sections of ten. Where
    it may be chance, habits of more tracks are believed before those of fewer.
    """
    heads = HEADS | HEADS_OF_BARS if same else HEADS
    rows = {row.task: row for row in compared(before, candidate.scores(heard))}
    left = [h for h, task in heads.items() if task in rows and rows[task].worse > CHANCE]
    if not left:
        return candidate
    kept = {head: getattr(now.habits, head) for head in left}
    asked = {
        name: (analyser, replace(habits, **kept))
        for name, (analyser, habits) in candidate.asked.items()
    }
    return replace(
        candidate,
        habits=replace(candidate.habits, **kept),
        asked=asked,
        honest=answers(room, heard, asked),
        left=candidate.left.union(*({heads[head], *BESIDE.get(head, ())} for head in left)),
        before={name: before.get(name, {}) for name in now.data.get("tracks", {})},
    )

"""Corrected tracks at hand for a retraining: their sound, who is held back, and the folds."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from edmstudio.domain.lesson import Lesson
from edmstudio.domain.retraining import Listened
from edmstudio.learning.analyser import Analyser, Sound, hear_lesson
from edmstudio.learning.course import Course
from edmstudio.learning.groups import chroma_print, held_back, joined
from edmstudio.learning.heard import Heard
from edmstudio.learning.measurements import Measurements

MOST = 300  # lessons; of more, the latest
NEAR = 3  # tracks whose measures stay in memory
HELD, FEWEST_HELD = 0.2, 2  # share of the groups that no network trains on, and the least of them
FROM_HELD = 10  # groups from which some are held back for good
FOLDS_OF_HABITS = 10
FOLDS_OF_ALL, FOLDS = 4, 3  # where nobody is held back, and where some are: a minute is short


@dataclass(slots=True)
class Classroom:
    """Lessons and other tracks, with their sound from the disk.

    Attributes
    ----------
    lessons : tuple of Lesson
    course : Course
    measurements : Measurements
    groups : dict of str to str
        By payload; tracks of a group are never parted.
    held : frozenset of str
        Groups that no network is trained on.
    """

    lessons: tuple[Lesson, ...]
    course: Course
    measurements: Measurements
    groups: dict[str, str] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    _near: "OrderedDict[str, Sound]" = field(default_factory=OrderedDict)

    @classmethod
    def of(cls, lessons: Sequence[Lesson], course: Course, features: Path) -> "Classroom":
        """The latest lessons; groups are known once all were heard."""
        latest = sorted(lessons, key=lambda lesson: lesson.revision)[-MOST:]
        by_payload = sorted(latest, key=lambda lesson: lesson.payload)
        return cls(tuple(by_payload), course, Measurements(features))

    def sound(self, track: Lesson | Listened) -> Sound:
        """A track as it was measured."""
        if track.payload not in self._near:
            measured = self.measurements.get(track.payload, track.path)
            self._near[track.payload] = Sound(track.payload, measured)
            while len(self._near) > NEAR:
                self._near.popitem(last=False)
        self._near.move_to_end(track.payload)
        return self._near[track.payload]

    def measured(self, tracks: Sequence[Listened]) -> list[Listened]:
        """Of these tracks, those whose measures are on the disk."""
        return [track for track in tracks if self.measurements.has(track.payload)]

    def hear(self, analyser: Analyser) -> list[Heard]:
        """Every lesson as an analyser hears it, and who belongs to whom."""
        self.course.enter("Listening")
        heard, prints = [], {}
        for lesson in self.lessons:
            self.course.step()
            sound = self.sound(lesson)
            heard.append(hear_lesson(lesson, sound, analyser))
            chroma = sound.measured.heard.chroma
            prints[lesson.payload] = chroma_print(chroma.bass + chroma.middle, chroma.hz)
        self.groups = joined({lesson.payload: lesson.group for lesson in self.lessons}, prints)
        names = sorted(set(self.groups.values()))
        if len(names) >= FROM_HELD:
            self.held = held_back(names, HELD, FEWEST_HELD)
        return heard

    @property
    def count(self) -> int:
        """How many groups there are."""
        return len(set(self.groups.values()))

    def is_held(self, lesson: Lesson) -> bool:
        """Whether no network is trained on a lesson."""
        return self.groups[lesson.payload] in self.held

    def folds(self) -> dict[str, int]:
        """The fold of each lesson that a network trains on, by payload."""
        mine = [each for each in self.lessons if not self.is_held(each)]
        return self._folded(mine, FOLDS_OF_ALL if self.count < FROM_HELD else FOLDS)

    def folds_of_habits(self) -> dict[str, int]:
        """The same for habits, which cost nothing: of all lessons, one for each group where few."""
        return self._folded(self.lessons, FOLDS_OF_HABITS)

    def _folded(self, lessons: Sequence[Lesson], most: int) -> dict[str, int]:
        groups = sorted({self.groups[lesson.payload] for lesson in lessons})
        fold_of = {group: place % min(len(groups), most) for place, group in enumerate(groups)}
        return {lesson.payload: fold_of[self.groups[lesson.payload]] for lesson in lessons}


def others(heard: Sequence[Heard], folds: Mapping[str, int], fold: int) -> list[Heard]:
    """The lessons of all other folds."""
    return [each for each in heard if folds.get(each.lesson.payload, fold) != fold]

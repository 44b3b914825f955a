"""What answers now: the one that a candidate has to beat."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from edmstudio.domain.habits import NOBODYS, Habits
from edmstudio.domain.retraining import Assignment, Scores
from edmstudio.learning.analyser import Analyser, Classic, Ears, Networked
from edmstudio.learning.classroom import Classroom
from edmstudio.learning.heard import Heard
from edmstudio.learning.task_scores import task_scores
from edmstudio.model.checkpoint import Card, Checkpoint, load, read


@dataclass(frozen=True, slots=True)
class Incumbent:
    """The network, the habits, and how well it did when it was made."""

    analyser: Analyser
    habits: Habits
    name: str
    card: Card

    def scores(self, room: Classroom, heard: Sequence[Heard]) -> dict[str, Scores]:
        """Honest ones, by payload: on tracks that it learned from, those of its card."""
        room.course.enter("Checking the model of now")
        learned = self.card.data.get("tracks", {})
        recorded = self.card.metrics.get("honest", {})
        found: dict[str, Scores] = {}
        for each in heard:
            lesson = each.lesson
            room.course.step()
            if lesson.payload not in learned:
                said = self.analyser.predict(room.sound(lesson), self.habits)
                found[lesson.payload] = task_scores(lesson, said.annotations)
            elif learned[lesson.payload] == lesson.revision and lesson.payload in recorded:
                found[lesson.payload] = recorded[lesson.payload]
        return found


def root_of(asked: Assignment) -> Analyser:
    """The checkpoint at the root of the line, asked as if it were nobody's."""
    if not asked.root:
        return Classic()
    checkpoint = load(Path(asked.root)).as_bundled()
    return Networked(checkpoint, Ears(checkpoint.network.ear, Path(asked.features)))


def incumbent(asked: Assignment, base: Analyser) -> Incumbent:
    """Who answers, be it the root itself."""
    if asked.model == asked.root:
        card = base.checkpoint.card if isinstance(base, Networked) else Card("classic-1")
        name = base.checkpoint.name if isinstance(base, Networked) else card.name
        return Incumbent(base, NOBODYS, name, card)
    held = read(Path(asked.model))
    analyser: Analyser = Classic()
    if isinstance(held, Checkpoint):
        analyser = Networked(held, Ears(held.network.ear, Path(asked.features)))
    return Incumbent(analyser, held.card.habits, held.name, held.card)

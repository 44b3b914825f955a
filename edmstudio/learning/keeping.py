"""A candidate that was found better: its file, its card, and what it would change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from edmstudio.domain.holding import restamped
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.retraining import Assignment, Outcome, TrackChange
from edmstudio.learning.analyser import Networked
from edmstudio.learning.candidate import Candidate
from edmstudio.learning.changes import in_words
from edmstudio.learning.classroom import Classroom
from edmstudio.learning.heard import Heard
from edmstudio.model.checkpoint import Card, load, save, save_plain

SHOWN = 60  # tracks of which is told what would change


@dataclass(frozen=True, slots=True)
class Keeping:
    """Writes one candidate beside what stands; nothing answers by it yet.

    Attributes
    ----------
    assignment : Assignment
    room : Classroom
    best : Candidate
    parent : str
        Name of what answers now.
    """

    assignment: Assignment
    room: Classroom
    best: Candidate
    parent: str

    def outcome(self, outcome: Outcome, heard: Sequence[Heard], seconds: float) -> Outcome:
        """The same outcome with the candidate's name, file and card, and what it says."""
        self.room.course.enter("Keeping")
        card = self._card(outcome, heard, seconds)
        target = Path(self.assignment.models) / f"{card.name}.safetensors"
        analyser = self.best.analyser
        if isinstance(analyser, Networked):
            digest = save(analyser.checkpoint.network, card, target)
        else:
            digest = save_plain(card, target)
        name = f"{card.name}-{digest[:8]}"
        named = {payload: _named(said, name) for payload, said in self.best.honest.items()}
        return replace(
            outcome,
            name=name,
            file=target.name,
            card=card.as_json(),
            changes=self._changes(name),
            predictions=named,
        )

    def _card(self, outcome: Outcome, heard: Sequence[Heard], seconds: float) -> Card:
        analyser = self.best.analyser
        base = analyser.checkpoint.card if isinstance(analyser, Networked) else Card("")
        root = self.assignment.root
        return Card(
            f"retrained-{self.assignment.number}",
            parent=self.parent,
            base=load(Path(root)).name if root else "classic-1",
            level=self.best.level.value,
            seed=self.assignment.seed,
            steps=self.room.course.done,
            source=base.source,
            metrics={
                "verdict": outcome.verdict.as_json(),
                # Of a lone recording nobody tells who did not learn from it.
                "honest": self.best.scores(heard) if self.room.count > 1 else {},
                "forecasts": [[f.fact, f.tracks, f.gain] for f in outcome.forecasts],
            },
            data={"tracks": {lesson.payload: lesson.revision for lesson in self.room.lessons}},
            calibration=base.calibration,
            habits=self.best.habits,
            seconds=round(seconds, 1),
            version=version("edmstudio"),
            made_at=datetime.now(UTC).isoformat(),
        )

    def _changes(self, name: str) -> tuple[TrackChange, ...]:
        """Of tracks that nobody corrected and that were measured."""
        self.room.course.enter("What would change")
        changes = []
        for track in self.room.measured(self.assignment.others)[:SHOWN]:
            self.room.course.step()
            said = self.best.analyser.predict(self.room.sound(track), self.best.habits)
            words = in_words(track.annotations, said.annotations, track.seconds)
            if words:
                after = restamped(said.annotations, Provenance(Voice.PREDICTION, name))
                changes.append(TrackChange(track.payload, track.annotations, after, words))
        return tuple(changes)


def _named(said: Prediction, name: str) -> Prediction:
    """The same prediction as of another checkpoint."""
    return replace(
        said,
        annotations=restamped(said.annotations, Provenance(Voice.PREDICTION, name)),
        checkpoint=name,
    )

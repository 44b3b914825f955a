"""The levels of one retraining, each tried in turn and judged beside what answers now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from edmstudio.domain.retraining import Level, Listened, Scores, Verdict
from edmstudio.learning.analyser import Analyser, Networked
from edmstudio.learning.candidate import Candidate, head_by_head
from edmstudio.learning.candidates import Memory, with_arranger, with_ear, with_habits
from edmstudio.learning.choosing import beside, best, grounded
from edmstudio.learning.classroom import Classroom
from edmstudio.learning.ear_tuning import Lower, lower_of_rendering
from edmstudio.learning.gate import judge
from edmstudio.learning.heard import Heard
from edmstudio.learning.incumbent import Incumbent
from edmstudio.learning.reference import Reference, frozen_scores
from edmstudio.learning.rounds import School, with_rounds
from edmstudio.learning.tuner import Tuner, said_by, said_of
from edmstudio.learning.tuning_task import Said
from edmstudio.model.network import Ear

QUIET = 8  # tracks that nobody corrected, whose answers are kept


@dataclass(slots=True)
class Trials:
    """What all levels share, and what came of those that were tried.

    Attributes
    ----------
    room : Classroom
    heard : sequence of Heard
        Every lesson as the root of the line hears it.
    base : Analyser
        That root.
    now : Incumbent
    before : mapping of str to Scores
        How well it does.
    known : Reference
    tuner : Tuner
    others : sequence of Listened
        Tracks that nobody corrected.
    tried : list of (Candidate, Verdict)
    """

    room: Classroom
    heard: Sequence[Heard]
    base: Analyser
    now: Incumbent
    before: Mapping[str, Scores]
    known: Reference
    tuner: Tuner
    others: Sequence[Listened]
    tried: list[tuple[Candidate, Verdict]] = field(default_factory=list)
    _heard_by: dict[str, Reference] = field(default_factory=dict)

    def habits(self) -> None:
        """Level 0."""
        self._judged(with_habits(self.room, self.heard, self.base))

    def arranger(self) -> None:
        """Level 1."""
        base = self._networked
        kept = self._memory(base)
        self._judged(with_arranger(self.room, self.heard, base, self.tuner, kept=kept))

    def ear(self) -> None:
        """Level 2, beside level 1 on the same tracks."""
        base, second = self._networked, self._second
        third = with_ear(
            self.room,
            self.heard,
            second,
            self.tuner,
            base=base,
            sounds=self._sounds(base.checkpoint.network.ear),
            memory=self._memory,
        )
        self._judged(third, second, "The upper part of the ear brings")

    def rounds(self) -> None:
        """Rounds of teacher and student, beside what they began from."""
        leading, _ = best(self.tried)
        teacher = leading if leading.level is Level.EAR else self._second
        assert isinstance(teacher.analyser, Networked)
        school = School(self._memory(teacher.analyser), self.room.measured(self.others))
        fourth = with_rounds(self.room, self.heard, teacher, self.tuner, school)
        self._judged(fourth, teacher, "The rounds bring")

    @property
    def _networked(self) -> Networked:
        assert isinstance(self.base, Networked)
        return self.base

    @property
    def _second(self) -> Candidate:
        return next(each for each, _ in self.tried if each.level is Level.ARRANGER)

    def _judged(self, candidate: Candidate, began: Candidate | None = None, what: str = "") -> None:
        """Beside what answers now, and, what costs more, beside all that costs less."""
        plain = self.now.analyser is self.base or self.now.card.level == Level.HABITS
        same = plain and candidate.level is Level.HABITS
        candidate = head_by_head(
            candidate, self.room, self.heard, self.before, self.now.card, same=same
        )
        verdict = judge(self.before, candidate.scores(self.heard), *self._frozen(candidate))
        if began is not None:
            ground = next(said for each, said in self.tried if each is began)
            leading, _ = best(self.tried)
            verdict = grounded(verdict, ground)
            verdict = beside(verdict, candidate, leading, self.heard, what)
        self.room.course.tell({"level": candidate.level, "verdict": verdict.as_json()})
        self.tried.append((candidate, verdict))

    def _frozen(self, candidate: Candidate) -> list[dict[str, Scores]]:
        """Of root and candidate, each with its own ear; nothing where only habits moved."""
        mine = candidate.analyser
        if mine is self.base or not isinstance(mine, Networked):
            return []
        return [
            frozen_scores(each.checkpoint, self._reheard(each).frozen)
            for each in (self._networked, mine)
        ]

    def _sounds(self, ear: Ear) -> list[Lower]:
        """The tracks of the first training that have a sound, for an ear that learns."""
        every = [piece.sounding for piece in self.known.sounding.again]
        return [lower_of_rendering(each.truth, ear, each.mel) for each in every if each is not None]

    def _memory(self, hearing: Networked) -> Memory:
        """What the root says of the first training and of others, as somebody hears it."""
        root = self._networked
        rows, heard = (
            {piece.name: piece.bars.rows for piece in self._reheard(each).again}
            for each in (root, hearing)
        )
        # Who has no sound is as it was heard.
        again = [said_by(root, rows[name], heard.get(name)) for name in rows]
        return [*again, *self._others_said(hearing)]

    def _reheard(self, networked: Networked) -> Reference:
        """The reference by somebody's ear, which listens once."""
        digest = networked.ears.digest
        if digest not in self._heard_by:
            self._heard_by[digest] = self.known.heard_by(networked.checkpoint.network.ear)
        return self._heard_by[digest]

    def _others_said(self, hearing: Networked) -> list[Said]:
        """Of a few tracks that nobody corrected and that were measured."""
        self.room.course.enter("Listening")
        found = []
        for track in self.room.measured(self.others)[:QUIET]:
            self.room.course.step()
            said = said_of(self._networked, self.room.sound(track), hearing)
            found += [] if said is None else [said]
        return found

"""One retraining from beginning to end: learn at every level that pays, judge, keep the best.

Learning always begins from the checkpoint at the root of the line (the bundled one, or the last
that was trained deep), with all corrections there are: nothing drifts from retraining to
retraining, and no track was seen before its fold is asked about it. What answers now is what a
candidate has to beat.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any

from edmstudio.domain.retraining import Assignment, Level, Outcome, Scores, Verdict
from edmstudio.jobs.job import Watch
from edmstudio.learning import reference
from edmstudio.learning.analyser import Analyser, Networked
from edmstudio.learning.candidates import (
    Candidate,
    teaches_bars,
    with_arranger,
    with_ear,
    with_habits,
)
from edmstudio.learning.choosing import beside, best
from edmstudio.learning.classroom import FOLDS, FOLDS_OF_ALL, Classroom
from edmstudio.learning.course import Course, Tell
from edmstudio.learning.ear_tuning import lower_of_rendering
from edmstudio.learning.forecast import forecasts
from edmstudio.learning.gate import judge
from edmstudio.learning.heard import Heard
from edmstudio.learning.incumbent import incumbent, root_of
from edmstudio.learning.keeping import Keeping
from edmstudio.learning.rendered import Rendered, Rendering, pieces
from edmstudio.learning.rounds import ROUNDS, School, deeper, with_rounds
from edmstudio.learning.token_corpus import Barred
from edmstudio.learning.tuner import Tuner, quiet_of
from edmstudio.learning.tuning_task import Quiet

FROM_ARRANGER, FROM_EAR = 3, 10  # groups of corrected tracks from which a level is tried
QUIET = 12  # tracks that nobody corrected, whose answers are kept


def retrain(
    watch: Watch, tell: Tell, assignment: Assignment, tuner: Tuner | None = None,
    rendering: Rendering | None = None,
) -> Outcome:  # fmt: skip
    """Learn from the lessons; nothing that stands is touched, a candidate is a file of its own.

    Raises
    ------
    Refused
        Where there are no lessons, a model is damaged or the disk is full.
    FloatingPointError
        Where a training ran off.
    """
    course = Course(watch, tell)
    usual = Tuner(course, assignment.seed)
    return Retraining(
        assignment,
        course,
        tuner or (deeper(usual) if assignment.level is Level.DEEP else usual),
        rendering or Rendering(Path(assignment.features)),
    ).run()


@dataclass(slots=True)
class Retraining:
    """The parts that its stages share."""

    assignment: Assignment
    course: Course
    tuner: Tuner
    rendering: Rendering

    def run(self) -> Outcome:
        """All stages."""
        began, asked = monotonic(), self.assignment
        room = Classroom.of(asked.lessons, self.course, Path(asked.features))
        base = root_of(asked)
        self.course.total = self._planned(len(room.lessons))
        heard = room.hear(base)
        now = incumbent(asked, base)
        before = now.scores(room, heard)
        tried = self._tried(room, heard, base, before)
        chosen, verdict = best(tried)
        every = tuple((each.level, said) for each, said in tried)
        outcome = Outcome(
            verdict,
            chosen.level,
            trained=len(room.folds()),
            checked=verdict.tracks,
            forecasts=forecasts(chosen.heard),
            tried=every,
        )
        if verdict.promoted:
            kept = Keeping(asked, room, chosen, now.name)
            outcome = kept.outcome(outcome, heard, seconds=monotonic() - began)
        return replace(outcome, seconds=round(monotonic() - began, 1))

    def _planned(self, lessons: int) -> int:
        """Steps of all stages that are likely."""
        steps = 3 * lessons
        if self.assignment.root and lessons >= FROM_ARRANGER:
            folds = min(lessons, FOLDS_OF_ALL) if lessons < FROM_EAR else FOLDS
            steps += (folds + 1) * self.tuner.arranging.steps + 2 * lessons
            steps += len(self.assignment.others[:QUIET])
        if self._reaches(Level.EAR) and self.assignment.root and lessons >= FROM_EAR:
            steps += self.tuner.hearing.steps + self.tuner.arranging.steps + 2 * lessons
            steps += len(self.rendering.wanted)
        if self._reaches(Level.DEEP) and self.assignment.root and lessons >= FROM_EAR:
            steps += ROUNDS * (self.tuner.arranging.steps + len(self.assignment.others))
        return steps

    def _reaches(self, level: Level) -> bool:
        levels = list(Level)
        return levels.index(self.assignment.level) >= levels.index(level)

    def _tried(
        self, room: Classroom, heard: Sequence[Heard], base: Analyser, before: dict[str, Scores]
    ) -> list[tuple[Candidate, Verdict]]:
        """Every level that pays, with its verdict, the least first."""
        first = with_habits(room, heard, base)
        tried = [(first, self._judged(first, heard, before))]
        teaching = len({room.groups[e.lesson.payload] for e in teaches_bars(heard)})
        if not (isinstance(base, Networked) and self._reaches(Level.ARRANGER)):
            return tried
        if teaching < FROM_ARRANGER:
            return tried
        known = self._reference(base)
        again = [piece.bars for piece in known.again]
        quiet = self._quiet(room, base)
        second = with_arranger(room, heard, base, self.tuner, again=again, quiet=quiet)
        frozen = self._frozen(base, second, known.frozen)
        tried.append((second, self._judged(second, heard, before, *frozen)))
        if room.held and self._reaches(Level.EAR):
            tried.append(self._ear(room, heard, base, second, before))
        if room.held and self._reaches(Level.DEEP):
            leading, _ = best(tried)
            teacher = leading if leading.level is Level.EAR else second
            school = School(again, quiet, room.measured(self.assignment.others))
            tried.append(self._deep(room, heard, base, teacher, school, before))
        return tried

    def _reference(self, base: Networked) -> reference.Reference:
        """What is shipped with the ear, else rendered once for another one."""
        shipped = reference.load(Path(self.assignment.reference or "nowhere"))
        digest = base.ears.digest
        if shipped.ear == digest:
            return shipped
        tracks = self.rendering.all(self.course)
        again, frozen = (tuple(pieces(tracks, base.ears, frozen=f)) for f in (False, True))
        return reference.Reference(digest, again, frozen)

    def _deep(
        self,
        room: Classroom,
        heard: Sequence[Heard],
        base: Networked,
        teacher: Candidate,
        school: School,
        before: dict[str, Scores],
    ) -> tuple[Candidate, Verdict]:
        """Rounds of teacher and student, judged as level 2, and beside what they began from."""
        fourth = with_rounds(room, heard, teacher, self.tuner, self._at(teacher, base, school))
        assert isinstance(fourth.analyser, Networked)
        frozen = self._scored(base, fourth.analyser)
        verdict = self._judged(fourth, heard, before, *frozen)
        return fourth, beside(verdict, fourth, teacher, heard, "The rounds bring")

    def _at(self, teacher: Candidate, base: Networked, school: School) -> School:
        """With the rendered tracks as the teacher's ear hears them."""
        assert isinstance(teacher.analyser, Networked)
        if teacher.analyser.ears.digest == base.ears.digest:
            return school
        tracks = self.rendering.all(self.course)
        again = [each.bars for each in pieces(tracks, teacher.analyser.ears, frozen=False)]
        return replace(school, again=again, quiet=())

    def _scored(self, *both: Networked) -> list[dict[str, Scores]]:
        """On the frozen part of the rendering, each with its own ear."""
        tracks = self.rendering.all(self.course)
        return [
            reference.frozen_scores(each.checkpoint, pieces(tracks, each.ears, frozen=True))
            for each in both
        ]

    def _ear(
        self,
        room: Classroom,
        heard: Sequence[Heard],
        base: Networked,
        second: Candidate,
        before: dict[str, Scores],
    ) -> tuple[Candidate, Verdict]:
        """Level 2, judged on the held back tracks, and beside level 1 on the same."""
        tracks = self.rendering.all(self.course)
        lowers = [
            lower_of_rendering(each.truth, base.checkpoint.network.ear, _mel(each))
            for each in tracks
            if not each.part.frozen
        ]

        def again(hearing: Networked) -> list[Barred]:
            return [piece.bars for piece in pieces(tracks, hearing.ears, frozen=False)]

        third = with_ear(room, heard, second, self.tuner, base=base, sounds=lowers, again=again)
        assert isinstance(third.analyser, Networked)
        verdict = self._judged(third, heard, before, *self._scored(base, third.analyser))
        what = "The upper part of the ear brings"
        return third, beside(verdict, third, second, heard, what)

    def _judged(
        self,
        candidate: Candidate,
        heard: Sequence[Heard],
        before: dict[str, Scores],
        frozen_before: dict[str, Scores] | None = None,
        frozen_after: dict[str, Scores] | None = None,
    ) -> Verdict:
        verdict = judge(before, candidate.scores(heard), frozen_before, frozen_after)
        self.course.tell({"level": candidate.level, "verdict": verdict.as_json()})
        return verdict

    def _frozen(
        self, base: Networked, candidate: Candidate, frozen: Sequence[reference.Piece]
    ) -> list[dict[str, Scores]]:
        assert isinstance(candidate.analyser, Networked)
        both = (base.checkpoint, candidate.analyser.checkpoint)
        return [reference.frozen_scores(each, frozen) for each in both]

    def _quiet(self, room: Classroom, base: Networked) -> list[Quiet]:
        """What the root says of a few tracks that nobody corrected and that were measured."""
        self.course.enter("Listening")
        found = []
        for track in room.measured(self.assignment.others)[:QUIET]:
            self.course.step()
            said = quiet_of(base, room.sound(track))
            found += [] if said is None else [said]
        return found


def _mel(track: Rendered) -> Any:
    return track.sound.measured.inputs.mel

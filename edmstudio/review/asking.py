"""Every question that can be asked about the labels of one track."""

from collections.abc import Callable

from edmstudio.domain.annotations import Fact
from edmstudio.domain.suspicion import Doubt
from edmstudio.review import (
    boundary_questions,
    cue_questions,
    energy_question,
    key_question,
    label_questions,
    missing_cues,
    octave_question,
    offset_questions,
    place_questions,
)
from edmstudio.review.bar_scene import BarScene
from edmstudio.review.case import Case
from edmstudio.review.grid_scene import Scene, scene
from edmstudio.review.lore import Lore
from edmstudio.review.question import Question

# Names of the witnesses of each doubt, in the order of a question's nats.
WITNESSES = {
    Doubt.OCTAVE: octave_question.OCTAVE,
    Doubt.HALF_BEAT: place_questions.HALF_BEAT,
    Doubt.BAR_PHASE: place_questions.BAR_PHASE,
    Doubt.PHRASE_PHASE: place_questions.PHRASE_PHASE,
    Doubt.OFFSET: offset_questions.OFFSET,
    Doubt.TEMPO: offset_questions.TEMPO,
    Doubt.LABEL: label_questions.LABEL,
    Doubt.BOUNDARY: boundary_questions.BOUNDARY,
    Doubt.CUE_DOUBTFUL: cue_questions.CUE,
    Doubt.CUE_KIND: cue_questions.CUE_KIND,
    Doubt.CUE_MISSING: missing_cues.CUE_MISSING,
    Doubt.KEY: key_question.KEY,
    Doubt.ENERGY: energy_question.ENERGY,
}
ON_GRID: dict[Doubt, Callable[[Scene], Question | None]] = {
    Doubt.OCTAVE: octave_question.octave,
    Doubt.HALF_BEAT: place_questions.half_beat,
    Doubt.BAR_PHASE: place_questions.bar_phase,
    Doubt.PHRASE_PHASE: place_questions.phrase_phase,
    Doubt.OFFSET: offset_questions.offset,
    Doubt.TEMPO: offset_questions.tempo,
}
# A cue that should move and one that should go are doubted alike.
JUDGED_AS = {Doubt.CUE_PLACE: Doubt.CUE_DOUBTFUL}


def judged_as(doubt: Doubt) -> Doubt:
    """The doubt on whose scale a question is weighed."""
    return JUDGED_AS.get(doubt, doubt)


def questions(case: Case, lore: Lore) -> list[Question]:
    """What a person decided is not asked about.

    A grid that a hand laid counts as decided whole, one of which they only answered questions
    question by question; cues and sections count one by one.
    """
    asked: list[Question | None] = []
    if case.doubts(Fact.GRID) and (grid := scene(case, lore)) is not None:
        asked += [ask(grid) for doubt, ask in ON_GRID.items() if doubt not in case.answered]
    if case.doubts(Fact.KEY):
        asked.append(key_question.key(case, lore))
    if case.doubts(Fact.ENERGY):
        asked.append(energy_question.energy(case, lore))
    asked += _on_bars(case, lore)
    return [question for question in asked if question is not None]


def _on_bars(case: Case, lore: Lore) -> list[Question]:
    bars, asked = BarScene(case), list[Question]()
    if case.evidence.bars:
        asked += label_questions.labels(bars, lore)
        asked += boundary_questions.boundaries(bars, lore)
    if case.evidence.bars and case.held.cues:
        likely = cue_questions.cue_likely(bars, lore)
        asked += cue_questions.cues(bars, likely)
        asked += cue_questions.kinds(bars, likely)
        asked += missing_cues.missing(bars, likely, lore)
    return asked

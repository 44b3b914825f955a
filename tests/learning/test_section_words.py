from dataclasses import replace

import numpy as np

from edmstudio.domain.activations import BarActivations
from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.lesson import Lesson
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.learning.heard import Heard
from edmstudio.learning.section_words import in_our_words
from edmstudio.learning.targets import LABELS
from edmstudio.learning.token_corpus import Barred
from edmstudio.learning.tuning_task import taught_truths

BARS, BAR = 16, 2.0
HEARD = ["intro"] * 4 + ["build"] * 4 + ["drop"] * 8


def lesson_called(name, words):
    """A track of four bars of intro, four of build and eight of drop, by these names."""
    spans = [(0, 4), (4, 8), (8, 16)]
    said = Annotations(
        grid=TempoMap((Anchor(0, 0.0, 120.0, 4),)),
        sections=tuple(
            Section(first * BAR, last * BAR, SectionLabel(word))
            for (first, last), word in zip(spans, words, strict=True)
        ),
    )
    lesson = Lesson(name, name, name, BARS * BAR, said, frozenset({Fact.GRID, Fact.SECTIONS}))
    sure = np.full((BARS, 10), np.log(0.01), np.float32)
    sure[np.arange(BARS), [LABELS.index(SectionLabel(each)) for each in HEARD]] = np.log(0.91)
    nothing = np.zeros(BARS, np.float32)
    bars = BarActivations(
        np.arange(BARS + 1) * BAR, nothing, sure, np.zeros((BARS, 7), np.float32), nothing,
        np.zeros((BARS, 1), np.float32),
    )  # fmt: skip
    return Heard(lesson, Prediction(said, "none"), (), bars)


def barred(heard):
    lesson = heard.lesson
    truth = taught_truths(lesson.held, lesson.decided, heard.bars.starts)
    return Barred(lesson.payload, np.zeros((BARS, 3), np.float32), truth)


def allowed_at(track, bar):
    return {str(label) for label, can in zip(LABELS, track.truth.allowed[bar], strict=True) if can}


def test_who_always_says_chorus_where_a_drop_is_heard_does_not_contradict_it():
    taught = [lesson_called(f"{n}", ("intro", "build", "chorus")) for n in range(8)]
    (track,) = in_our_words([barred(taught[0])], taught)
    assert allowed_at(track, 12) == {"drop", "chorus"}
    assert allowed_at(track, 5) == {"build"}


def test_a_single_other_name_is_a_contradiction_to_be_learned():
    taught = [lesson_called(f"{n}", ("intro", "build", "drop")) for n in range(8)]
    odd = lesson_called("odd", ("intro", "break", "drop"))
    (track,) = in_our_words([barred(odd)], [*taught, odd])
    assert allowed_at(track, 5) == {"break"}


def test_where_nobody_said_anything_nothing_is_excluded():
    taught = [lesson_called(f"{n}", ("intro", "build", "chorus")) for n in range(8)]
    track = barred(taught[0])
    allowed = track.truth.allowed.copy()
    allowed[:4] = True
    known = replace(track, truth=replace(track.truth, allowed=allowed))
    (found,) = in_our_words([known], taught)
    assert found.truth.allowed[:4].all()

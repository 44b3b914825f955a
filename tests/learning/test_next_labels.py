"""Which track to label next, on tracks whose sound is made up."""

from dataclasses import replace

import numpy as np
import pytest

from edmstudio.domain.annotations import Fact
from edmstudio.domain.track import TrackId
from edmstudio.learning.next_labels import HARM, next_labels, sketch
from edmstudio.review.case import Case
from tests.review import libraries
from tests.review.libraries import TRUST, evidence, truth

HEARD = "rekordbox", "serato"


def case(number, *, labelled=False, trust=TRUST, sure=0.9, voice=None):
    """A track with labels of two sources, or with none."""
    predicted = replace(libraries.predicted(number), trust=trust)
    heard = evidence(number, sure)
    if voice is not None:
        heard = replace(heard, voiceprint=np.asarray(voice, dtype=np.float32))
    sayings = tuple((name, truth(number, name)) for name in HEARD) if labelled else ()
    held = sayings[0][1] if labelled else predicted
    return Case(TrackId(number), libraries.duration(number), held, sayings, predicted, heard)


def order(*cases):
    return [each.track_id for each in next_labels([sketch(each) for each in cases])]


def many(count=30):
    return [case(number, labelled=True) for number in range(100, 100 + count)]


def test_only_tracks_that_nobody_has_labelled_are_asked_for():
    assert set(order(*many(), case(1), case(2))) == {1, 2}
    assert order(*many()) == []


def test_a_key_in_a_files_tags_is_no_label_of_what_has_a_place():
    tagged = case(3)
    key = replace(libraries.predicted(3), grid=None, sections=(), cues=())
    tagged = replace(tagged, sayings=(("tags", key),))
    assert order(*many(), tagged) == [3]


@pytest.mark.parametrize("labelled", [0, 30])
def test_the_track_of_which_the_model_is_least_sure_comes_first(labelled):
    doubtful = replace(TRUST, grid=0.4, downbeat=0.4, cues=0.3)
    rest = [case(number) for number in range(8)]
    found = order(*many(labelled), *rest[:4], case(50, trust=doubtful, sure=0.4), *rest[4:])
    assert found[0] == 50


def test_of_tracks_that_sound_alike_one_waits_for_another_kind_of_music():
    chance = np.random.default_rng(3)
    one, other = chance.normal(size=(2, 12))
    alike = [case(number, voice=one + 0.01 * number) for number in range(3)]
    found = order(*alike, case(9, voice=other, trust=replace(TRUST, cues=0.82)))
    assert 9 in found[:2]


def test_a_track_that_sounds_like_the_labelled_ones_waits():
    chance = np.random.default_rng(4)
    known, new = chance.normal(size=(2, 12))
    labelled = [
        case(100 + n, labelled=True, voice=known + chance.normal(0, 0.1, 12)) for n in range(20)
    ]
    assert order(*labelled, case(1, voice=known), case(2, voice=new)) == [2, 1]


def test_the_reason_tells_true_figures():
    doubtful = replace(TRUST, grid=0.5, downbeat=0.5)
    asked = case(7, trust=doubtful)
    (found,) = next_labels([*map(sketch, many()), sketch(asked)])
    figures = dict(found.figures)
    assert figures["p cues"] == TRUST.cues
    assert figures["p key"] == pytest.approx(float(asked.evidence.key.max()), abs=0.01)
    assert figures["p grid"] < 0.3
    assert f"beats and bars ({100 * figures['p grid']:.0f} %)" in found.reason
    least = min(HARM, key=lambda fact: -HARM[fact] * (1.0 - figures[f"p {fact}"]))
    assert least is Fact.GRID

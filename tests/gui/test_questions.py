"""A question of the review has both values in it, and yes is to take the suggestion."""

from dataclasses import replace

import pytest

from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.domain.track import TrackId
from edmstudio.gui.review.questions import asked, by_hand

ASKED = {
    Doubt.OCTAVE: ("66.50", "133.00", 2.0, "Is the tempo 133.00 rather than 66.50 BPM?"),
    Doubt.TEMPO: ("128.000", "127.970", 127.97, "Is the tempo 127.970 rather than 128.000 BPM?"),
    Doubt.HALF_BEAT: ("½ beat late", "on the beat", -0.5, "Do the beats fall half a beat earlier?"),
    Doubt.BAR_PHASE: ("bars begin on beat 4", "on beat 1", 1.0, "Does the bar begin 1 beat later?"),
    Doubt.PHRASE_PHASE: ("on bar 2", "on bar 1", -8.0, "Does the phrase begin 2 bars earlier?"),
    Doubt.OFFSET: ("+26.0 ms", "0 ms", -0.026, "Do the beats lie 26.0 ms earlier?"),
    Doubt.LABEL: ("break", "drop", 0.0, "Is this section “Drop” rather than “Break”?"),
    Doubt.BOUNDARY: ("77.594", "79.398", 79.398,
                     "Does the section begin at 1:19.398 rather than 1:17.594?"),
    Doubt.CUE_KIND: ("mix-in", "first-beat", 0.0, "Is this cue “First beat” rather than “Mix in”?"),
    Doubt.CUE_PLACE: ("77.594", "79.398", 79.398,
                      "Does the cue belong at 1:19.398 rather than 1:17.594?"),
    Doubt.CUE_MISSING: ("", "drop", 33.1, "Is a cue “Drop” missing here?"),
    Doubt.CUE_DOUBTFUL: ("vocal", "", 0.0, "Is the cue “Vocal” one too many?"),
    Doubt.KEY: ("A minor", "C major", 0.0, "Is the key C major rather than A minor?"),
    Doubt.ENERGY: ("5", "7", 0.0, "Is the energy 7 rather than 5?"),
}  # fmt: skip


def about(doubt, label="", suggested="", amount=0.0):
    return Suspicion(
        TrackId(1), doubt, "rekordbox", 1.0, 2.0, label, suggested, 0.5, "why", amount=amount
    )


@pytest.mark.parametrize("doubt", ASKED)
def test_a_question_asks_for_the_suggestion_with_both_values(doubt):
    label, suggested, amount, title = ASKED[doubt]
    words = asked(about(doubt, label, suggested, amount))
    assert words.title == title
    assert words.accept != words.keep


@pytest.mark.parametrize("doubt", Doubt)
def test_every_doubt_has_a_question_and_two_answers_whatever_reviewers_said(doubt):
    words = asked(about(doubt, "anything", "else", 1.0))
    assert words.title.endswith("?")
    assert words.accept
    assert words.keep


def test_a_correction_by_hand_is_told_with_what_it_became():
    held = about(Doubt.BOUNDARY, "77.594", "79.398", 79.398)
    assert by_hand(held, "80.000") == "Corrected by hand: 1:17.594 → 1:20.000"
    assert by_hand(replace(held, label=""), "") == "Corrected by hand: nothing → nothing"

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.track import TrackId
from edmstudio.review.heads import FOLDS
from edmstudio.review.vocabulary import Word, vocabulary

USUAL = (0.4, -2.2)
nats = st.floats(-5, 5)


def said(word, track, heard, learned=0.0, source="ann"):
    return Word(source, word, TrackId(track), (heard, learned))


def test_a_word_that_is_doubted_everywhere_is_not_doubted_here_by_that():
    words = [said("verse", n, 5.0) for n in range(40)] + [said("drop", n, -4.0) for n in range(40)]
    known = vocabulary(words, USUAL)
    verse, drop = known.beyond(said("verse", 41, 5.0)), known.beyond(said("drop", 41, 5.0))
    assert verse[0] == pytest.approx(0.0, abs=1.0)
    assert drop[0] > 7.0


def test_words_of_another_source_are_another_vocabulary():
    known = vocabulary([said("verse", n, 5.0) for n in range(40)], USUAL)
    own, other = said("verse", 41, 5.0), said("verse", 41, 5.0, source="ben")
    assert known.beyond(own)[0] < 0.5
    assert known.beyond(other) == pytest.approx(np.array(other.nats) - known.usual)


@given(st.lists(st.tuples(st.integers(0, 99), nats, nats), min_size=1, max_size=30), nats)
def test_a_label_never_vouches_for_itself(rows, other):
    """What is usual for a track does not change with what is said on tracks of its own fold."""
    words = [said("verse", track, heard, learned) for track, heard, learned in rows]
    apart = [w for w in words if w.track_id % FOLDS != words[0].track_id % FOLDS]
    changed = [said("verse", w.track_id, other) if w not in apart else w for w in words]
    usual = vocabulary(words, USUAL).usual
    before = vocabulary(words, USUAL).means["ann", "verse"][words[0].track_id % FOLDS]
    after = vocabulary(changed, USUAL).means["ann", "verse"][words[0].track_id % FOLDS]
    moved = vocabulary(changed, USUAL).usual - usual
    assert np.allclose(after - before, moved * 4.0 / (len(apart) + 4.0))

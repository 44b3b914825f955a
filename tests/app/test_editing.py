import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.app.editing import Editor
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.edits import MoveCue, PlaceCue, RemoveCue, SetEnergy, SetKey
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.library import Library
from edmstudio.store.revisions import Revisions, StaleRevision
from edmstudio.store.tracks import Tracks

seconds = st.floats(0, 300)
ids = st.integers(1, 4)
edits = st.one_of(
    st.builds(PlaceCue, st.builds(CuePoint, seconds, ids, slot=st.sampled_from(["", "A", "B"]))),
    st.builds(MoveCue, ids, seconds),
    st.builds(RemoveCue, ids),
    st.builds(SetKey, st.sampled_from(ALL_KEYS)),
    st.builds(SetEnergy, st.integers(1, 10)),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(edits, max_size=40))
def test_all_can_be_undone_and_redone_even_after_a_restart(chain):
    library = Library(":memory:")
    track = Tracks(library).add(Track(TrackId(0), "/a.flac", "f", 300.0))
    editor = Editor(library, track.track_id, "ann")
    states = [editor.annotations]
    for edit in chain:
        try:
            change = editor.perform(edit)
        except Refused:  # the cue is not there: an edit the window would not offer
            continue
        if change:
            states.append(change.annotations)
    for state in reversed(states[:-1]):
        assert editor.undo().annotations == state
    assert editor.undo_title is None
    again = Editor(library, track.track_id, "ann")
    assert again.annotations == states[0]
    for state in states[1:]:
        assert again.redo().annotations == state
    assert again.redo_title is None
    library.close()


def test_an_edit_that_changes_nothing_is_not_committed(library, track):
    editor = Editor(library, track.track_id, "ann")
    editor.perform(SetEnergy(5))
    assert editor.perform(SetEnergy(5)) is None
    assert len(Revisions(library).line(track.track_id)) == 1


def test_the_loser_of_a_race_is_told_and_sees_the_winner(library, track):
    loser = Editor(library, track.track_id, "ann")
    Editor(library, track.track_id, "bob").perform(SetEnergy(9))
    with pytest.raises(StaleRevision, match="changed elsewhere"):
        loser.perform(SetEnergy(3))
    assert loser.annotations.energy.level == 9


def test_nothing_to_undo_is_said_in_a_sentence(library, track):
    with pytest.raises(Refused, match="nothing to undo"):
        Editor(library, track.track_id, "ann").undo()

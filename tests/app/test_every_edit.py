"""Hundreds of corrections of every kind: all of them come back, and nothing else moves."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edmstudio.app.editing import Editor
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import is_partition
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.library import Library
from edmstudio.store.predictions import Predictions
from edmstudio.store.tracks import Tracks
from tests.app.every_edit import analysed, edits
from tests.domain.strategies import LENGTH

MANY = 200


@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(edits, min_size=MANY, max_size=MANY), st.integers(0, MANY))
def test_200_edits_are_undone_to_the_start_and_redone_to_the_end(chain, restart):
    library = Library(":memory:")
    track = Tracks(library).add(Track(TrackId(0), "/a.flac", "f", LENGTH)).track_id
    Predictions(library).put(track, Prediction(analysed(), "classic-1"), datetime.now(UTC))
    editor = Editor(library, track, "ann")
    states = [editor.annotations]
    for number, edit in enumerate(chain):
        if number == restart:
            editor = Editor(library, track, "ann")
            assert editor.annotations == states[-1]
        change = attempted(editor, edit)
        if change is not None:
            states.append(change.annotations)
            lawful(change.annotations)
    for state in reversed(states[:-1]):
        assert editor.undo().annotations == state
    assert editor.undo_title is None
    again = Editor(library, track, "ann")
    assert again.annotations == states[0]
    for state in states[1:]:
        assert again.redo().annotations == state
    assert again.redo_title is None
    library.close()


def attempted(editor, edit):
    try:
        return editor.perform(edit)
    except Refused:  # it makes no sense here, or its cue is not there any more
        return None


def lawful(held):
    """Sections cover the track, cues are in order, every pad holds one cue."""
    assert is_partition(held.sections)
    if held.sections:
        assert (held.sections[0].start, held.sections[-1].end) == (0.0, LENGTH)
    assert [cue.seconds for cue in held.cues] == sorted(cue.seconds for cue in held.cues)
    slots = [cue.slot for cue in held.cues if cue.slot]
    assert len(slots) == len(set(slots))

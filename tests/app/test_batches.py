"""Decisions about many tracks at once."""

import pytest

from edmstudio.app.batches import Batches
from edmstudio.app.editing import Editor
from edmstudio.app.holding import Holding
from edmstudio.domain.edits import SetEnergy
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.grid_edits import PlaceGrid, ShiftBeats
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.library import Library
from edmstudio.store.revisions import Revisions
from edmstudio.store.tracks import Tracks


@pytest.fixture
def shelf():
    library = Library(":memory:")
    tracks = Tracks(library)
    yield (
        library,
        [tracks.add(Track(TrackId(0), f"/{n}.flac", f"{n}", 300.0)).track_id for n in range(4)],
    )
    library.close()


def energies(library, ids):
    held = (Holding(library).annotations(track).energy for track in ids)
    return [energy and energy.level for energy in held]


def test_one_undo_on_any_of_the_tracks_takes_the_decision_back_on_all(shelf):
    library, ids = shelf
    done = Batches(library, "ann").perform(SetEnergy(8), ids)
    assert done.changed == tuple(ids)
    assert energies(library, ids) == [8, 8, 8, 8]
    open_one = Editor(library, ids[2], "ann")
    open_one.undo()
    assert energies(library, ids) == [None] * 4
    again = Editor(library, ids[0], "ann")
    again.redo()
    assert energies(library, ids) == [8, 8, 8, 8]


def test_a_track_that_was_corrected_again_since_keeps_its_correction(shelf):
    library, ids = shelf
    Batches(library, "ann").perform(SetEnergy(8), ids)
    Editor(library, ids[1], "ann").perform(SetEnergy(3))
    Editor(library, ids[0], "ann").undo()
    assert energies(library, ids) == [None, 3, None, None]


def test_tracks_where_the_edit_makes_no_sense_stay_and_say_why(shelf):
    library, ids = shelf
    Editor(library, ids[3], "ann").perform(PlaceGrid(TempoMap.constant(0.0, 128.0)))
    done = Batches(library, "ann").perform(ShiftBeats(0.5), ids)
    assert done.changed == (ids[3],)
    assert len(done.refused) == 3
    assert "no beat grid" in done.refused[0]


def test_the_newest_decision_is_taken_back_without_a_track_on_the_desk(shelf):
    library, ids = shelf
    batches = Batches(library, "ann")
    batches.perform(SetEnergy(8), ids[:2])
    batches.perform(SetEnergy(2), ids)
    assert batches.undo().changed == tuple(ids)
    assert energies(library, ids) == [8, 8, None, None]
    batches.undo()
    assert energies(library, ids) == [None] * 4
    with pytest.raises(Refused, match="no decision"):
        batches.undo()


def test_the_tracks_of_a_decision_are_one_transaction(shelf, monkeypatch):
    library, ids = shelf
    kept = Revisions.append
    monkeypatch.setattr(
        Revisions, "append", lambda *told, **named: (kept(*told, **named), 1 / 0)[0]
    )
    with pytest.raises(ZeroDivisionError):
        Batches(library, "ann").perform(SetEnergy(8), ids)
    assert energies(library, ids) == [None] * 4

"""The list of a large library comes piece by piece, and never half."""

import pytest

from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.library import listing
from edmstudio.gui.library.listing import Listing
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks


@pytest.fixture
def tracks(monkeypatch):
    monkeypatch.setattr(listing, "PIECE", 3)
    library = Library(":memory:")
    tracks = Tracks(library)
    for number in range(8):
        tracks.add(Track(TrackId(0), f"/music/{number}.mp3", f"{number:04x}", 100.0))
    yield tracks
    library.close()


@pytest.fixture
def heard(qapp, tracks):
    reader, lists = Listing(tracks), []
    reader.read.connect(lambda rows: lists.append([row["id"] for row in rows]))
    yield reader, lists
    reader.stop()


def test_pieces_are_the_whole_list_in_its_order(tracks):
    pieces = list(tracks.pieces(3))
    assert [len(piece) for piece in pieces] == [3, 3, 2]
    assert [row for piece in pieces for row in piece] == tracks.rows()


def test_the_first_piece_is_shown_at_once_and_the_whole_soon(qtbot, heard):
    reader, lists = heard
    reader.start()
    assert lists == [[1, 2, 3]]
    qtbot.waitUntil(lambda: len(lists) == 2)
    assert lists[1] == list(range(1, 9))


def test_a_list_that_is_renewed_is_never_shown_in_parts(qtbot, heard, tracks):
    reader, lists = heard
    reader.start()
    qtbot.waitUntil(lambda: len(lists) == 2)
    tracks.add(Track(TrackId(0), "/music/new.mp3", "beef", 100.0))
    reader.start()
    qtbot.waitUntil(lambda: len(lists) == 3)
    assert lists[2] == list(range(1, 10))


def test_what_is_asked_while_it_reads_is_read_afterwards(qtbot, heard, tracks):
    reader, lists = heard
    reader.start()
    tracks.add(Track(TrackId(0), "/music/new.mp3", "beef", 100.0))
    reader.start()
    reader.start()
    qtbot.waitUntil(lambda: len(lists) == 3)
    assert lists[2] == list(range(1, 10))
    qtbot.wait(20)
    assert len(lists) == 3


def test_a_list_of_one_piece_is_there_at_once(heard, tracks):
    reader, lists = heard
    for number in range(3, 9):
        with tracks._library.writing() as db:
            db.table("track").delete(number)
    reader.start()
    assert lists == [[1, 2]]

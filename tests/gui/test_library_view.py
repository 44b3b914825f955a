"""The list of tracks: search, filters, order, columns, what is remembered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from edmstudio.domain.edits import SetEnergy, SetKey
from edmstudio.domain.key import Key
from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.library.filter import Filter, harmonic, parsed_bpm
from edmstudio.gui.library.model import LibraryModel
from edmstudio.gui.library.rows import Status, status, title
from edmstudio.gui.words import clock
from edmstudio.store.playlists import Playlists, StoredPlaylist
from tests.gui.desks import window_on


def row(track_id, **facts):
    held = {
        "id": track_id, "path": f"/music/{track_id}.mp3", "payload": "f00d", "title": "",
        "artist": "", "album": "", "seconds": 200.0, "missing": 0, "added_at": "", "bpm": None,
        "key": None, "energy": None, "genre": "", "trust": None, "cues": None,
        "corrected_by": "", "sources": "", "checkpoint": "",
    }  # fmt: skip
    return {**held, **facts}


@pytest.fixture
def model(qapp):
    model = LibraryModel()
    model.show_rows(
        [
            row(1, title="Zebra", artist="Ann", bpm=128.0, key="A minor", trust=0.9,
                checkpoint="classic-1", genre="house"),
            row(2, title="apple", artist="Bob", bpm=174.0, key="E minor", trust=0.4,
                checkpoint="classic-1", corrected_by="ann"),
            row(3, title="Mango", missing=1),
            row(4, artist="Ann", sources="serato rekordbox"),
        ]
    )  # fmt: skip
    return model


def shown(model):
    return [model.row_at(line)["id"] for line in range(model.rowCount())]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Filter(), [1, 2, 3, 4]),
        (Filter(words="ann"), [1, 4]),
        (Filter(words="ANN zeb"), [1]),
        (Filter(status=Status.IMPORTED), [4]),
        (Filter(status=Status.MISSING), [3]),
        (Filter(status=Status.CORRECTED), [2]),
        (Filter(most_trust=0.5), [2]),
        (Filter(least_bpm=120.0, most_bpm=130.0), [1]),
        (Filter(key="A minor"), [1]),
        (Filter(key="A minor", neighbours=True), [1, 2]),
        (Filter(genre="house"), [1]),
        (Filter(corrected_by="ann"), [2]),
        (Filter(source="rekordbox"), [4]),
        (Filter(tracks=frozenset({3, 4})), [3, 4]),
    ],
)
def test_a_filter_shows_what_passes(model, wanted, ids):
    model.apply(wanted)
    assert shown(model) == ids


def test_sorting_ignores_case_and_puts_what_is_unknown_last(model):
    names = [column.name for column in model.columns]
    model.sort(names.index("title"))
    assert shown(model) == [4, 2, 3, 1]
    model.sort(names.index("bpm"), Qt.SortOrder.DescendingOrder)
    assert shown(model) == [2, 1, 3, 4]
    model.apply(Filter(words="ann"))
    assert shown(model) == [1, 4]


def test_rows_say_what_a_person_would_say():
    assert title(row(7)) == "7"
    assert clock(62.4) == "1:02"
    assert clock(3723.0) == "1:02:03"
    assert status(row(1, sources="rekordbox")) is Status.IMPORTED


def test_keys_that_mix_are_the_neighbours_on_the_wheel():
    assert harmonic("A minor") == {"A minor", "C major", "E minor", "D minor"}


def test_a_tempo_may_be_a_number_or_a_span():
    assert parsed_bpm("128") == (127.5, 128.5)
    assert parsed_bpm("120 – 130,5") == (120.0, 130.5)
    assert parsed_bpm("140-") == (140.0, 1000.0)
    assert parsed_bpm("") == (0.0, 1000.0)


def test_typing_in_the_search_box_filters_and_clear_brings_all_back(qtbot, full):
    bar, model = full.library.bar, full.library.model
    QTest.keyClicks(bar.search, "no such track")
    qtbot.waitUntil(lambda: model.rowCount() == 0)
    assert full.library.nothing.isVisible()
    QTest.mouseClick(full.library.nothing.button, Qt.MouseButton.LeftButton)
    assert model.rowCount() == 1


def test_every_choice_of_the_filter_bar_is_understood(full):
    bar, model = full.library.bar, full.library.model
    for at, expected in enumerate([1, 0, 1, 0, 0, 0]):
        bar.status.setCurrentIndex(at)
        assert model.rowCount() == expected, bar.status.currentText()
    bar.reset()
    bar.key.setCurrentIndex(bar.key.findText("8A  Am"))
    assert model.rowCount() == 1
    bar.trust.setCurrentIndex(1)
    assert model.rowCount() == 0


def test_columns_and_theme_are_as_they_were_left(full, places):
    header = full.library.table.horizontalHeader()
    album = [column.name for column in full.library.model.columns].index("album")
    assert header.isSectionHidden(album)
    header.setSectionHidden(album, False)
    full.doors.next_theme()
    full.window.close()
    from edmstudio.app.settings import load

    assert load(places.settings).theme == "light"
    with window_on(places) as again:
        assert not again.library.table.horizontalHeader().isSectionHidden(album)


def test_a_line_opens_with_return(full):
    full.studio.session.close()
    full.library.table.setFocus()
    full.library.table.selectRow(0)
    QTest.keyClick(full.library.table, Qt.Key.Key_Return)
    assert full.studio.session.track.title == "Kicks"


def test_a_playlist_shows_its_tracks_and_a_folder_those_of_all_its_playlists(full):
    other = full.studio.tracks.add(Track(TrackId(0), "/music/other.mp3", "beef", 100.0))
    own = full.studio.session.track.track_id
    lists = Playlists(full.studio.library)
    lists.replace(
        "rekordbox",
        [
            StoredPlaylist("Warm up", (own,), ("Club",)),
            StoredPlaylist("Peak", (other.track_id,), ("Club",)),
        ],
    )
    full.studio.list_tracks()
    tree = full.library.playlists
    assert tree.isVisible()
    club = tree.topLevelItem(1)
    tree.setCurrentItem(club.child(0))
    assert full.library.shown_ids() == [own]
    tree.setCurrentItem(club)
    assert set(full.library.shown_ids()) == {own, other.track_id}
    tree.setCurrentItem(club.child(1))
    full.studio.list_tracks()
    assert full.library.shown_ids() == [other.track_id]
    full.library.bar.clear.click()
    assert len(full.library.shown_ids()) == 2
    assert tree.currentItem() is tree.topLevelItem(0)


def test_the_origin_can_be_chosen_once_somebody_corrected(full):
    assert full.library.bar.origin not in full.library.bar.offered
    QTest.keyClick(full.canvas, Qt.Key.Key_D)
    full.studio.transport.seek(1.0)
    QTest.keyClick(full.canvas, Qt.Key.Key_F5)
    full.studio.list_tracks()
    origin = full.library.bar.origin
    assert origin in full.library.bar.offered
    origin.setCurrentIndex(origin.findText("Corrected by ann"))
    assert full.library.shown_ids() == [full.studio.session.track.track_id]


def test_the_line_of_a_track_says_at_once_what_was_corrected(full):
    model, track_id = full.library.model, full.studio.session.track.track_id
    heard = []
    model.dataChanged.connect(lambda first, last: heard.append((first.row(), last.column())))

    def line():
        return model.row_at(model.line_of(track_id))

    full.studio.session.perform(SetKey(Key(3, True)))
    assert (line()["key"], line()["corrected_by"]) == ("Eb minor", "ann")
    assert heard[-1] == (0, len(model.columns) - 1)
    full.studio.session.perform(SetEnergy(4))
    assert line()["energy"] == 4
    full.studio.session.undo()
    assert line()["energy"] == 7
    full.studio.session.undo()
    assert line()["key"] == "A minor"


def test_a_column_drawn_by_hand_keeps_its_width_until_the_columns_are_reset(full, places):
    table, columns = full.library.table, [c.name for c in full.library.model.columns]
    key = columns.index("key")
    usual = table.columnWidth(key)
    table.horizontalHeader().resizeSection(key, usual + 40)
    full.window.resize(1500, 900)
    assert table.columnWidth(key) == usual + 40
    full.window.close()
    with window_on(places) as again:
        assert again.library.table.columnWidth(key) == usual + 40
        again.library.table.reset_columns()
        assert again.library.table.columnWidth(key) == usual


def test_an_artist_column_that_nobody_fills_needs_only_its_heading(qapp, full):
    table, columns = full.library.table, [c.name for c in full.library.model.columns]
    artist = columns.index("artist")
    filled = table.wishes()[artist]
    rows = [{**row, "artist": ""} for row in full.library.model.rows]
    full.library.show_rows(rows)
    assert table.wishes()[artist].usual < filled.usual


def test_a_search_that_finds_nothing_says_what_was_searched_for(full):
    bar, nothing = full.library.bar, full.library.nothing
    bar.search.setText("no such")
    bar._say()
    assert nothing.sentence.text() == "No track matches “no such”."
    bar.trust.setCurrentIndex(1)
    assert nothing.sentence.text() == "No track passes these filters."
